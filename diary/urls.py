from django.urls import path

from diary.views import diaries, favourites, statistics, viewings, watchlist

app_name = "diary"

film = "films/<int:pk>/<str:slug>/"

urlpatterns = [
    path(film + "watchlist/", watchlist.wish, name="wish"),
    path(film + "diary/", viewings.log, name="log"),
    path("me/watchlist/", watchlist.watchlist, name="watchlist"),
    path("me/diary/", diaries.my_diary, name="my_diary"),
    path("me/diary.csv", diaries.my_diary_csv, name="my_diary_csv"),
    path("me/diary/<int:pk>/", viewings.viewing, name="viewing"),
    path("me/diary/<int:pk>/delete/", viewings.delete, name="delete_viewing"),
    path("me/favourites/", favourites.favourites, name="favourites"),
    path("members/<str:username>/diary/", diaries.member_diary, name="member_diary"),
    path("members/<str:username>/year/<int:year>/", statistics.year, name="year"),
    path("members/<str:username>/statistics/", statistics.statistics, name="statistics"),
]
