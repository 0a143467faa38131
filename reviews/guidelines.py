"""The rules of the site. Every decision of a moderator names one by its id, so an id is never given to another rule."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guideline:
    id: str
    title: str
    text: str
    # The same in half a breath, for where somebody is writing.
    short: str = ""


GUIDELINES = [
    Guideline(
        "about-the-film",
        "Write about the film",
        "A review is about the film it stands under: not about this site, the cinema’s popcorn or the day’s news.",
        "About this film, not about the site, the popcorn or the news.",
    ),
    Guideline(
        "no-other-reviewers",
        "Answer the film, not other reviewers",
        "A review stands on its own: it does not argue with other reviews, with their votes or with those who wrote "
        "them. What breaks these rules is reported; with the rest one may simply disagree.",
        "Leave other reviews, and those who wrote them, out of yours.",
    ),
    Guideline(
        "headline-without-spoilers",
        "The headline never gives anything away",
        "A headline stands on every list, in every feed and in search results, where nothing can be closed. It is "
        "never a spoiler, also where the whole review is one.",
        "The headline is never a spoiler: it stands where nothing can be closed.",
    ),
    Guideline(
        "mark-spoilers",
        "Mark what gives the story away",
        "Endings, twists and deaths belong behind a spoiler mark, for a whole review or for a passage.",
        "Put [spoiler] and [/spoiler] round endings, twists and deaths.",
    ),
    Guideline(
        "respect-people",
        "Be hard on films, not on people",
        "No insults, threats or contempt for members or for groups of people. What an actor or director does on screen "
        "may be judged as harshly as you like.",
    ),
    Guideline(
        "keep-private-things-private",
        "Keep private things private",
        "No addresses, telephone numbers, real names of members or anything else about a person that is nobody’s "
        "business.",
    ),
    Guideline(
        "no-advertising",
        "Do not advertise",
        "No advertising, no links for their own sake, no payment for reviews, and no asking for votes.",
    ),
    Guideline(
        "own-words",
        "Use your own words",
        "What you publish here you have written yourself. A short quotation with its source is welcome; a copied text "
        "is not.",
        "Written by you. A short quotation with its source is welcome.",
    ),
    Guideline(
        "get-facts-right",
        "Get facts right",
        "Trivia, goofs and quotes can be checked by somebody else. An opinion or a rumour is none of them.",
    ),
    Guideline(
        "obey-the-law",
        "Stay within the law",
        "Nothing that the law forbids where the site is run.",
    ),
    Guideline(
        "helpful-is-not-agreeing",
        "Helpful is not agreeing",
        "“Helpful” says that a review helped you to know whether a film is for you. One may find a review helpful and "
        "its verdict wrong, or share the verdict and learn nothing.",
        "Help readers to decide; they need not agree with you.",
    ),
    Guideline(
        "honest-votes",
        "Vote and report honestly",
        "One person has one account. Nobody votes for a favour, in company or for pay. Reports are for what breaks "
        "these rules, not for opinions.",
    ),
]

BY_ID = {guideline.id: guideline for guideline in GUIDELINES}

# What stands beside the form a review is written in.
FOR_WRITERS = [guideline for guideline in GUIDELINES if guideline.short]
