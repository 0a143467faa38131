"""The site's own processes, kept away from whatever the environment of the tests says."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(data_dir: Path, **variables) -> dict:
    """An environment in which the site has this data folder, its defaults and these variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FILMSITE_", "PYTEST_"))}
    folder = {
        "DJANGO_SETTINGS_MODULE": "filmsite.settings",
        "FILMSITE_DATA_DIR": str(data_dir),
        "FILMSITE_DATABASE_URL": f"sqlite:///{data_dir / 'filmsite.sqlite3'}",
    }
    return kept | folder | variables


def manage(*arguments, data_dir: Path, **variables) -> subprocess.CompletedProcess:
    """Run manage.py to its end."""
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env=environment(data_dir, **variables),
        capture_output=True,
        text=True,
        timeout=120,
    )
