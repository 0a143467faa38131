"""The reasons for declining that come up again and again, in words its contributor can do something with."""

NO_SOURCE = "We could not find where this can be looked up. Send it again with a source."
KNOWN = "The page of this film says so already."
WRONG_FILM = "This is about another film or another version."
NOT_RIGHT = "What we found says otherwise."
COPIED = "These are somebody else’s words. Say it in your own."
UNCLEAR = "We could not tell what is meant. Say it more exactly, please."
ENDING = "It gives the ending away without saying so."

FOR_ALL = [KNOWN, NO_SOURCE, NOT_RIGHT, WRONG_FILM]
FOR_TEXTS = [*FOR_ALL, COPIED, UNCLEAR]

OF_KIND = {
    "trivia": [
        *FOR_TEXTS,
        "It is an opinion, and trivia can be checked.",
        "It tells the story, and is no fact about how the film was made or received.",
    ],
    "goof": [
        *FOR_TEXTS,
        "It is meant as a joke, or belongs to the style of the film.",
        "We have looked at the scene, and this cannot be seen or heard there.",
        "It is how things work in the story of this film.",
    ],
    "quote": [
        *FOR_ALL,
        "The words are not what is said in the film.",
        "A speaker is not the one who says it.",
        "It is longer than one exchange. Choose the lines that matter.",
    ],
    "crazy_credit": [*FOR_TEXTS, "There is nothing out of the ordinary about this credit."],
    "alternate_version": [*FOR_TEXTS, "It does not say which version differs, and in what."],
    "parents_guide": [
        *FOR_TEXTS,
        "It judges. Say what is seen and heard, and let parents decide.",
        "It belongs under another category.",
        ENDING,
    ],
    "storyline": [
        *FOR_TEXTS,
        ENDING,
        "It is a review. A storyline tells what happens, not how good it is.",
        "It is too short to tell the story.",
    ],
    "outline": [
        *FOR_TEXTS,
        "An outline gives nothing of the ending away.",
        "The outline we have says more in as few words.",
    ],
    "credit": [*FOR_ALL, "This is another person of the same name.", "The name is not in the credits of this film."],
    "alternative_title": [*FOR_ALL, "The film has not been shown under this title."],
    "connection": [*FOR_ALL, "The two films are not connected in this way.", "It is a likeness, and nobody meant it."],
    "soundtrack": [*FOR_ALL, "This piece is not heard in the film.", "The credits name others for this piece."],
    "filming_location": [*FOR_ALL, "It is where the story is set, and not where it was filmed.", UNCLEAR],
    "release": [*FOR_ALL, "The date is that of another country or another showing."],
    "certificate": [*FOR_ALL, "This rating has been replaced by another since."],
    "picture": [
        *FOR_ALL,
        "The licence does not allow us to show it.",
        "We could not find that this licence was given.",
        "The picture is too small or too unclear.",
        "There is a better one already.",
    ],
}


def of_kind(kind: str) -> list[str]:
    """What an editor can choose from when declining something of this kind."""
    return OF_KIND[kind]
