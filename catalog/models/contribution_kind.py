from django.db import models


class ContributionKind(models.TextChoices):
    """What can be contributed; what becomes of each is in catalog/contributing/."""

    TRIVIA = "trivia", "Trivia"
    GOOF = "goof", "Goof"
    QUOTE = "quote", "Quote"
    CRAZY_CREDIT = "crazy_credit", "Crazy credit"
    ALTERNATE_VERSION = "alternate_version", "Alternate version"
    PARENTS_GUIDE = "parents_guide", "Parents guide"
    STORYLINE = "storyline", "Storyline"
    OUTLINE = "outline", "Outline"
    CREDIT = "credit", "Credit"
    ALTERNATIVE_TITLE = "alternative_title", "Alternative title"
    CONNECTION = "connection", "Connection"
    SOUNDTRACK = "soundtrack", "Soundtrack"
    FILMING_LOCATION = "filming_location", "Filming location"
    RELEASE = "release", "Release"
    CERTIFICATE = "certificate", "Certificate"
    PICTURE = "picture", "Picture"
