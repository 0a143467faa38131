"""The sentences a decision starts from. A moderator sends them as they are, or writes better ones."""

from reviews.models import Decision, Report

FACTS = {
    Report.Reason.SPOILER: "It gives away what happens, where no warning stands before it.",
    Report.Reason.SPAM: "It advertises something.",
    Report.Reason.ABUSE: "It attacks a person instead of judging the film.",
    Report.Reason.PRIVATE: "It tells something about a person that is nobody else’s business.",
    Report.Reason.COPIED: "Most of its words stood elsewhere before.",
    Report.Reason.OFF_TOPIC: "It is not about the film.",
    Report.Reason.WRONG_FACT: "What it says is not so.",
    Report.Reason.ILLEGAL: "It is against the law that is named here.",
}

# Whatever it was reported for.
LET_BE = {
    Decision.Action.DISMISS: "Somebody has read it and found nothing that breaks this guideline.",
    Decision.Action.UNFOUNDED: "Nothing in it breaks this guideline, and nobody could think so who had read it.",
    Decision.Action.RESTORE: "Somebody has looked at it again, and it does not break this guideline.",
}


def facts(action, reason) -> str:
    """What a decision says that was found; nothing where the reason says too little."""
    return LET_BE.get(action) or FACTS.get(reason, "")


def fitting_facts(written, action, reason) -> str:
    """What was written; where that is a sentence of ours which means the opposite of the decision, the right one."""
    if action in LET_BE:
        return LET_BE[action] if written in {"", *FACTS.values(), *LET_BE.values()} else written
    return facts(action, reason) if written in LET_BE.values() else written


def message(action, guideline) -> str:
    """What the author is told besides the facts: what the guideline says, where it was held against the text."""
    return "" if action in LET_BE else guideline.text


def fitting_message(written, action, guideline, guidelines) -> str:
    """What was written; where nothing was, or only what some guideline says, the words that fit the decision."""
    return message(action, guideline) if written in {"", *(one.text for one in guidelines)} else written
