from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    # The admin calls allauth's app of addresses "Accounts" already.
    verbose_name = "Members"
