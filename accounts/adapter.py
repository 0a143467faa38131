from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """allauth, with our own words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_taken": "Somebody has this name already. Choose another one.",
    }
