from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Notification
from accounts.models.notification import Kind
from reviews import guidelines


class DecisionQuerySet(models.QuerySet):
    def told_to(self, author):
        """What this author was told about their texts, newest first."""
        return self.filter(author=author, action__in=Decision.TELLS_AUTHOR).order_by("-pk")

    def standing(self):
        """Those of cases that nobody has gone back on."""
        return self.exclude(case__in=Decision.objects.filter(action=Decision.Action.RESTORE).order_by().values("case"))


class DecisionManager(models.Manager.from_queryset(DecisionQuerySet)):
    def make(self, case, action, *, moderator, guideline, facts):
        """Write a decision down, with the text it was taken on. Raises ValidationError for a rule that is none."""
        decision = self.model(
            case=case,
            author_id=case.author_id,
            moderator=moderator,
            action=action,
            guideline=guideline,
            facts=facts,
            text_as_decided=case.target.plain_text(),
            state_before=case.target.state,
        )
        decision.full_clean(exclude=["case", "author", "moderator"])
        decision.save(force_insert=True)
        return decision


class Decision(models.Model):
    """What a moderator decided on a case, under which guideline and on which facts. Never changed, never deleted.

    The database refuses to change or delete a row, and to let anybody decide on their own text.
    """

    class Action(models.TextChoices):
        DISMISS = "dismiss", "Dismiss: nothing breaks the guidelines"
        SPOILER = "spoiler", "Mark as spoiler"
        REDACT = "redact", "Redact words"
        HIDE = "hide", "Hide until edited"
        REMOVE = "remove", "Remove"
        RESTORE = "restore", "Restore"

    # A dismissed report leaves no mark on the author, who is told only of what changed.
    TELLS_AUTHOR = [Action.SPOILER, Action.REDACT, Action.HIDE, Action.REMOVE, Action.RESTORE]
    # Those that say: the report was right.
    UPHOLDS = [Action.SPOILER, Action.REDACT, Action.HIDE, Action.REMOVE]
    TAKES_AWAY = {Action.HIDE: "hidden", Action.REMOVE: "removed"}

    case = models.ForeignKey("Case", models.PROTECT, related_name="decisions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions")
    action = models.CharField(max_length=10, choices=Action)
    guideline = models.CharField(max_length=40, choices=[(rule.id, rule.title) for rule in guidelines.GUIDELINES])
    facts = models.TextField(max_length=1000)
    text_as_decided = models.TextField(editable=False)
    state_before = models.CharField(max_length=10, editable=False)
    decided_at = models.DateTimeField(default=timezone.now)

    objects = DecisionManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(moderator=F("author")), name="no_decision_on_ones_own_text"),
            models.CheckConstraint(condition=~Q(facts="") & ~Q(guideline=""), name="decision_names_rule_and_facts"),
        ]

    def __str__(self):
        return f"{self.get_action_display()} ({self.moderator})"

    @property
    def verb(self):
        """What was done, in a word or two."""
        return self.get_action_display().partition(":")[0]

    @property
    def rule(self):
        return guidelines.BY_ID[self.guideline]

    @property
    def outcome(self):
        """What happened, as the author and the reporters read it."""
        return {
            self.Action.DISMISS: "Nothing was changed: it does not break the guidelines.",
            self.Action.SPOILER: "The text now stands behind a spoiler warning.",
            self.Action.REDACT: "Some words were taken out of the text.",
            self.Action.HIDE: "The text is hidden until it has been edited.",
            self.Action.REMOVE: "The text was removed.",
            self.Action.RESTORE: "The text was restored.",
        }[self.action]

    @property
    def what_now(self):
        """What it means for the author, and what the author can do."""
        if self.action == self.Action.HIDE and not self.case.review_id:
            return "Nobody else sees it until an editor has corrected it and published it again."
        return {
            self.Action.DISMISS: "There is nothing you need to do.",
            self.Action.SPOILER: "Readers open the text with one more click. Nothing in it was changed.",
            self.Action.REDACT: (
                "Everything else stands as you wrote it, with its votes. You can edit it; leave out what was taken out."
            ),
            self.Action.HIDE: (
                "Nobody else sees it for now. Change what the guideline is about: your review is published again the "
                "moment you save it, with its votes."
            ),
            self.Action.REMOVE: (
                "Nobody else can see it, and it cannot be edited. It is kept with all that belongs to it, so that a "
                "decision that was wrong can be taken back whole."
            ),
            self.Action.RESTORE: "Everything stands again as it stood before, votes included. There is nothing to do.",
        }[self.action]

    def carry_out(self, target, redacted=None):
        """Give the decision its effect on the text; `redacted` is the text without the words that were taken out."""
        if self.action == self.Action.SPOILER:
            target.mark_as_spoiler()
        elif self.action == self.Action.REDACT:
            target.redact(self, **redacted)
        elif self.action == self.Action.RESTORE:
            target.moderate(self.state_to_restore(), decision=self)
        elif state := self.TAKES_AWAY.get(self.action):
            target.moderate(state, decision=self)

    def state_to_restore(self) -> str:
        """How the text stood before it was taken away: what its author had withdrawn goes back to being withdrawn."""
        before = self.case.decisions_on_target().filter(action__in=self.TAKES_AWAY, pk__lt=self.pk).first()
        return before.state_before if before else "published"

    def tell_author(self):
        """Send the author the statement of reasons, in the current transaction."""
        if self.author and self.action in self.TELLS_AUTHOR:
            self._post(self.author, "A moderator’s decision on your text", "reviews/mail/statement_of_reasons.txt")

    def tell_reporters(self):
        """Send everybody who reported the text the outcome, without a word about anybody else."""
        for report in self.case.reports.exclude(reporter=None).select_related("reporter"):
            self._post(report.reporter, "What became of your report", "reviews/mail/report_outcome.txt")

    def _post(self, member, subject, template):
        context = {"decision": self, "case": self.case, "member": member, "base_url": settings.BASE_URL}
        body = render_to_string(template, context)
        Notification.objects.tell(member, Kind.CASE_OUTCOME, subject, body=body, url=self.case.get_absolute_url())
