"""What a test needs of the machine it runs on."""

import os

import pytest


def require(condition, reason: str):
    """Go on only when the condition holds: otherwise skip the test, or fail it where CI=true promises everything."""
    if condition:
        return
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)
