"""Where this installation's originals lie: in the data directory, or in a bucket that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.settings import Settings
from media.cached import Cached
from media.originals import LocalOriginals, Originals
from media.store import ORIGINALS, Store

if TYPE_CHECKING:
    from media.bucket import BucketOriginals

CACHE = "cache"
"""The folder of the data directory for local copies of what lies in the bucket; no backup carries it."""


def store_of(settings: Settings) -> Store:
    """The stored files. Nothing is asked of the bucket before something is wanted of it."""
    return Store(settings.data, originals_of(settings))


def originals_of(settings: Settings) -> Originals:
    """Those in the bucket if one is set, else the local ones. A demonstration keeps to its own directory."""
    return in_bucket(settings) or local(settings)


def local(settings: Settings) -> Originals:
    """The originals in the data directory."""
    return LocalOriginals(settings.data / ORIGINALS)


def in_bucket(settings: Settings) -> BucketOriginals | None:
    """The originals in the bucket; None if none is set. Its library is loaded only if one is."""
    wanted = settings.bucket_access
    if wanted is None or settings.is_demo:
        return None
    from media.bucket import Access, BucketOriginals  # noqa: PLC0415 (start-up time)

    access = Access(
        bucket=wanted.name,
        prefix=wanted.prefix,
        key_id=wanted.key_id.get_secret_value(),
        secret=wanted.secret.get_secret_value(),
        region=settings.bucket_region,
        endpoint=settings.bucket_endpoint,
    )
    return BucketOriginals(access, Cached(settings.data / CACHE, settings.bucket_cache_bytes), ORIGINALS)
