"""How gunicorn serves the site; it reads this file by itself from the folder it is started in."""

import os
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

from gunicorn import util

# Only this machine: a web server with TLS stands in front (README, "Deploy").
bind = "127.0.0.1:8000"

# Two processes, each about 85 MB, use two cores; WEB_CONCURRENCY or --workers for more. Each thread keeps its own
# connection to SQLite, and PostgreSQL's pool (filmsite/environment.py) has room for the threads of a process.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4

# A process that shows no sign of life for this long is replaced. (A writer waits 20 seconds for SQLite's lock at most.)
timeout = 30
# What is under way when the site is told to stop may take so long.
graceful_timeout = 20
# The web server in front uses a connection again.
keepalive = 5

# A process is replaced after so many requests, should it ever leak memory; not all of them at the same moment.
max_requests = 2000
max_requests_jitter = 200

# Two sites of one user would share its path under HOME, and nothing here talks to it.
control_socket_disable = True

# No header of a request decides which address it is for.
forwarder_headers = ""
# A search for 200 characters of any script, twice encoded, still reaches the site and gets its answer.
limit_request_line = 8190


# What takes long is done by a worker of its own; with TASK_WORKER=on it comes and goes with the site.
WORKER = [
    sys.executable,
    str(Path(__file__).parent / "manage.py"),
    "db_worker",
    "--no-reload",
    "--interval",
    "2",
    "--verbosity",
    "0",
]


def when_ready(server):
    if os.environ.get("TASK_WORKER") == "on":
        # Not in our group: Ctrl-C would reach it twice, from the terminal and from us, and the second time it gives up
        # what it is at.
        server.task_worker = subprocess.Popen(WORKER, start_new_session=True)  # noqa: S603


def on_exit(server):
    """Let the worker finish what it is at, but not for ever."""
    if worker := getattr(server, "task_worker", None):
        worker.terminate()
        try:
            worker.wait(graceful_timeout)
        except subprocess.TimeoutExpired:
            worker.kill()


def refuse(connection, status, reason, _details):
    """What gunicorn answers to a request that it cannot hand on; in its own words it names none of our headers."""
    status = 400 if status == HTTPStatus.NOT_IMPLEMENTED else status
    body = f"<!doctype html><html lang=en><title>{reason}</title><h1>{reason}</h1>"
    headers = [
        f"HTTP/1.1 {status} {reason}",
        "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
        "Referrer-Policy: same-origin",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    util.write_nonblock(connection, "\r\n".join([*headers, "", body]).encode())


util.write_error = refuse
