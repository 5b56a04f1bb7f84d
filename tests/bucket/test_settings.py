"""The bucket's settings: whole or refused, never over plain http to elsewhere, and never shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from catalog.demo.place import settings_of_demo
from catalog.surrogates.places import in_bucket
from tests.bucket.store import KEY, S3, SECRET
from tests.server import ROOT

HERE = S3("http://127.0.0.1:9", "kho-di-san")


@pytest.mark.parametrize(
    "changes",
    [
        {"bucket": "kho-di-san"},
        {"bucket": "s3://Kho"},
        {"bucket": "s3://a"},
        {"bucket": "s3://kho/../x"},
        {"bucket": "https://kho-di-san/x"},
        {"bucket_endpoint": "http://store.example"},
        {"bucket_endpoint": "https://somebody@store.example"},
        {"bucket_endpoint": "https://store.example/?x=1"},
        {"bucket_region": "us east"},
        {"bucket_access_key": None},
        {"bucket_secret_key": None},
        {"bucket_cache_bytes": -1},
    ],
)
def test_what_is_no_bucket_is_refused_without_a_word_of_the_key(
    changes: dict[str, object], tmp_path: Path
) -> None:
    with pytest.raises(ValidationError) as refused:
        HERE.settings(tmp_path, **changes)
    assert (KEY in str(refused.value), SECRET in str(refused.value)) == (False, False)


@pytest.mark.parametrize(
    ("bucket", "endpoint"),
    [
        ("s3://kho-di-san", None),
        ("s3://kho-di-san/goc/anh/", "https://store.example"),
        ("s3://kho", "http://[::1]:9"),
    ],
)
def test_a_bucket_is_taken_apart(bucket: str, endpoint: str | None, tmp_path: Path) -> None:
    settings = HERE.settings(tmp_path, bucket=bucket, bucket_endpoint=endpoint)
    access = settings.bucket_access
    assert access is not None
    assert "/".join(filter(None, [access.name, access.prefix])) == bucket.removeprefix("s3://").rstrip("/")
    assert in_bucket(settings) is not None
    assert (KEY in repr(settings), SECRET in repr(settings), SECRET in repr(access)) == (False, False, False)


def test_a_demonstration_keeps_to_its_own_directory(tmp_path: Path) -> None:
    (tmp_path / "DEMO").touch()
    assert in_bucket(HERE.settings(tmp_path)) is None
    assert in_bucket(settings_of_demo(HERE.settings(tmp_path / "real", demo_data=tmp_path / "demo"))) is None


def test_without_a_bucket_its_library_is_never_loaded() -> None:
    code = (
        "import sys, web.app, web.cli_files\n"
        "from catalog.settings import Settings\n"
        "from catalog.surrogates.places import store_of\n"
        "store_of(Settings())\n"
        "assert 'obstore' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
