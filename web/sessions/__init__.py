"""Signing in and one's own account, as pages: whole without JavaScript, in Vietnamese and English.

`forms` reads what was sent and whether it came from us, `visits` is one request with its session, `entering`
leads in, `account` is one's own page, `routes` brings them together, `words` holds every sentence.
"""

from web.sessions.routes import session_routes

__all__ = ["session_routes"]
