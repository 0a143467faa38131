from django.urls import path

from reviews.views import (
    appeals,
    cases,
    drafts,
    feeds,
    following,
    mine,
    my_pages,
    my_report,
    notices,
    ratings,
    reports,
    review_detail,
    review_list,
    revisions,
    votes,
)
from reviews.views.reportable import (
    on_film_list,
    on_picture,
    on_poster,
    on_profile,
    on_review,
    on_storyline,
    on_trivia_item,
)

app_name = "reviews"

film = "films/<int:pk>/<str:slug>/"


def reports_on(place, found_by, name):
    """Where something is reported, and where a visitor gives notice that it is against the law."""
    return [
        path(f"{place}report/", found_by(reports.report), name=f"report_{name}"),
        path(f"{place}report/illegal/", found_by(notices.give_notice), name=f"notice_of_{name}"),
    ]


urlpatterns = [
    path(film + "reviews/", review_list.review_list, name="review_list"),
    path(film + "reviews/mine/", mine.my_review, name="my_review"),
    path(film + "reviews/mine/withdraw/", mine.withdraw, name="withdraw"),
    path(film + "reviews/mine/draft/", drafts.save_draft, name="save_draft"),
    path(film + "reviews/mine/draft/<int:draft_pk>/throw-away/", drafts.throw_away, name="throw_draft_away"),
    path(film + "reviews.atom", feeds.film_feed, name="film_feed"),
    path("reviews.atom", feeds.site_feed, name="site_feed"),
    path("members/<str:username>/reviews.atom", feeds.member_feed, name="member_feed"),
    path(film + "rating/", ratings.rating, name="rating"),
    path("reviews/<int:pk>/", review_detail.review_detail, name="review_detail"),
    path("reviews/<int:pk>/revisions/", revisions.revisions, name="revisions"),
    path("reviews/<int:pk>/helpful-vote/", votes.helpful_vote, name="helpful_vote"),
    *reports_on("reviews/<int:pk>/", on_review, "review"),
    *reports_on("trivia/<int:pk>/", on_trivia_item, "trivia_item"),
    *reports_on("storylines/<int:pk>/", on_storyline, "storyline"),
    *reports_on("pictures/<int:pk>/", on_picture, "picture"),
    *reports_on("lists/<int:pk>/", on_film_list, "film_list"),
    *reports_on("members/<str:username>/", on_profile, "member"),
    *reports_on(film + "poster/", on_poster, "poster"),
    path("reports/<int:pk>/amend/", my_report.amend, name="amend_report"),
    path("reports/<int:pk>/withdraw/", my_report.withdraw, name="withdraw_report"),
    path("notices/<str:token>/", notices.receipt, name="notice_receipt"),
    path("cases/<int:pk>/", cases.case_detail, name="case_detail"),
    path("cases/<int:pk>/appeal/", appeals.appeal, name="appeal"),
    path("cases/<int:pk>/appeal/answer/", appeals.answer, name="answer"),
    path("me/reviews/", my_pages.my_reviews, name="my_reviews"),
    path("me/votes/", my_pages.my_votes, name="my_votes"),
    path("me/following/", following.following, name="following"),
    path("me/reports/", my_pages.my_reports, name="my_reports"),
    path("me/cases/", my_pages.my_cases, name="my_cases"),
]
