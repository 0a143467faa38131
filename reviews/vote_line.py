"""What stands below a review of its votes, in the words that every page uses."""


def vote_line(review, own_vote=None) -> str:
    """ "28 of 32 people found this review helpful.", and how many an earlier version; empty where nobody voted.

    A reader's own vote that does not count for everybody yet is among them, for this reader alone.
    """
    present = [review.helpful_count, review.present_vote_count]
    earlier = [review.earlier_helpful_count, review.earlier_vote_count]
    if own_vote and not own_vote.is_counted:
        figures = earlier if own_vote.revision.is_earlier else present
        figures[0] += own_vote.is_helpful
        figures[1] += 1
    sentences = []
    if present[1]:
        people = "person" if present[1] == 1 else "people"
        sentences.append(f"{present[0]:,} of {present[1]:,} {people} found this review helpful.")
    if earlier[1]:
        sentences.append(f"{earlier[0]:,} of {earlier[1]:,} found an earlier version helpful.")
    return " ".join(sentences)
