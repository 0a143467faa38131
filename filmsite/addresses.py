"""Addresses as the rest of the world writes them."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(address: str) -> str:
    """The address with the name of the site, as the settings know it and never as a request claims it.

    One that has a name already, such as a picture's in a store elsewhere, stays as it is.
    """
    return urljoin(settings.BASE_URL, address)
