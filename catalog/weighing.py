"""The weighted score step by step, for pages that print the formula with its numbers."""

from django.conf import settings

from catalog.histogram import percentages
from catalog.models.film import weighted_score

PRINTED = 4


def weighing_of(film, mean) -> dict:
    """The numbers of v/(v+m)·R + m/(v+m)·C for a film with a score, rounded as they are printed; `mean` is a ChartMean.

    `is_pending` says that the chart still has another score for the film: m was changed, and the films are weighed
    again the next time the mean is computed.
    """
    v, m = film.rating_count, settings.CHART_M
    own_share, start_share = v / (v + m), m / (v + m)
    own_percent, start_percent = percentages([v, m])
    score = weighted_score(film.rating_sum, v, mean.value)
    return {
        "film": film,
        "v": v,
        "m": m,
        "r": round(film.score, PRINTED),
        "c": mean.printed,
        "own_share": round(own_share, PRINTED),
        "start_share": round(start_share, PRINTED),
        "own_part": round(own_share * film.score, PRINTED),
        "start_part": round(start_share * mean.value, PRINTED),
        "own_percent": own_percent,
        "start_percent": start_percent,
        "prior": round(m * mean.value, PRINTED),
        "total": v + m,
        "score": score,
        "is_pending": abs(score - film.weighted_score) > 10**-PRINTED,
    }
