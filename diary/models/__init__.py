from diary.models.favourite import Favourite
from diary.models.viewing import Viewing
from diary.models.watchlist_entry import WatchlistEntry

__all__ = ["Favourite", "Viewing", "WatchlistEntry"]
