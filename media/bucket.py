"""Originals in a bucket of any store that speaks S3: `<prefix>/originals/ab/cd/<digest>`, as they lie locally.

Every byte sent is hashed on its way and sent with its SHA-256 (S3's additional checksums, and the signed payload),
so that the store refuses what it did not receive so; an upload that ends otherwise is aborted. What is fetched is
hashed before anybody sees it. The client library is imported when a bucket is set, not before.

What the library says of a failure is never passed on: it may quote addresses and names of keys.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePosixPath

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from media.cached import Cached
from media.errors import MediaError, refused
from media.originals import BLOCK, Listed, corrupt, digest_of, is_placed, matching, opened_file, place

PIECE = 5 << 20
"""Bytes of one part of an upload (the least that S3 takes); smaller files are sent in one request."""
MOST_PIECES = 9_000
AT_ONCE = 2
"""Parts of one upload under way at the same time: they are what is held in memory."""
FRESH_S = 3600
"""An original that came so lately has its grace before it; an older one is sent anew to let it begin again."""


@dataclass(frozen=True)
class Access:
    """Which bucket, and by what key."""

    bucket: str
    prefix: str
    key_id: str
    secret: str
    region: str
    endpoint: str | None = None

    def __repr__(self) -> str:
        return f"Access({self.bucket!r}, {self.prefix!r})"


class BucketOriginals:
    """Originals in a bucket, with copies on the local disk."""

    def __init__(self, access: Access, cached: Cached, folder: str = "originals") -> None:
        self._cached = cached
        self._folder = f"{access.prefix}/{folder}".strip("/")
        self._store = _client(access, whole_s=24 * 3600, silence_s=30, retries=3)
        self._quick = _client(access, whole_s=5, silence_s=5, retries=1)

    def keep(self, path: Path, digest: str, *, is_reckoned: bool) -> bool:
        """Send the file, and let it become the local copy."""
        with opened_file(path) as file:
            size = os.fstat(file.fileno()).st_size
            is_there = self.size(digest) == size
            if is_there and self._is_fresh(digest):
                if not is_reckoned and digest_of(file) != digest:
                    raise corrupt()
            else:
                self.write(digest, iter(lambda: file.read(BLOCK), b""), size)
        self._cached.take(path, digest)
        return not is_there

    def write(self, digest: str, pieces: Iterable[bytes], size: int) -> None:
        """Send the bytes; what is not whole, or not the digest's, never appears in the bucket."""
        key, checked = self._key(digest), matching(pieces, digest)
        try:
            with _answering():
                if size <= PIECE:
                    obstore.put(self._store, key, b"".join(checked), use_multipart=False)
                else:
                    part = max(PIECE, -(-size // MOST_PIECES))
                    obstore.put(
                        self._store,
                        key,
                        checked,
                        use_multipart=True,
                        chunk_size=part,
                        max_concurrency=AT_ONCE,
                    )
        except FileNotFoundError:  # no such bucket
            raise _unavailable() from None
        if self.size(digest) != size:
            raise _unavailable()

    def size(self, digest: str) -> int | None:
        """As the bucket says now."""
        try:
            with _answering():
                return obstore.head(self._quick, self._key(digest))["size"]
        except FileNotFoundError:
            return None

    def pieces(self, digest: str) -> Iterator[bytes]:
        """Read from the bucket itself, not from the local copy."""
        with _answering():
            yield from obstore.get(self._store, self._key(digest)).stream(BLOCK)

    def fetched(self, digest: str) -> Path:
        """The local copy; fetched and verified first unless it is there."""
        return self._cached.path(digest) or self._cached.filled(digest, lambda: self.pieces(digest))

    def holds(self, path: Path, digest: str) -> bool:
        """Whether it is the local copy."""
        return path == self._cached.place(digest)

    def renew(self, digest: str) -> None:
        """A bucket has no time to set: an older original is sent again."""
        if not self._is_fresh(digest):
            with opened_file(self.fetched(digest)) as file:
                self.write(digest, iter(lambda: file.read(BLOCK), b""), os.fstat(file.fileno()).st_size)

    def age(self, digest: str) -> float | None:
        """By the time at which the bucket received it."""
        try:
            with _answering():
                return time.time() - obstore.head(self._quick, self._key(digest))["last_modified"].timestamp()
        except FileNotFoundError:
            return None

    def remove(self, digest: str) -> None:
        """From the bucket first, then the local copy."""
        key = self._key(digest)
        with _answering():
            obstore.delete(self._quick, key)
        self._cached.forget(digest)

    def listed(self) -> Iterator[Listed]:
        """By the bucket's own list, a thousand at a time."""
        with _answering():
            for batch in obstore.list(self._store, prefix=self._folder):
                for found in batch:
                    path = PurePosixPath(found["path"]).relative_to(self._folder)
                    if is_placed(path.name, Path(*path.parts[:-1])):
                        yield Listed(path.name, found["size"])

    def fault(self) -> tuple[str, str] | None:
        """What is wrong with the bucket, in Vietnamese and English; None if it answers and believes the key."""
        try:
            obstore.list_with_delimiter(self._quick, prefix=f"{self._folder}/00/00")
        except BaseError as error:
            said = str(error)
            if "403 Forbidden" in said or "401 Unauthorized" in said:
                return "kho không chấp nhận khóa truy cập", "the store does not accept the key"
            if "NoSuchBucket" in said:
                return "không có kho nào tên như vậy", "there is no bucket of that name"
            return "kho không trả lời", "the store does not answer"
        return None

    def _is_fresh(self, digest: str) -> bool:
        age = self.age(digest)
        return age is not None and age < FRESH_S

    def _key(self, digest: str) -> str:
        return f"{self._folder}/{place(digest).as_posix()}"


def _client(access: Access, *, whole_s: int, silence_s: int, retries: int) -> S3Store:
    """A client for requests that take so many seconds at most, and are given up after so many of silence."""
    return S3Store(
        access.bucket,
        endpoint=access.endpoint or f"https://s3.{access.region}.amazonaws.com",
        region=access.region,
        access_key_id=access.key_id,
        secret_access_key=access.secret,
        virtual_hosted_style_request=False,
        checksum_algorithm="SHA256",
        client_options={
            "allow_http": (access.endpoint or "").startswith("http://"),
            "connect_timeout": timedelta(seconds=3),
            "read_timeout": timedelta(seconds=silence_s),
            "timeout": timedelta(seconds=whole_s),
        },
        retry_config={"max_retries": retries, "retry_timeout": timedelta(seconds=2 * silence_s)},
    )


@contextmanager
def _answering() -> Iterator[None]:
    """Failures of the bucket as ours, without a word of theirs. Raises `FileNotFoundError` for what is not there."""
    try:
        yield
    except FileNotFoundError as error:
        if "NoSuchBucket" in str(error):
            raise _unavailable() from None
        raise FileNotFoundError("not in the bucket") from None
    except BaseError:
        raise _unavailable() from None


def _unavailable() -> MediaError:
    return refused("STORE_UNAVAILABLE")
