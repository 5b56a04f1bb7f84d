"""Hostile files the public way, as an officer with a bad intention sends them: refused in two languages, nothing left."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2

from tests.media.hostile import Hostile, hostile_files
from tests.photographs import ATTACH, attach_input, photograph
from tests.server import running_server
from tests.storage.summary import say
from tests.web.life import tokens

EVERY = 12
"""One of so many of each family: all of them meet the workers in tests/media/test_hostile.py."""

MOST_BYTES = 12 << 20
NAMES = ("../../etc/passwd", "ảnh\u202egpj.exe", "a" * 5_000, "x\r\nSet-Cookie: a=b", "bình thường.jpg")
CREATE = (
    """mutation ($input: CreateSiteInput!) { createSite(input: $input) { site { id } problems { code } } }"""
)


def chosen(folder: Path) -> list[tuple[Hostile, Path]]:
    """Some of every family, and whatever is small enough for a form."""
    seen: Counter[str] = Counter()
    files: list[tuple[Hostile, Path]] = []
    for file in hostile_files():
        seen[file.family] += 1
        if seen[file.family] % EVERY != 1:
            continue
        path = folder / f"{len(files)}"
        file.write(path)
        if path.stat().st_size <= MOST_BYTES:
            files.append((file, path))
        else:
            path.unlink()
    return files


def sent(url: str, token: str, site: str, path: Path, name: str, language: str) -> httpx2.Response:
    """One file, as GraphQL multipart requests have it."""
    operations = {
        "query": ATTACH,
        "variables": {"siteId": site, "file": None, "input": attach_input(role="GALLERY")},
    }
    headers = {
        "Authorization": f"Bearer {token}",
        "GraphQL-Require-Preflight": "1",
        "Accept-Language": language,
    }
    with path.open("rb") as file:
        return httpx2.post(
            f"{url}/graphql",
            headers=headers,
            data={"operations": json.dumps(operations), "map": json.dumps({"0": ["variables.file"]})},
            files={"0": (name, file, "image/jpeg")},
            timeout=60,
        )


def payload_of(answer: httpx2.Response) -> dict[str, Any]:
    document = answer.json()
    assert "errors" not in document, document
    payload: dict[str, Any] = document["data"]["attachSurrogate"]
    return payload


def test_hostile_files_are_answered_with_problems_and_leave_nothing(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    data, folder = tmp_path / "data", tmp_path / "hostile"
    folder.mkdir()
    with running_server(data) as server:
        token = tokens(data)["EDITOR"]
        made = httpx2.post(
            f"{server.url}/graphql",
            json={
                "query": CREATE,
                "variables": {"input": {"names": [{"language": "VI", "text": "Nơi thử"}]}},
            },
            headers={"Authorization": f"Bearer {token}"},
        ).json()
        site = made["data"]["createSite"]["site"]["id"]
        codes: Counter[str] = Counter()
        slowest, taken = 0.0, set()
        for number, (file, path) in enumerate(chosen(folder)):
            began = time.monotonic()
            language = ("vi", "en")[number % 2]
            answer = sent(server.url, token, site, path, NAMES[number % len(NAMES)], language)
            slowest = max(slowest, time.monotonic() - began)
            assert answer.status_code == 200, (file.name, answer.status_code, answer.text[:200])
            payload = payload_of(answer)
            codes.update([p["code"] for p in payload["problems"]] or ["TAKEN"])
            assert all(len(p["message"]) > 10 for p in payload["problems"])
            if payload["surrogate"]:
                taken.add(payload["surrogate"]["digest"])
            assert httpx2.get(f"{server.url}/health/live", timeout=5).status_code == 200
        kept = {path.name for path in (data / "originals").rglob("*") if path.is_file()}
        assert kept == taken, "of what was refused nothing is left"
        assert not [path for path in (data / "uploads").rglob("*") if path.is_file()]
        good = tmp_path / "good.jpg"
        good.write_bytes(photograph())
        assert payload_of(sent(server.url, token, site, good, "tốt.jpg", "vi"))["problems"] == []
    total = sum(codes.values())
    assert total > 80
    assert codes.total() - codes["TAKEN"] - codes["ALREADY_ATTACHED"] > total / 2
    told = ", ".join(f"{code} {count}" for code, count in codes.most_common())
    say(record_property, f"hostile files by HTTP: {total}, no 5xx, slowest answer {slowest:.1f} s; {told}")
