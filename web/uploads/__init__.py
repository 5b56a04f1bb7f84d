"""Large files in pieces, by the protocol tus 1.0.0 at `/uploads`, gone on with after hours or after a restart.

What the requests' headers say is read in `protocol`, what is done with them is in `endpoint`, and what of it
touches the database in `keeping`. The rules (whose upload, how much) are `catalog.uploads`', the bytes are
`media.intake`'s.
"""

from web.uploads.endpoint import upload_routes

__all__ = ["upload_routes"]
