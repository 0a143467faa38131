from django.urls import path

from lists.views import adding, arranging, copies, indexes, mine, reading, suggesting

app_name = "lists"

film = "films/<int:pk>/<str:slug>/"
one = "lists/<int:pk>/"

urlpatterns = [
    path("lists/", indexes.list_index, name="list_index"),
    path("lists/new/", mine.new, name="new"),
    path(one, reading.film_list, name="film_list"),
    path(f"{one}films.csv", copies.csv, name="csv"),
    path(f"{one}films.atom", copies.feed, name="feed"),
    path(f"{one}copy/", copies.copy, name="copy"),
    path(f"{one}edit/", mine.edit, name="edit"),
    path(f"{one}delete/", mine.delete, name="delete"),
    path(f"{one}films/", arranging.arrange, name="arrange"),
    path(f"{one}films/add/", adding.add_film, name="add_film"),
    path(f"{one}suggest/", suggesting.suggest, name="suggest"),
    path(f"{one}suggestions/<int:suggestion_pk>/", suggesting.decide, name="decide"),
    path(f"{film}lists/", indexes.film_lists, name="film_lists"),
    path(f"{film}lists/add/", adding.add_to_list, name="add_to_list"),
    path("members/<str:username>/lists/", indexes.member_lists, name="member_lists"),
    path("me/lists/", mine.my_lists, name="my_lists"),
]
