"""A PostgreSQL server of our own, for as long as a test lasts."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

START_SECONDS = 30


def binaries() -> Path | None:
    """The folder with initdb and postgres, of the newest version on this machine."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    elsewhere = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next((folder for folder in [*reversed(debian), *elsewhere] if (folder / "postgres").exists()), None)


@contextlib.contextmanager
def private_server():
    """The URL of an empty database on a server that forgets everything afterwards.

    PostgreSQL refuses to run as root, so root lends it to the user that Debian made for it. The data lies in memory,
    where there is such a folder, and is not flushed: it is worth nothing after the test.
    """
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="filmsite-postgresql-", dir=memory))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    try:
        with running(folder / "data", free_port(), user) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def running(data: Path, port: int, user: str | None):
    locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
    make = [binaries() / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", *locale]
    subprocess.run(make, user=user, cwd="/", check=True, stdout=subprocess.DEVNULL)
    options = ["-F", "-k", "", "-h", "127.0.0.1", "-p", str(port), "-c", "full_page_writes=off"]
    with (data.parent / "log").open("w") as log:
        server = subprocess.Popen([binaries() / "postgres", "-D", data, *options], user=user, cwd="/", stderr=log)
    url = f"postgres://postgres@127.0.0.1:{port}/postgres"
    try:
        wait_for(url, server)
        yield url
    finally:
        server.send_signal(signal.SIGINT)  # a fast shutdown: it does not wait for connections
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(url: str, server: subprocess.Popen):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not start.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
