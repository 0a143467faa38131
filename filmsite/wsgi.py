"""What gunicorn serves: `gunicorn filmsite.wsgi`."""

import os

from django.core.exceptions import BadRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filmsite.settings")
# PostgreSQL ends a query of a page after five seconds; a command, which does not come through here, may take its time.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=5000")

django_application = get_wsgi_application()


def application(environ, start_response):
    """Django; what it cannot even make a request of (a content type in no known encoding) is answered with our 415."""
    try:
        return django_application(environ, start_response)
    except BadRequest:
        unreadable = environ | {"CONTENT_TYPE": "application/x-www-form-urlencoded; charset=unknown"}
        return django_application(unreadable, start_response)
