"""What an operator can set, each from the environment (`DIENBIEN_...`) or a `.env` file."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEMO_MARKER = "DEMO"
"""The file that makes a data directory a demonstration: nothing in it counts, and every page says so."""


def provider_address(address: str) -> str:
    """An issuer as OpenID Connect Discovery 1.0 (3) has it: https, no query, no fragment.

    Plain http counts on the loopback address only, for trying things out. Raises `ValueError`.
    """
    parts = urlsplit(address)
    if not parts.hostname or parts.username or parts.query or parts.fragment or "?" in address:
        raise ValueError("an issuer is an https address without user, query or fragment")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise ValueError("an issuer is reached by https; http is for the loopback address only")
    return address


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def named_proxies(addresses: str) -> str:
    """Addresses of proxies, each named. Raises `ValueError` for "*": then anybody could say to be anybody."""
    if any(address.strip() == "*" or address.strip().endswith("/0") for address in addresses.split(",")):
        raise ValueError('trusted_proxies names each proxy by its address; "*" would believe every visitor')
    return addresses


def bucket_address(address: str) -> str:
    """A bucket as `s3://name` or `s3://name/prefix`. Raises `ValueError` for what S3 would not take as one."""
    if not _BUCKET.fullmatch(address) or ".." in address:
        raise ValueError(
            "a bucket is s3://name or s3://name/prefix, of lower case letters, digits, dots, hyphens"
        )
    return address.rstrip("/")


_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,5}/?")


def store_address(address: str) -> str:
    """Where the bucket's store answers: https, or http on the loopback address. Raises `ValueError`."""
    parts = urlsplit(address)
    if not parts.hostname or parts.username or parts.query or parts.fragment or parts.path not in ("", "/"):
        raise ValueError("an endpoint is an https address without user, path, query or fragment")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise ValueError("an endpoint is reached by https; http is for the loopback address only")
    return address.rstrip("/")


@dataclass(frozen=True)
class BucketAccess:
    """A bucket that is set: its name, the folder in it, and the key."""

    name: str
    prefix: str
    key_id: SecretStr
    secret: SecretStr


