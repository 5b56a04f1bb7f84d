"""Uploads whose clients stop half way, pause, take their time, or crowd on one file."""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.catalogue import Catalogue
from tests.web.uploading import PIECE, Sender, UploadSite, checksum, open_uploads


@pytest.fixture
def site(catalogue: Catalogue, tmp_path: Path) -> Iterator[UploadSite]:
    with open_uploads(catalogue, tmp_path / "data", upload_idle_seconds=0.5) as opened:
        yield opened


@pytest.fixture
def editor(site: UploadSite) -> Sender:
    return site.sender()


def dribble(sender: Sender, path: str, *chunks: bytes, offset: int = 0, **headers: str) -> socket.socket:
    """Begin a PATCH by chunked coding and send these bytes; the rest is up to the test."""
    address = urlsplit(str(sender.client.base_url))
    opened = socket.create_connection((address.hostname, address.port), timeout=10)
    named = {**sender.headers, "Content-Type": PIECE, "Upload-Offset": str(offset), **headers}
    lines = [f"PATCH {path} HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    opened.sendall("\r\n".join([*lines, "", ""]).encode())
    for chunk in chunks:
        opened.sendall(b"%x\r\n%s\r\n" % (len(chunk), chunk))
    return opened


def settled(sender: Sender, path: str) -> int:
    """The offset, once no other request holds the upload."""
    deadline = time.monotonic() + 10
    while (answer := sender.ask("HEAD", path)).status_code == 423 and time.monotonic() < deadline:
        time.sleep(0.02)
    return int(answer.headers["upload-offset"])


def test_a_client_that_stops_half_way_keeps_what_arrived(site: UploadSite, editor: Sender) -> None:
    path = editor.begun(10)
    with dribble(editor, path, b"0123"):
        time.sleep(0.2)
    assert settled(editor, path) == 4
    with dribble(editor, path, b"45", offset=4, **checksum(b"456789")):
        time.sleep(0.2)
    assert settled(editor, path) == 4
    assert editor.patch(path, 4, b"456789").status_code == 204
    assert site.row(path)["digest"] == hashlib.sha256(b"0123456789").hexdigest()


def test_a_client_that_pauses_for_too_long_is_408_and_keeps_what_arrived(editor: Sender) -> None:
    path = editor.begun(10)
    with dribble(editor, path, b"0123") as paused:
        answer = paused.recv(65536)
    assert answer.startswith(b"HTTP/1.1 408")
    assert settled(editor, path) == 4


def test_a_body_that_is_slow_but_does_not_pause_may_take_its_time(editor: Sender) -> None:
    """Longer than the pause that is allowed, many times over; and than any other body may take."""
    path = editor.begun(8)
    with dribble(editor, path) as slow:
        for _ in range(8):
            time.sleep(0.2)
            slow.sendall(b"1\r\nx\r\n")
        slow.sendall(b"0\r\n\r\n")
        assert slow.recv(65536).startswith(b"HTTP/1.1 204")


def test_two_writers_on_one_upload_never_mix(site: UploadSite, editor: Sender) -> None:
    path = editor.begun(6)
    with dribble(editor, path, b"abc") as first:
        time.sleep(0.2)
        for answer in (editor.patch(path, 0, b"xyz"), editor.ask("HEAD", path), editor.ask("DELETE", path)):
            assert (answer.status_code, answer.headers["retry-after"]) == (423, "5")
        first.sendall(b"3\r\ndef\r\n0\r\n\r\n")
        assert first.recv(65536).startswith(b"HTTP/1.1 204")
    assert list(site.files().values()) == [b"abcdef"]


def test_of_many_who_send_the_same_piece_at_once_one_is_taken(site: UploadSite, editor: Sender) -> None:
    path, size = editor.begun(1 << 20), 1 << 20
    with ThreadPoolExecutor(8) as pool:
        pieces = [bytes([65 + n]) * size for n in range(8)]
        answers = list(pool.map(lambda piece: editor.patch(path, 0, piece).status_code, pieces))
    assert answers.count(204) == 1
    assert set(answers) <= {204, 409, 423}
    (content,) = site.files().values()
    assert content in pieces
