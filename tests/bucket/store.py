"""A store that speaks S3, really served on loopback by a process of the tests' own, and how to look behind it."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import httpx2
import obstore
from obstore.store import S3Store

from catalog.settings import Settings
from media.bucket import Access, BucketOriginals
from media.cached import Cached
from tests.python_tools import python_of

KEY, SECRET = "AKIAOFTHETESTS", "a-secret-of-the-tests-alone"
START_TIMEOUT_S = 60


@dataclass(frozen=True)
class S3:
    """The store at an address; what is done here is done behind the product's back."""

    url: str
    bucket: str

    def made(self) -> S3:
        """The same, its bucket made."""
        httpx2.put(f"{self.url}/{self.bucket}").raise_for_status()
        return self

    def environment(self, **changes: str) -> dict[str, str]:
        """The settings, as an operator gives them."""
        return {
            "DIENBIEN_BUCKET": f"s3://{self.bucket}/di-san",
            "DIENBIEN_BUCKET_ENDPOINT": self.url,
            "DIENBIEN_BUCKET_ACCESS_KEY": KEY,
            "DIENBIEN_BUCKET_SECRET_KEY": SECRET,
            **changes,
        }

    def settings(self, data: Path, **changes: object) -> Settings:
        """The same as an object."""
        given = {n.removeprefix("DIENBIEN_").lower(): v for n, v in self.environment().items()}
        return Settings.model_validate({"data": data, "media_workers": 1, **given, **changes})

    def originals(self, folder: Path, most_bytes: int = 1 << 30, **changes: str) -> BucketOriginals:
        """Originals in the bucket, with a cache in that folder."""
        given = {"key_id": KEY, "secret": SECRET, "endpoint": self.url, **changes}
        access = Access(bucket=self.bucket, prefix="di-san", region="us-east-1", **given)
        return BucketOriginals(access, Cached(folder, most_bytes))

    @cached_property
    def client(self) -> S3Store:
        """For looking at what lies there."""
        return S3Store(
            self.bucket,
            endpoint=self.url,
            region="us-east-1",
            access_key_id="another",
            secret_access_key="another",
            client_options={"allow_http": True},
        )

    def bytes(self, digest: str) -> bytes:
        """What lies there. Raises `FileNotFoundError`."""
        return bytes(obstore.get(self.client, key_of(digest)).bytes())

    def since(self, digest: str) -> datetime:
        """When it came."""
        return obstore.head(self.client, key_of(digest))["last_modified"]

    def spoil(self, digest: str) -> None:
        """Flip one bit in the middle."""
        content = bytearray(self.bytes(digest))
        content[len(content) // 2] ^= 1
        obstore.put(self.client, key_of(digest), bytes(content))

    def remove(self, digest: str) -> None:
        """Take an original away."""
        obstore.delete(self.client, key_of(digest))

    def keys(self) -> list[str]:
        """The names of all that lies in the bucket."""
        return re.findall(r"<Key>(.*?)</Key>", httpx2.get(f"{self.url}/{self.bucket}?list-type=2").text)

    def uploads(self) -> int:
        """Uploads in parts that were begun and neither ended nor given up."""
        return httpx2.get(f"{self.url}/{self.bucket}?uploads").text.count("<Upload>")

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Meanwhile the store asks for keys, of which it knows none."""
        httpx2.post(f"{self.url}/moto-api/reset-auth", content=b"0").raise_for_status()
        try:
            yield
        finally:
            httpx2.post(f"{self.url}/moto-api/reset-auth", content=b"1e9").raise_for_status()


def key_of(digest: str) -> str:
    """Where an original must lie."""
    return f"di-san/originals/{digest[:2]}/{digest[2:4]}/{digest}"


def free_port() -> int:
    """A port of loopback at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served() -> Iterator[str]:
    """The store's address; its process ends with the block. Raises `TimeoutError`."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    python = python_of(Path(__file__).parent / "tools")
    command = [python, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_TIMEOUT_S
        while not _answers(url):
            if time.monotonic() > deadline or process.poll() is not None:
                raise TimeoutError("the store did not start")
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _answers(url: str) -> bool:
    try:
        return httpx2.get(url, timeout=1).status_code == 200
    except httpx2.HTTPError:
        return False
