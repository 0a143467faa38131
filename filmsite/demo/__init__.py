"""A site to try out: films, members and what they wrote, kept as TOML files and loaded by `manage.py demo`."""
