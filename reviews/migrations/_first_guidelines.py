"""The rules a site starts with. Administrators change them in the admin; nothing else reads this."""

GUIDELINES = [
    {
        "id": "about-the-film",
        "title": "Write about the film",
        "text": "A review is about the film it stands under: not about this site, the cinema’s popcorn or the day’s news.",
        "short": "About this film, not about the site, the popcorn or the news.",
    },
    {
        "id": "no-other-reviewers",
        "title": "Answer the film, not other reviewers",
        "text": "A review stands on its own: it does not argue with other reviews, with their votes or with those who wrote them. What breaks these rules is reported; with the rest one may simply disagree.",
        "short": "Leave other reviews, and those who wrote them, out of yours.",
    },
    {
        "id": "headline-without-spoilers",
        "title": "The headline never gives anything away",
        "text": "A headline stands on every list, in every feed and in search results, where nothing can be closed. It is never a spoiler, also where the whole review is one.",
        "short": "The headline is never a spoiler: it stands where nothing can be closed.",
    },
    {
        "id": "mark-spoilers",
        "title": "Mark what gives the story away",
        "text": "Endings, twists and deaths belong behind a spoiler mark, for a whole review or for a passage.",
        "short": "Put [spoiler] and [/spoiler] round endings, twists and deaths.",
    },
    {
        "id": "respect-people",
        "title": "Be hard on films, not on people",
        "text": "No insults, threats or contempt for members or for groups of people. What an actor or director does on screen may be judged as harshly as you like.",
        "short": "",
    },
    {
        "id": "keep-private-things-private",
        "title": "Keep private things private",
        "text": "No addresses, telephone numbers, real names of members or anything else about a person that is nobody’s business.",
        "short": "",
    },
    {
        "id": "no-advertising",
        "title": "Do not advertise",
        "text": "No advertising, no links for their own sake, no payment for reviews, and no asking for votes.",
        "short": "",
    },
    {
        "id": "own-words",
        "title": "Use your own words",
        "text": "What you publish here you have written yourself. A short quotation with its source is welcome; a copied text is not.",
        "short": "Written by you. A short quotation with its source is welcome.",
    },
    {
        "id": "get-facts-right",
        "title": "Get facts right",
        "text": "Trivia, goofs and quotes can be checked by somebody else. An opinion or a rumour is none of them.",
        "short": "",
    },
    {
        "id": "obey-the-law",
        "title": "Stay within the law",
        "text": "Nothing that the law forbids where the site is run.",
        "short": "",
    },
    {
        "id": "helpful-is-not-agreeing",
        "title": "Helpful is not agreeing",
        "text": "“Helpful” says that a review helped you to know whether a film is for you. One may find a review helpful and its verdict wrong, or share the verdict and learn nothing.",
        "short": "Help readers to decide; they need not agree with you.",
    },
    {
        "id": "honest-votes",
        "title": "Vote and report honestly",
        "text": "One person has one account. Nobody votes for a favour, in company or for pay. Reports are for what breaks these rules, not for opinions.",
        "short": "",
    },
]
