"""The pictures for viewers of the world's libraries: IIIF Image API 3 (level 2) and Presentation API 3."""

from web.iiif.routes import iiif_routes

__all__ = ["iiif_routes"]
