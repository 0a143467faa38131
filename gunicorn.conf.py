"""How gunicorn serves the site; it reads this file by itself from the folder it is started in."""

import os

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
