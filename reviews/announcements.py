"""Tells every member that the rules change, and writes it down."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Notification, User
from accounts.models.notification import Kind
from reviews.models.audit_entry import AuditEntry


def tell(guideline, by, event):
    """In the current transaction; `event` is added, changed or retired."""
    url = reverse("guideline_history", args=[guideline.pk])
    latest = guideline.latest
    context = {"guideline": guideline, "latest": latest, "event": event, "base_url": settings.BASE_URL, "url": url}
    body = render_to_string("reviews/mail/guidelines_change.txt", context)
    everybody = User.objects.filter(is_active=True)
    Notification.objects.tell_many(everybody, Kind.RULES, "The guidelines change", body=body, url=url)
    what = f"{guideline.pk}, retired on {guideline.retired_on}" if event == "retired" else str(latest)
    AuditEntry.objects.record(by, "guideline", what, details=latest.what_changed if event == "changed" else "")
