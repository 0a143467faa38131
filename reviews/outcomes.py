"""What a decision means, in the words of its readers."""

from reviews.kinds import Kind

# What it is about, where it is more than a text.
TEXT = {
    Kind.PROFILE: "What the public page says",
    Kind.POSTER: "The poster",
    Kind.PICTURE: "The picture",
    Kind.LIST: "The list",
}
YOUR_TEXT = {Kind.PROFILE: "What your public page says", Kind.PICTURE: "Your picture", Kind.LIST: "Your list"}

# What happened, as everybody may read it; {Text} is what the case is about.
OUTCOMES = {
    "dismiss": "Nothing was changed: it does not break the guidelines.",
    "unfounded": "Nothing was changed: it plainly does not break the guidelines, and to report it was a misuse.",
    "spoiler": "{Text} now stands behind a spoiler warning.",
    "redact": "Some words were taken out of the text.",
    "hide": "{Text} is hidden until it has been edited.",
    "remove": "{Text} was removed.",
    "pass_on": "{Text} was removed.",
    "lock": "{Text} stays as it is and can no longer be edited.",
    "warn": "{Member} was warned.",
    "limit": "What {member} writes waits for a moderator before others see it{for_days}.",
    "suspend": "{Member} was suspended{for_days}.",
    "shield": "{Text} is hidden for at most 72 hours, until a person has looked at it.",
    "veil": "{Text} stands behind a spoiler warning for at most 72 hours, until a person has looked at it.",
    "unshield": "{Text} stands again as it stood before: nobody has confirmed that it breaks a guideline.",
    "pause": "Reports of {member} are not taken{for_days}.",
}

# The same where it goes back on an earlier decision, by what that was.
TAKEN_BACK = {
    "spoiler": "The spoiler warning was taken away again.",
    "veil": "The spoiler warning was taken away again.",
    "redact": "The decision was taken back: the words that were taken out may stand.",
    "hide": "{Text} was restored.",
    "remove": "{Text} was restored.",
    "pass_on": "{Text} was restored.",
    "shield": "{Text} was restored.",
    "lock": "{Text} can be edited again.",
    "warn": "The warning was taken back.",
    "limit": "What {member} writes no longer waits for a moderator.",
    "suspend": "The suspension was taken back.",
    "pause": "Reports of {member} are taken again.",
}

# What reads otherwise where the member it is about reads it.
TO_AUTHOR = {
    "redact": "Some words were taken out of your text.",
    "warn": "You were warned.",
    "limit": "What you write waits for a moderator before others see it{for_days}.",
    "suspend": "You were suspended{for_days}.",
    "pause": "You cannot report anything{for_days}.",
}
TAKEN_BACK_TO_AUTHOR = {
    "limit": "What you write no longer waits for a moderator.",
    "suspend": "Your suspension was taken back: you can take part again.",
    "pause": "You can report again.",
}

WHAT_NOW = {
    "spoiler": "Readers open the text with one more click. Nothing in it was changed.",
    "redact": "Everything else stands as you wrote it, with its votes. You can edit it; leave out what was taken out.",
    "remove": (
        "Nobody else can see it, and it cannot be edited. It is kept with all that belongs to it, so that a decision "
        "that was wrong can be taken back whole."
    ),
    "lock": "Others read it as before. You can take it off the site, but not change it.",
    "warn": "Nothing was changed. Should it happen again, you may be limited or suspended.",
    "limit": "You can read, write, rate and vote; a moderator looks at what you write before others see it.",
    "suspend": (
        "You can read and appeal, but not write, rate, vote or report. Your votes and ratings do not count meanwhile "
        "and come back afterwards. Nothing of yours is deleted."
    ),
    "shield": (
        "Nobody else sees it for now. This was automatic, because several members reported it independently of each "
        "other; it is no verdict. It ends by itself if nobody confirms it."
    ),
    "veil": "Readers open the text with one more click. This was automatic, and ends by itself if nobody confirms it.",
    "pause": "You can read, write, rate and vote as before, but not report.",
}
NOTHING_TO_DO = "There is nothing you need to do."
ALL_STANDS = "Everything stands again as it stood before, votes included. There is nothing to do."
OF_PROFILE = {
    "hide": (
        "Others see your username only. Change what the guideline is about in your settings: it is shown again the "
        "moment you save it."
    ),
    "remove": "Others see your username only.",
    "shield": (
        "Others see your username only for now. This was automatic, because several members reported it independently "
        "of each other; it is no verdict. It ends by itself if nobody confirms it."
    ),
}
HIDDEN_REVIEW = (
    "Nobody else sees it for now. Change what the guideline is about: it is published again the moment you save it, "
    "with all that belongs to it."
)
HIDDEN_LIST = (
    "Nobody else sees it for now. Change what the guideline is about, the title, the description or a note: it is "
    "shown again the moment you save it."
)
HIDDEN_FACT = "Nobody else sees it until an editor has corrected it."
HIDDEN = {Kind.REVIEW: HIDDEN_REVIEW, Kind.LIST: HIDDEN_LIST}
WARNED_REPORTER = "You can report as before. Should it go on like this, your reports are not taken for 30 days."


def outcome(decision) -> str:
    """What happened, as everybody may read it."""
    return _fill(_sentence(decision, OUTCOMES, TAKEN_BACK), decision)


def to_author(decision) -> str:
    """The same to the member whom it is about."""
    sentence = _sentence(decision, OUTCOMES | TO_AUTHOR, TAKEN_BACK | TAKEN_BACK_TO_AUTHOR)
    return _fill(sentence.replace("{Text}", "{Your_text}"), decision)


def _sentence(decision, sentences, taken_back) -> str:
    """Not only a restored text is one that stands again: so is one whose shield or wait a dismissal ends."""
    if decision.action == "restore":
        return taken_back.get(
            decision.supersedes.action if decision.supersedes_id else "", "The decision was taken back."
        )
    if decision.action == "dismiss" and decision.state_before == "waiting":
        return "{Text} was published: it does not break the guidelines."
    if decision.action in _DISMISSES and decision.supersedes_id and decision.supersedes.action not in _DISMISSES:
        return "{Text} stands again as it stood before: it does not break the guidelines."
    return sentences[decision.action]


def _fill(sentence, decision) -> str:
    kind, days = decision.case.kind, decision.days
    is_about_member = kind in {Kind.PROFILE, Kind.REPORTING}
    member = "the member" if is_about_member else "the author"
    return sentence.format(
        Text=TEXT.get(kind, "The text"),
        Your_text=YOUR_TEXT.get(kind, "Your text"),
        Member=member.capitalize(),
        member=member,
        for_days=f" for {days} day{'' if days == 1 else 's'}" if days else "",
    )


def what_now(decision) -> str:
    """What it means for the author, and what the author can do."""
    action, kind = decision.action, decision.case.kind
    if action == "restore" and decision.supersedes_id and decision.supersedes.action in _TEXTS_BACK:
        return ALL_STANDS
    action = "remove" if action == "pass_on" else action
    if kind == Kind.PROFILE and action in OF_PROFILE:
        return OF_PROFILE[action]
    if kind == Kind.REPORTING and action == "warn":
        return WARNED_REPORTER
    if action == "hide":
        return HIDDEN.get(kind, HIDDEN_FACT)
    return WHAT_NOW.get(action, NOTHING_TO_DO)


_DISMISSES = {"dismiss", "unfounded"}
_TEXTS_BACK = {"hide", "remove", "pass_on", "shield"}
