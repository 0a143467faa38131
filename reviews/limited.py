"""Members whose posts wait: what they write comes before a moderator first."""

from reviews import models


def show_to_moderators(review):
    """Open the review's case, or join the open one: to dismiss it is to publish the text."""
    models.Report.objects.notice_by_site(
        review,
        reason=models.Report.Reason.OTHER,
        details="Its author’s posts wait for a moderator. To dismiss the case publishes this one.",
    )
