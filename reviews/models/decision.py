from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import OutgoingMail
from reviews import guidelines


class Decision(models.Model):
    """What a moderator decided on a case, under which guideline and on which facts. Never changed, never deleted.

    The database refuses to change or delete a row, and to let anybody decide on their own text.
    """

    class Action(models.TextChoices):
        DISMISS = "dismiss", "Dismiss: nothing breaks the guidelines"
        SPOILER = "spoiler", "Mark as spoiler"
        HIDE = "hide", "Hide until edited"
        REMOVE = "remove", "Remove"
        RESTORE = "restore", "Restore"

    # A dismissed report leaves no mark on the author, who is told only of what changed.
    TELLS_AUTHOR = [Action.SPOILER, Action.HIDE, Action.REMOVE, Action.RESTORE]
    STATE_AFTER = {Action.HIDE: "hidden", Action.REMOVE: "removed", Action.RESTORE: "published"}

    case = models.ForeignKey("Case", models.PROTECT, related_name="decisions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions")
    action = models.CharField(max_length=10, choices=Action)
    guideline = models.CharField(max_length=40, choices=[(rule.id, rule.title) for rule in guidelines.GUIDELINES])
    facts = models.TextField(max_length=1000)
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(moderator=F("author")), name="no_decision_on_ones_own_text"),
            models.CheckConstraint(condition=~Q(facts="") & ~Q(guideline=""), name="decision_names_rule_and_facts"),
        ]

    def __str__(self):
        return f"{self.get_action_display()} ({self.moderator})"

    @property
    def rule(self):
        return guidelines.BY_ID[self.guideline]

    @property
    def outcome(self):
        """What happened, as the author and the reporters read it."""
        return {
            self.Action.DISMISS: "Nothing was changed: it does not break the guidelines.",
            self.Action.SPOILER: "The text now stands behind a spoiler warning.",
            self.Action.HIDE: "The text is hidden until its author has edited it.",
            self.Action.REMOVE: "The text was removed.",
            self.Action.RESTORE: "The text was restored.",
        }[self.action]

    def carry_out(self, target):
        """Give the decision its effect on the text."""
        if self.action == self.Action.SPOILER:
            target.mark_as_spoiler()
        elif state := self.STATE_AFTER.get(self.action):
            target.moderate(state, by=self.moderator, reason=self.facts)

    def tell_author(self):
        """Send the author the statement of reasons, in the current transaction."""
        if self.author and self.action in self.TELLS_AUTHOR:
            self._post(self.author, "A moderator’s decision on your text", "reviews/mail/statement_of_reasons.txt")

    def tell_reporters(self):
        """Send everybody who reported the text the outcome, without a word about anybody else."""
        for report in self.case.reports.select_related("reporter"):
            self._post(report.reporter, "What became of your report", "reviews/mail/report_outcome.txt")

    def _post(self, member, subject, template):
        context = {"decision": self, "case": self.case, "member": member, "base_url": settings.BASE_URL}
        OutgoingMail.objects.post(member, subject, render_to_string(template, context))
