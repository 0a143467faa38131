from django.urls import path

from reviews.views import cases, mine, my_pages, ratings, reports, review_detail, review_list, votes

app_name = "reviews"

film = "films/<int:pk>/<str:slug>/"

urlpatterns = [
    path(film + "reviews/", review_list.review_list, name="review_list"),
    path(film + "reviews/mine/", mine.my_review, name="my_review"),
    path(film + "reviews/mine/withdraw/", mine.withdraw, name="withdraw"),
    path(film + "rating/", ratings.rating, name="rating"),
    path("reviews/<int:pk>/", review_detail.review_detail, name="review_detail"),
    path("reviews/<int:pk>/helpful-vote/", votes.helpful_vote, name="helpful_vote"),
    path("reviews/<int:pk>/report/", reports.report_review, name="report_review"),
    path("trivia/<int:pk>/report/", reports.report_trivia_item, name="report_trivia_item"),
    path("cases/<int:pk>/", cases.case_detail, name="case_detail"),
    path("me/reviews/", my_pages.my_reviews, name="my_reviews"),
    path("me/votes/", my_pages.my_votes, name="my_votes"),
    path("me/reports/", my_pages.my_reports, name="my_reports"),
    path("me/cases/", my_pages.my_cases, name="my_cases"),
]
