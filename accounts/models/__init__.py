from accounts.models.notification import MailChoice, Notification
from accounts.models.outgoing_mail import OutgoingMail
from accounts.models.tie import Tie
from accounts.models.user import User

__all__ = ["MailChoice", "Notification", "OutgoingMail", "Tie", "User"]
