"""The public pages: rendered on the server, whole without JavaScript, in Vietnamese and English.

`routes` answers requests, `views` gathers what a page shows, `words` holds every sentence of both
languages, `map` draws the province; templates and styles lie beside them.
"""

from web.pages.routes import Pages, last_route, page_routes

__all__ = ["Pages", "last_route", "page_routes"]
