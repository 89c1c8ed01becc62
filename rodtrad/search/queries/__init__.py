"""Search: what was asked, what is found, and where in it the words stand."""

from rodtrad.search.queries.asked import Asked, read_asked
from rodtrad.search.queries.find import Chosen, Facets, Found, Hit, find
from rodtrad.search.queries.marking import Piece, marked
from rodtrad.search.queries.suggesting import suggest

__all__ = ["Asked", "Chosen", "Facets", "Found", "Hit", "Piece", "find", "marked", "read_asked", "suggest"]
