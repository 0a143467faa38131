from accounts.models.outgoing_mail import OutgoingMail
from accounts.models.user import User

__all__ = ["OutgoingMail", "User"]
