"""Files and the pictures of them, for browsers, apps and caches."""

from web.delivery.routes import delivery_routes

__all__ = ["delivery_routes"]
