"""How far what somebody typed is from what they may have meant."""


def allowed_errors(typed: str) -> int:
    return 1 if len(typed) <= 7 else 2


def pieces(typed: str, limit: int) -> list[str]:
    """Pieces of which at least one stands unchanged in everything that is at most `limit` errors away.

    One piece more than errors, so that one of them was spared. Only two letters swapped across a cut change two pieces
    at once; so each piece stands here a second time, as it was before such a swap.
    """
    cuts = [len(typed) * number // (limit + 1) for number in range(limit + 2)]
    plain = [typed[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]
    swapped = [typed[start : end - 1] + typed[end] for start, end in zip(cuts, cuts[1:-1], strict=False)]
    return plain + swapped


def distance(typed: str, meant: str, limit: int) -> int:
    """How many letters were left out, added, mistaken or swapped with their neighbour; limit + 1 for any more.

    Damerau and Levenshtein's table, row by row: row[j] is how far the letters so far are from the first j of `meant`.
    """
    if abs(len(typed) - len(meant)) > limit:
        return limit + 1
    before, last = [], list(range(len(meant) + 1))
    for i, letter in enumerate(typed, start=1):
        row = [i]
        for j, other in enumerate(meant, start=1):
            errors = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == other:
                errors = min(errors, before[j - 2] + 1)
            row.append(errors)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return min(last[-1], limit + 1)
