import logging
import smtplib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages

logger = logging.getLogger(__name__)

NOT_SENT = "A mail to you could not be sent just now. If you wait for a link, ask for it again in a few minutes."


class AccountAdapter(DefaultAccountAdapter):
    """allauth, with our own words, names in small letters, and no failure when the mail server is away."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed at present.",
        "duplicate_email": "This address is among yours already.",
        "email_password_mismatch": "This address and this password do not belong together. Check both and try again.",
        "username_password_mismatch": "This name and this password do not belong together. Check both and try again.",
        "email_taken": "There is an account with this address already. Sign in, or set a new password.",
        "enter_current_password": "This is not your present password.",
        "incorrect_password": "This is not your password.",
        "too_many_login_attempts": "That was wrong too often. Wait five minutes, then try again.",
        "username_taken": "Somebody has this name already. Choose another one.",
    }

    def clean_username(self, username, shallow=False):
        """A name as it is kept: whoever types "Ana" becomes ana."""
        return super().clean_username(username.lower(), shallow=shallow)

    def send_mail(self, template_prefix, email, context):
        """Send a mail with a link or a notice; when no server takes it, say so instead of failing."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException):
            logger.exception("A mail of the kind %s was not taken", template_prefix)
            messages.error(self.request, NOT_SENT)


class MFAAdapter(DefaultMFAAdapter):
    """The second factor, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": "Switch the second factor off first; then you can add an address.",
        "incorrect_code": "This code is not right, or no longer. Wait for the next one and type that.",
        "unverified_email": "Confirm all your e-mail addresses first, by the links in the mails we sent you.",
    }
