"""tus 1.0.0 at /uploads, header by header: what is taken, what is refused, and that a refusal changes nothing."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections import namedtuple
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from catalog.terms import Role
from schema.nodes import write_id
from tests.catalogue import Catalogue
from tests.people import member
from tests.staff import MUONG_PHANG
from tests.web.uploading import PIECE, Sender, UploadSite, checksum, metadata, open_uploads

DISK = namedtuple("DISK", "total used free")


@pytest.fixture
def site(catalogue: Catalogue, tmp_path: Path) -> Iterator[UploadSite]:
    with open_uploads(
        catalogue,
        tmp_path / "data",
        max_upload_bytes=1 << 20,
        upload_quota_bytes=3 << 20,
        max_open_uploads=5,
        upload_idle_seconds=0.5,
    ) as opened:
        yield opened


@pytest.fixture
def editor(site: UploadSite) -> Sender:
    return site.sender()


def test_what_the_server_can_do_it_tells_to_everybody(site: UploadSite) -> None:
    for path in ("/uploads", "/uploads/" + "0" * 32):
        answer = site.anybody().ask("OPTIONS", path, Tus_Resumable=None)
        assert answer.status_code == 204
        assert {name: answer.headers[name] for name in answer.headers if name.startswith("tus-")} == {
            "tus-resumable": "1.0.0",
            "tus-version": "1.0.0",
            "tus-extension": "creation,creation-with-upload,expiration,checksum,termination",
            "tus-max-size": str(1 << 20),
            "tus-checksum-algorithm": "sha1,sha256",
        }
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers


def test_a_file_is_sent_in_pieces(site: UploadSite, editor: Sender) -> None:
    created = editor.create(10, "Đồi A1.jpg")
    assert created.status_code == 201
    path = created.headers["location"]
    assert path.startswith("/uploads/")
    assert len(path) == 9 + 32
    assert created.headers["cache-control"] == "no-store"
    told = editor.ask("HEAD", path)
    assert (told.headers["upload-offset"], told.headers["upload-length"]) == ("0", "10")
    assert told.headers["upload-metadata"] == metadata("Đồi A1.jpg")
    assert (told.headers["cache-control"], told.headers["tus-resumable"]) == ("no-store", "1.0.0")
    expires = told.headers["upload-expires"]
    assert expires == "Thu, 26 Nov 2026 08:00:00 GMT"
    site.time.later(hours=1)
    first = editor.patch(path, 0, b"01234")
    assert (first.status_code, first.headers["upload-offset"]) == (204, "5")
    assert first.headers["upload-expires"] == "Thu, 26 Nov 2026 09:00:00 GMT"
    assert site.row(path)["ended_at"] is None
    last = editor.patch(path, 5, b"56789")
    assert (last.status_code, last.headers["upload-offset"]) == (204, "10")
    assert editor.offset(path) == 10
    row = site.row(path)
    assert (row["digest"], row["ended_at"] is not None) == (hashlib.sha256(b"0123456789").hexdigest(), True)
    assert site.files() == {f"{row['id']}.part": b"0123456789"}
    assert editor.patch(path, 10, b"").status_code == 204


def test_who_works_on_records_may_send_and_other_roles_may_not(site: UploadSite) -> None:
    assert site.sender(Role.COMMUNE_OFFICER, MUONG_PHANG).create(1).status_code == 201
    for role in (Role.REVIEWER, Role.PUBLISHER):  # the own score sheet takes files
        assert site.sender(role).create(1).status_code == 201
    before = site.state()
    for role in (
        Role.EVALUATOR,
        Role.COUNCIL,
        Role.APP_DEVELOPER,
        Role.ADMINISTRATOR,
    ):
        answer = site.sender(role).create(1)
        assert (answer.status_code, answer.headers["content-type"]) == (403, "text/plain; charset=utf-8")
    anybody = site.anybody().create(1)
    assert (anybody.status_code, anybody.headers["www-authenticate"]) == (401, "Bearer")
    assert site.anybody(Authorization="Bearer dbt_wrong").create(1).status_code == 401
    assert site.state() == before


def test_a_cookie_counts_only_beside_the_header_and_from_our_pages(site: UploadSite) -> None:
    guest = site.site.guest()
    guest.sign_in(member(site.site.catalogue.database, Role.EDITOR))
    cookie, ours = {"Cookie": f"session={guest.cookie}"}, {"GraphQL-Require-Preflight": "1"}
    before = site.state()
    for headers in (
        {},
        {"Origin": site.site.url},
        {**ours, "Origin": "https://evil.example"},
        {**ours, "Origin": "null"},
    ):
        assert site.anybody(**cookie, **headers).create(1).status_code == 403
    assert site.state() == before
    assert site.anybody(**cookie, **ours, Origin=site.site.url).create(1).status_code == 201
    assert site.anybody(**cookie, **ours).create(1).status_code == 201


def test_bytes_for_another_person_than_who_is_signed_in_are_refused(site: UploadSite) -> None:
    guest, someone = site.site.guest(), member(site.site.catalogue.database, Role.EDITOR)
    guest.sign_in(someone)
    seat = {"Cookie": f"session={guest.cookie}", "GraphQL-Require-Preflight": "1"}
    own = {"Acting-As": write_id("Person", str(someone.viewer(site.site.time.now).person_id))}
    other = {"Acting-As": write_id("Person", "999999")}
    path = site.anybody(**seat, **own).begun(10)
    before = site.state()
    stranger = site.anybody(**seat, **other)
    tried = [
        stranger.create(1),
        stranger.patch(path, 0, b"theirs"),
        stranger.ask("HEAD", path),
        stranger.ask("DELETE", path),
    ]
    assert [answer.status_code for answer in tried] == [401] * 4
    assert tried[0].text == "Another person is signed in on this browser. " + (
        "The request was somebody else's and was not carried out.\n"
    )
    assert site.state() == before
    assert site.anybody(**seat, **own).patch(path, 0, b"mine!").status_code == 204


def test_somebody_elses_upload_is_404_and_stays_as_it_is(site: UploadSite, editor: Sender) -> None:
    path = editor.begun(10)
    editor.patch(path, 0, b"mine!")
    other, before = site.sender(), site.state()
    strange = [path, "/uploads/" + "f" * 32, "/uploads/x", "/uploads/%2e%2e", "/uploads/" + "%00" * 32]
    told = set()
    for each in strange:
        answers = [other.ask("HEAD", each), other.patch(each, 5, b"yours"), other.ask("DELETE", each)]
        assert [answer.status_code for answer in answers] == [404] * 3, each
        told |= {answer.text for answer in answers[1:]}
    assert told == {"You have no such upload.\n"}
    assert site.state() == before
    assert editor.offset(path) == 5


VERSIONS = [None, "", "0.2.2", "1.0", "1.0.0, 1.0.0"]


@pytest.mark.parametrize("version", VERSIONS)
def test_another_version_is_412_and_changes_nothing(
    site: UploadSite, editor: Sender, version: str | None
) -> None:
    path = editor.begun(10)
    before = site.state()
    for answer in (
        editor.create(5, Tus_Resumable=version),
        editor.patch(path, 0, b"x", Tus_Resumable=version),
        editor.ask("HEAD", path, Tus_Resumable=version),
        editor.ask("DELETE", path, Tus_Resumable=version),
    ):
        assert (answer.status_code, answer.headers["tus-version"]) == (412, "1.0.0")
    assert site.state() == before


BAD_CREATIONS: list[tuple[int, Mapping[str, str | None]]] = [
    (400, {"Upload_Length": None}),
    (400, {"Upload_Length": "-1"}),
    (400, {"Upload_Length": "1.5"}),
    (400, {"Upload_Length": "+3"}),
    (400, {"Upload_Length": "9" * 40}),
    (400, {"Upload_Length": "0"}),
    (400, {"Upload_Length": None, "Upload_Defer_Length": "1"}),
    (413, {"Upload_Length": str((1 << 20) + 1)}),
    (400, {"Upload_Metadata": "filename !!!"}),
    (400, {"Upload_Metadata": "filename YQ"}),
    (400, {"Upload_Metadata": "filename YQ== YQ=="}),
    (400, {"Upload_Metadata": "filename YQ==,filename YQ=="}),
    (400, {"Upload_Metadata": "filename /w=="}),
    (400, {"Upload_Metadata": ","}),
    (400, {"Upload_Metadata": ",".join(f"k{n} YQ==" for n in range(17))}),
    (400, {"Upload_Metadata": "filename " + "YWFh" * 12_000}),
    (400, {"Upload_Checksum": "md5 1B2M2Y8AsgTpgAmY7PhCfg=="}),
]


@pytest.mark.parametrize(("status", "headers"), BAD_CREATIONS)
def test_a_creation_that_is_none_is_refused_in_one_sentence(
    site: UploadSite, editor: Sender, status: int, headers: Mapping[str, str | None]
) -> None:
    before = site.state()
    asked = {"Upload_Length": "5", "Upload_Metadata": metadata("a.jpg"), **headers}
    answer = editor.ask("POST", "/uploads", b"", **asked)
    assert (answer.status_code, answer.headers["content-language"]) == (status, "en")
    assert answer.text.count("\n") == 1
    vietnamese = editor.ask("POST", "/uploads", b"", **asked, Accept_Language="vi")
    assert (vietnamese.status_code, vietnamese.text != answer.text) == (status, True)
    assert site.state() == before


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\0b\u202egpj.exe", "abgpj.exe"),
        ("x" * 5000 + ".jpg", "x" * 196 + ".jpg"),
        ("", "tep"),
    ],
)
def test_a_hostile_name_is_made_harmless(site: UploadSite, editor: Sender, sent: str, kept: str) -> None:
    path = editor.begun(1, sent)
    assert site.row(path)["file_name"] == kept
    told = editor.ask("HEAD", path).headers["upload-metadata"]
    assert base64.b64decode(told.removeprefix("filename ")).decode() == kept
    assert list(site.files()) == [f"{site.row(path)['id']}.part"]


def test_the_host_that_is_asked_for_is_not_in_any_answer(site: UploadSite, editor: Sender) -> None:
    answer = editor.create(5, Host="evil.example", X_Forwarded_Host="evil.example")
    assert answer.headers["location"].startswith("/uploads/")
    assert "evil" not in str(answer.headers)


BAD_PIECES: list[tuple[int, Mapping[str, str | None]]] = [
    (415, {"Content_Type": None}),
    (415, {"Content_Type": "application/octet-stream"}),
    (415, {"Content_Type": "multipart/form-data; boundary=x"}),
    (415, {"Content_Encoding": "gzip"}),
    (400, {"Upload_Offset": None}),
    (400, {"Upload_Offset": "x"}),
    (400, {"Upload_Offset": "-3"}),
    (409, {"Upload_Offset": "2"}),
    (409, {"Upload_Offset": "4"}),
    (409, {"Upload_Offset": "9" * 18}),
    (400, {"Upload_Checksum": "crc32 AAAA"}),
    (400, {"Upload_Checksum": "sha1"}),
    (400, {"Upload_Checksum": "sha1 AAAA"}),
    (460, checksum(b"other")),
    (460, checksum(b"other", "sha1")),
]


@pytest.mark.parametrize(("status", "headers"), BAD_PIECES)
def test_a_piece_that_does_not_fit_is_refused_and_none_of_it_counts(
    site: UploadSite, editor: Sender, status: int, headers: Mapping[str, str | None]
) -> None:
    path = editor.begun(10)
    editor.patch(path, 0, b"012")
    before = site.state()
    answer = editor.patch(path, 3, b"345", **headers)
    assert answer.status_code == status
    assert editor.offset(path) == 3
    assert site.state() == before
    assert editor.patch(path, 3, b"3456789").status_code == 204


def test_a_piece_with_its_checksum_counts(editor: Sender) -> None:
    path = editor.begun(10)
    for at, algorithm in ((0, "sha1"), (5, "sha256")):
        piece = b"0123456789"[at : at + 5]
        assert editor.patch(path, at, piece, **checksum(piece, algorithm)).status_code == 204
    assert editor.offset(path) == 10


def test_more_than_was_announced_is_413_whether_its_length_is_told_or_not(
    site: UploadSite, editor: Sender
) -> None:
    path = editor.begun(5)
    editor.patch(path, 0, b"01")
    before = site.state()
    assert editor.patch(path, 2, b"2345").status_code == 413
    assert editor.patch(path, 2, iter([b"23", b"45"])).status_code == 413
    assert editor.offset(path) == 2
    assert site.state() == before


def test_other_methods_are_405(site: UploadSite, editor: Sender) -> None:
    path = editor.begun(5)
    before = site.state()
    for method in ("GET", "PUT", "POST", "TRACE"):
        answer = editor.ask(method, path)
        assert (answer.status_code, answer.headers["allow"]) == (405, "OPTIONS, HEAD, PATCH, DELETE")
    for method in ("GET", "PATCH", "DELETE"):
        assert editor.ask(method).status_code == 405
    assert site.state() == before


def test_a_network_that_knows_only_post_gets_through(editor: Sender) -> None:
    path = editor.begun(3)
    headers = {"Content_Type": PIECE, "Upload_Offset": "0"}
    assert editor.ask("POST", path, b"abc", **headers, X_HTTP_Method_Override="PATCH").status_code == 204
    assert editor.ask("POST", path, X_HTTP_Method_Override="DELETE").status_code == 204


def test_an_upload_that_is_given_up_is_gone(site: UploadSite, editor: Sender) -> None:
    path = editor.begun(5)
    editor.patch(path, 0, b"01")
    assert editor.ask("DELETE", path).status_code == 204
    assert site.state() == [[], {}]
    assert editor.ask("HEAD", path).status_code == 404
    assert editor.ask("DELETE", path).status_code == 404


def test_an_upload_whose_time_is_over_is_410_and_its_bytes_are_swept(
    site: UploadSite, editor: Sender
) -> None:
    path = editor.begun(5)
    site.time.later(hours=73)
    before = site.state()
    for answer in (editor.ask("HEAD", path), editor.patch(path, 0, b"0"), editor.ask("DELETE", path)):
        assert answer.status_code == 410
    assert site.state() == before
    assert len(site.files()) == 1
    fresh = editor.begun(5)
    assert list(site.files()) == [f"{site.row(fresh)['id']}.part"]
    assert editor.ask("HEAD", path).status_code == 410


def test_bytes_may_come_with_the_creation(site: UploadSite, editor: Sender) -> None:
    def sent(content: bytes, **headers: str) -> tuple[int, str | None]:
        answer = editor.ask("POST", content=content, Upload_Length="5", Content_Type=PIECE, **headers)
        assert answer.status_code == 201
        return int(answer.headers["upload-offset"]), site.row(answer.headers["location"])["digest"]

    assert sent(b"01") == (2, None)
    assert sent(b"01234") == (5, hashlib.sha256(b"01234").hexdigest())
    assert sent(b"0123456") == (0, None)
    assert sent(b"01", **checksum(b"10")) == (0, None)
    before = site.state()
    assert editor.ask("POST", content=b"01", Upload_Length="5", Content_Type="text/plain").status_code == 415
    assert site.state() == before


def test_nobody_has_more_under_way_than_the_quota(site: UploadSite, editor: Sender) -> None:
    paths = [editor.begun(1 << 20) for _ in range(3)]
    before = site.state()
    refused = editor.create(1)
    assert refused.status_code == 429
    assert str(3 << 20) in refused.text
    assert site.state() == before
    assert site.sender().create(1).status_code == 201
    editor.ask("DELETE", paths[0])
    for _ in range(3):
        editor.begun(1)
    refused = editor.create(1)
    assert (refused.status_code, "at most 5" in refused.text) == (429, True)


def test_below_the_floor_of_free_disk_nothing_is_taken(
    site: UploadSite, editor: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = editor.begun(5)
    before = site.state()
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: DISK(0, 0, 1_000_000_002))
        assert editor.create(3).status_code == 507
        assert editor.patch(path, 0, b"012").status_code == 507
        assert site.state() == before
        assert editor.patch(path, 0, b"01").status_code == 204
    assert editor.patch(path, 2, b"234").status_code == 204


def test_an_upload_outlives_the_application(catalogue: Catalogue, tmp_path: Path) -> None:
    with open_uploads(catalogue, tmp_path / "data") as site:
        editor = site.sender()
        path = editor.begun(10)
        editor.patch(path, 0, b"01234")
    with open_uploads(catalogue, tmp_path / "data", now=site.time.now + timedelta(hours=70)) as again:
        later = again.anybody(**editor.headers)
        assert later.offset(path) == 5
        assert later.patch(path, 5, b"56789").status_code == 204
        assert again.row(path)["digest"] == hashlib.sha256(b"0123456789").hexdigest()


def test_whose_role_ends_sends_nothing_more(site: UploadSite, editor: Sender) -> None:
    path = editor.begun(10)
    with site.site.catalogue.database.write() as session:
        session.connection().exec_driver_sql("UPDATE person_role SET ended_at = recorded_at")
    before = site.state()
    for answer in (
        editor.create(1),
        editor.patch(path, 0, b"x"),
        editor.ask("HEAD", path),
        editor.ask("DELETE", path),
    ):
        assert answer.status_code == 403
    assert site.state() == before
