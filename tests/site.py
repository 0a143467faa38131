"""The site as anybody starts it: `manage.py quickstart` in a process of its own."""

import email
import email.policy
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.command import ROOT, environment
from tests.postgresql import free_port

START_SECONDS = 180


class Site:
    """A site with the demo, limits off and mails in files; all it writes is in the folder.

    `variables` are further FILMSITE_* settings.
    """

    def __init__(self, folder: Path, **variables):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.data_dir, self.mail_folder = folder / "data", folder / "mails"
        self.log = folder / f"log-{port}"
        mails = {"FILMSITE_EMAIL_URL": f"file://{self.mail_folder}"}
        self.variables = {"FILMSITE_THROTTLE": "off", **mails, **variables}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "quickstart", "--port", str(port)],
                cwd=ROOT,
                env=environment(self.data_dir, **self.variables),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self):
        try:
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *error):
        self.stop()

    def wait_until_ready(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/readyz", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the site did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def mails(self) -> list[email.message.EmailMessage]:
        """All mails that the site has sent, oldest first."""
        files = sorted(self.mail_folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        texts = [text for file in files for text in file.read_text().split("-" * 79 + "\n") if text.strip()]
        return [email.message_from_string(text, policy=email.policy.default) for text in texts]
