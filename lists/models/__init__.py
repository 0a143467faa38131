from lists.models.film_list import FilmList, ListChanged
from lists.models.list_entry import ListEntry
from lists.models.suggestion import Suggestion

__all__ = ["FilmList", "ListChanged", "ListEntry", "Suggestion"]
