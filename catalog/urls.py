from django.urls import path

from catalog.views import awards, charts, features, film_detail, film_facts, film_list, people, score_sheet, trivia

app_name = "catalog"

film = "films/<int:pk>/<str:slug>/"

urlpatterns = [
    path("films/", film_list.film_list, name="film_list"),
    path("films/<int:pk>/", film_detail.film_detail, name="film_short"),
    path(film, film_detail.film_detail, name="film_detail"),
    path(film + "storylines/", film_facts.storylines, name="storylines"),
    path(film + "trivia/", trivia.facts, {"kind": "trivia"}, name="trivia"),
    path(film + "goofs/", trivia.facts, {"kind": "goof"}, name="goofs"),
    path(film + "quotes/", trivia.facts, {"kind": "quote"}, name="quotes"),
    path(film + "crazy-credits/", trivia.facts, {"kind": "crazy_credit"}, name="crazy_credits"),
    path(film + "alternate-versions/", trivia.facts, {"kind": "alternate_version"}, name="alternate_versions"),
    path(film + "credits/", film_facts.credits, name="credits"),
    path(film + "awards/", film_facts.film_awards, name="film_awards"),
    path(film + "ratings/", score_sheet.score_sheet, name="score_sheet"),
    path("trivia/<int:pk>/", trivia.trivia_item, name="trivia_item"),
    path("people/<int:pk>/", people.person_detail, name="person_short"),
    path("people/<int:pk>/<str:slug>/", people.person_detail, name="person_detail"),
    path("awards/", awards.award_list, name="award_list"),
    path("awards/<slug:body>/", awards.award_body, name="award_body"),
    path("awards/<slug:body>/<int:year>/", awards.award_year, name="award_year"),
    path("awards/<slug:body>/<slug:category>/", awards.award_category, name="award_category"),
    path("features/", features.feature_list, name="feature_list"),
    path("features/<slug:slug>/", features.feature_detail, name="feature_detail"),
    path("charts/top/", charts.top, name="chart_top"),
    path("charts/popular/", charts.popular, name="chart_popular"),
]
