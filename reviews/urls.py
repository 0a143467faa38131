from django.urls import path

from reviews.views import (
    cases,
    drafts,
    feeds,
    following,
    mine,
    my_pages,
    ratings,
    reports,
    review_detail,
    review_list,
    revisions,
    votes,
)

app_name = "reviews"

film = "films/<int:pk>/<str:slug>/"

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
    path("reviews/<int:pk>/report/", reports.report_review, name="report_review"),
    path("trivia/<int:pk>/report/", reports.report_trivia_item, name="report_trivia_item"),
    path("cases/<int:pk>/", cases.case_detail, name="case_detail"),
    path("me/reviews/", my_pages.my_reviews, name="my_reviews"),
    path("me/votes/", my_pages.my_votes, name="my_votes"),
    path("me/following/", following.following, name="following"),
    path("me/reports/", my_pages.my_reports, name="my_reports"),
    path("me/cases/", my_pages.my_cases, name="my_cases"),
]