class Settings(BaseSettings):
    """The settings of one running catalogue; `docs/settings.md` is generated from this class."""

    model_config = SettingsConfigDict(
        env_prefix="DIENBIEN_", env_file=".env", extra="ignore", hide_input_in_errors=True
    )

    data: Path = Field(Path("var"), description="Directory that holds the database and all stored files.")
    database_url: str | None = Field(
        None, description="SQLAlchemy URL of a PostgreSQL database; unset means SQLite in the data directory."
    )
    demo_data: Path = Field(
        Path("var/demo"),
        description="Directory of `catalog demo`, which has a database and files of its own.",
        validation_alias="DEMO_DATA",
    )
    host: str = Field("127.0.0.1", description="Address the server listens on.", validation_alias="HOST")
    port: int = Field(
        8000, ge=1, le=65535, description="Port the server listens on.", validation_alias="PORT"
    )
    public_url: str | None = Field(
        None, description="Address under which the public reaches this catalogue, for absolute links."
    )
    trusted_proxies: Annotated[str, AfterValidator(named_proxies)] | None = Field(
        None,
        description="Addresses, by commas, of reverse proxies whose X-Forwarded-For and -Proto are believed; unset: none.",
    )
    allowed_hosts: list[str] = Field(
        ["*"], description="Host names that requests may carry; others are answered with 400."
    )
    status_of_invalid_requests: Annotated[Literal[400, 422], BeforeValidator(int)] = Field(
        400,
        description="HTTP status of GraphQL requests that do not validate: 400, or 422 as the newer draft has it.",
    )
    status_of_partial_results: Annotated[Literal[200, 294], BeforeValidator(int)] = Field(
        200,
        description="HTTP status of GraphQL answers with data and errors: 200, or 294 as the newer draft has it.",
    )
    max_body_bytes: int = Field(1_048_576, ge=1024, description="Largest JSON request body, in bytes.")
    max_cost: int = Field(20_000, ge=1, description="Largest computed cost of one GraphQL operation.")
    max_depth: int = Field(12, ge=1, description="Deepest nesting of fields in one GraphQL operation.")
    max_aliases: int = Field(
        30, ge=0, description="Most aliases in one GraphQL operation, fragments unfolded."
    )
    max_tokens: int = Field(2_000, ge=1, description="Most tokens in one GraphQL document.")
    max_root_repeats: int = Field(
        10, ge=1, description="Most times one GraphQL operation may ask for the same top-level field."
    )
    fixity_days: int = Field(
        30, ge=1, description="Within how many days a running server looks at every stored file."
    )
    media_workers: int = Field(
        2, ge=1, description="Processes that look into files and make pictures of them, started when needed."
    )
    tile_cache_bytes: int = Field(
        536_870_912,
        ge=0,
        description="Disk for the parts of pictures that viewers asked for (IIIF), in bytes; the ones unused for longest go.",
    )
    bucket: Annotated[str, AfterValidator(bucket_address)] | None = Field(
        None,
        description="Bucket of an S3-compatible store for the originals, `s3://name/prefix`; unset: `originals/` in the data directory.",
    )
    bucket_endpoint: Annotated[str, AfterValidator(store_address)] | None = Field(
        None, description="Address of that store; unset: Amazon's in the region."
    )
    bucket_region: str = Field(
        "us-east-1",
        pattern=r"^[a-z0-9-]{1,40}$",
        description="Region of that store; many have just this one.",
    )
    bucket_access_key: SecretStr | None = Field(
        None, description="Identifier of the key for the bucket; required when `bucket` is set."
    )
    bucket_secret_key: SecretStr | None = Field(
        None, description="The key itself; required when `bucket` is set."
    )
    bucket_cache_bytes: int = Field(
        5_368_709_120,
        ge=0,
        description="Disk for local copies of originals in the bucket, in bytes; the ones unused for longest go.",
    )
    workers: int = Field(
        0,
        ge=0,
        description="Processes that answer, on Linux; 0: two where the machine has two cores or more, else one.",
    )
    query_threads: int = Field(
        3, ge=1, description="Most GraphQL queries executed at the same time; more would wait for each other."
    )
    operation_threads: int = Field(
        8, ge=1, description="Most GraphQL mutations at the same time; as many subscriptions, and uploads."
    )
    max_sockets: int = Field(
        500, ge=0, description="Most WebSockets for subscriptions open at the same time, for one worker."
    )
    max_sockets_per_address: int = Field(
        50, ge=0, description="Most of them from one address (IPv6: from one /64)."
    )
    plan_cache_bytes: int = Field(
        33_554_432,
        ge=0,
        description="Memory for parsed and validated GraphQL documents, in bytes (estimated).",
    )
    answer_cache_bytes: int = Field(
        4_194_304,
        ge=0,
        description="Memory for answers to public questions, which are given again while they hold, in bytes, for each worker; 0 for none.",
    )
    part_cache_bytes: int = Field(
        268_435_456,
        ge=0,
        description="Disk for sites as they stand in lists, of which answers are made while they hold, in bytes, for each worker; 0 for none.",
    )
    body_timeout_seconds: float = Field(
        20, gt=0, description="Longest time a client may take to send one request body, in seconds."
    )
    max_file_bytes: int = Field(
        12_582_912, ge=1024, description="Largest file within a GraphQL request (multipart), in bytes."
    )
    max_upload_bytes: int = Field(
        4_294_967_296, ge=1, description="Largest file that is sent in pieces (`/uploads`), in bytes."
    )
    upload_quota_bytes: int = Field(
        21_474_836_480,
        ge=1,
        description="Most bytes that one person may have under way or not attached yet at `/uploads`.",
    )
    max_open_uploads: int = Field(200, ge=1, description="Most files that one person may have there.")
    upload_idle_seconds: float = Field(
        30, gt=0, description="Longest pause between two pieces of one upload request, in seconds."
    )
    min_free_disk_bytes: int = Field(
        1_000_000_000,
        ge=0,
        description="Free bytes of the disk that no upload takes; below it files are refused.",
    )
    basemap: Path | None = Field(
        None,
        description="The office's own PMTiles file, shown under the map at the desk to whoever opens it; unset: our boundaries alone.",
    )
    geocoder: str | None = Field(
        None,
        description="`nominatim` or `photon`: an office's own service asked after the built-in gazetteer.",
    )
    geocoder_url: str | None = Field(
        None, description="Address of that service; required when `geocoder` is set."
    )
    oidc_issuer: Annotated[str, AfterValidator(provider_address)] | None = Field(
        None,
        description="Address (issuer) of an OpenID Connect provider at which staff may sign in; unset: none.",
    )
    oidc_client_id: str | None = Field(
        None, description="Under which name that provider knows this catalogue; required with the issuer."
    )
    oidc_client_secret: SecretStr | None = Field(
        None, description="The secret that goes with that name; unset for a public client, by PKCE alone."
    )
    oidc_name: str = Field(
        "Tài khoản của tỉnh",
        min_length=1,
        max_length=60,
        description="What staff call that provider: the words on its button.",
    )
    oidc_trusts_second_factor: bool = Field(
        False, description="Whether a second factor that was shown to that provider stands for ours."
    )

    @model_validator(mode="after")
    def _provider_is_whole(self) -> Self:
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("oidc_issuer needs oidc_client_id")
        return self

    @model_validator(mode="after")
    def _bucket_is_whole(self) -> Self:
        if self.bucket and not (self.bucket_access_key and self.bucket_secret_key):
            raise ValueError("bucket needs bucket_access_key and bucket_secret_key")
        return self

    @property
    def bucket_access(self) -> BucketAccess | None:
        """The bucket, taken apart, and its key; None if none is set."""
        if not (self.bucket and self.bucket_access_key and self.bucket_secret_key):
            return None
        name, _, prefix = self.bucket.removeprefix("s3://").partition("/")
        return BucketAccess(name, prefix, self.bucket_access_key, self.bucket_secret_key)

    def workers_of(self, cores: int) -> int:
        """How many processes answer on a machine with so many cores."""
        return self.workers or min(2, cores)

    @property
    def is_demo(self) -> bool:
        """Whether the data directory is a demonstration's."""
        return (self.data / DEMO_MARKER).is_file()

    @property
    def database(self) -> str:
        """The SQLAlchemy URL really used."""
        return self.database_url or f"sqlite:///{(self.data / 'catalogue.sqlite3').as_posix()}"
