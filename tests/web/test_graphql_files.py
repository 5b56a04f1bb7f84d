"""A file within a GraphQL request: it reaches the resolver, and whatever is odd is 400 and leaves nothing."""

from __future__ import annotations

import hashlib
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
import strawberry
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from strawberry.schema.config import StrawberryConfig
from structlog.testing import capture_logs

from catalog.errors import CatalogError, ForbiddenError, Message
from catalog.settings import Settings
from catalog.terms import Role
from media.intake import Partial
from media.store import Store
from schema.plans import Executor
from schema.scalars import UPLOAD, Upload
from tests.catalogue import Catalogue
from tests.people import member
from tests.web.serving import serving
from tests.web.small_app import code
from tests.web.uploading import UploadSite, open_uploads
from web.graphql import Forms, GraphQLEndpoint, graphql_routes
from web.graphql.multipart import Form, boundary_of
from web.graphql.reading import RefusedError
from web.headers import EdgeMiddleware

BOUNDARY = "xYzZY"
PREFLIGHT = {"GraphQL-Require-Preflight": "1"}
LONGEST = 100_000


@strawberry.input
class Attached:
    file: Upload
    title: str = ""


@strawberry.type
class Query:
    @strawberry.field
    def square(self) -> int:
        return 4


def seen(file: Upload, info: strawberry.Info[Taken, None]) -> str:
    assert file.path.read_bytes()[:1] != b"!", "the resolver fails"
    taken = info.context
    taken.files.append(hashlib.sha256(file.path.read_bytes()).hexdigest() == file.digest)
    if taken.store is not None:
        taken.store.keep(file.path, file.digest, is_reckoned=True)
    return f"{file.file_name} {file.size}"


@dataclass
class Taken:
    """What the resolvers saw: whether each file's digest was its own; they may keep it."""

    store: Store | None = None
    files: list[bool] = field(default_factory=list)


@strawberry.type
class Mutation:
    @strawberry.mutation
    def send(self, info: strawberry.Info[Taken, None], file: Upload) -> str:
        return seen(file, info)

    @strawberry.mutation
    def attach(self, info: strawberry.Info[Taken, None], input: Attached) -> str:  # noqa: A002
        return seen(input.file, info)


SCHEMA = strawberry.Schema(Query, Mutation, config=StrawberryConfig(scalar_map={Upload: UPLOAD}))
SEND = "mutation ($file: Upload!) { send(file: $file) }"


@dataclass
class App:
    """The schema above behind the real endpoint, with a folder for what is under way."""

    client: httpx2.Client
    folder: Path
    taken: Taken
    refusal: CatalogError | None = None

    def post(self, body: bytes, **headers: str) -> httpx2.Response:
        """Send a form as it stands."""
        sent = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", **PREFLIGHT}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        return self.client.post("/graphql", content=body, headers=sent)

    def left(self) -> list[str]:
        """What lies in the folder."""
        return [path.name for path in self.folder.rglob("*")]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with opened(tmp_path) as started:
        yield started


@contextmanager
def opened(folder: Path, **more: Any) -> Iterator[App]:
    chosen = Settings.model_validate(
        {"max_file_bytes": LONGEST, "max_body_bytes": 20_000, "upload_idle_seconds": 0.5, **more}
    )
    taken = Taken()
    app = App(httpx2.Client(), folder / "uploads", taken)

    def admit(_: Request) -> None:
        if app.refusal is not None:
            raise app.refusal

    @contextmanager
    def context(_: Request) -> Iterator[Taken]:
        yield taken

    forms = Forms(chosen, Partial(app.folder), admit)
    routes = graphql_routes(GraphQLEndpoint(Executor(SCHEMA, chosen), chosen, context, forms))
    with serving(EdgeMiddleware(Starlette(routes=routes), chosen)) as url:
        app.client = httpx2.Client(base_url=url, timeout=20)
        yield app


def part(name: str, content: bytes, file_name: str | None = None, more: str = "") -> bytes:
    tail = "" if file_name is None else f'; filename="{file_name}"'
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{tail}\r\n{more}\r\n'
    return head.encode() + content + b"\r\n"


def form(*parts: bytes) -> bytes:
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def operations(query: str = SEND, **variables: Any) -> bytes:
    return part("operations", json.dumps({"query": query, "variables": variables or {"file": None}}).encode())


def places(path: str = "variables.file", key: str = "0") -> bytes:
    return part("map", json.dumps({key: [path]}).encode())


def whole(content: bytes = b"one photograph", name: str = "ảnh.jpg") -> bytes:
    return form(operations(), places(), part("0", content, name, "Content-Type: image/jpeg\r\n"))


def test_a_file_reaches_the_resolver_and_is_gone_afterwards(app: App) -> None:
    answer = app.post(whole())
    assert (answer.status_code, answer.json()["data"]) == (200, {"send": "ảnh.jpg 14"})
    assert app.taken.files == [True]
    assert app.left() == []


def test_a_file_within_an_input_and_any_bytes_at_all(app: App) -> None:
    query = "mutation ($input: Attached!) { attach(input: $input) }"
    content = f"\r\n--{BOUNDARY}x\r\n--\r\n".encode() + bytes(range(256)) * 300
    body = form(
        operations(query, input={"file": None, "title": "Hầm"}),
        places("variables.input.file", "tệp"),
        part("tệp", content, "a.bin"),
    )
    assert app.post(body).json()["data"] == {"attach": f"a.bin {len(content)}"}
    assert app.taken.files == [True]


def test_a_file_that_the_resolver_keeps_stays(app: App, tmp_path: Path) -> None:
    app.taken.store = Store(tmp_path / "kept")
    app.post(whole())
    assert app.left() == []
    assert app.taken.store.has(hashlib.sha256(b"one photograph").hexdigest())


def test_a_resolver_that_fails_leaves_nothing(app: App) -> None:
    answer = app.post(whole(b"!"))
    assert answer.json()["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert str(app.folder) not in answer.text
    assert app.left() == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\x\\\\a.jpg", "a.jpg"),
        ("anh\u202egpj.exe", "anhgpj.exe"),
        ("x" * 5000 + ".jpg", "x" * 196 + ".jpg"),
        ("", "tep"),
    ],
)
def test_a_hostile_name_is_made_harmless(app: App, sent: str, kept: str) -> None:
    assert app.post(whole(name=sent)).json()["data"] == {"send": f"{kept} 14"}


def test_without_the_header_that_no_form_can_set_it_is_400(app: App) -> None:
    answer = app.post(whole(), GraphQL_Require_Preflight="")
    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")
    assert (app.taken.files, app.left()) == ([], [])


FILE = part("0", b"x", "a.jpg")
ODD: dict[str, bytes] = {
    "nothing": b"",
    "no form": b"{}",
    "no end": whole()[:-4],
    "cut in a header": whole()[:40],
    "cut in the file": whole()[:-30],
    "another boundary": whole().replace(BOUNDARY.encode(), b"other"),
    "no parts": form(),
    "operations only": form(operations()),
    "no file": form(operations(), places()),
    "no map": form(operations(), FILE),
    "no operations": form(places(), FILE),
    "the map first": form(places(), operations(), FILE),
    "the file first": form(FILE, operations(), places()),
    "two files": form(operations(), places(), FILE, part("1", b"y", "b.jpg")),
    "the same file twice": form(operations(), places(), FILE, FILE),
    "two operations": form(operations(), operations(), FILE),
    "a field behind": form(operations(), places(), FILE, part("more", b"x")),
    "a thousand fields": form(*[part(f"f{n}", b"x") for n in range(1000)]),
    "a field for a file": form(operations(), places(), part("0", b"x")),
    "a file for operations": form(part("operations", b"{}", "o.json"), places(), FILE),
    "no name": form(operations(), places(), FILE.replace(b'name="0"; ', b"")),
    "an attachment": form(operations(), places(), FILE.replace(b"form-data", b"attachment")),
    "no disposition": form(operations(), places(), FILE.replace(b"Content-Disposition", b"X-Disposition")),
    "two dispositions": form(
        operations(), places(), part("0", b"x", "a", 'content-disposition: form-data; name="1"\r\n')
    ),
    "many headers": form(operations(), places(), part("0", b"x", "a", "".join(f"X-{n}: y\r\n" for n in range(50)))),
    "a long header": form(operations(), places(), part("0", b"x", "a", f"X-A: {'y' * 30_000}\r\n")),
    "a name that is not UTF-8": form(operations(), places(), FILE.replace(b'name="0"', b'name="\xff"')),
    "a batch": form(part("operations", b"[" + json.dumps({"query": SEND}).encode() + b"]"), places(), FILE),
    "operations that are no JSON": form(part("operations", b"{"), places(), FILE),
    "operations that are not UTF-8": form(part("operations", b'{"query": "\xff"}'), places(), FILE),
    "deep operations": form(part("operations", b'{"a":' * 3000 + b"1" + b"}" * 3000), places(), FILE),
    "keys given twice": form(part("operations", b'{"query": "a", "query": "b"}'), places(), FILE),
    **{
        f"map {text[:40]}": form(operations(), part("map", text.encode()), FILE)
        for text in (
            "", "{}", "[]", "null", "3", '"0"', '{"0": "variables.file"}', '{"0": []}', '{"0": [3]}', '{"0": [null]}',
            '{"0": {"a": "b"}}', '{"1": ["variables.file"]}', '{"0": ["variables.file", "variables.file"]}',
            '{"0": ["variables.file"], "1": ["variables.file"]}', '{"0": ["variables.file"], "0": ["variables.file"]}',
            '{"0": [""]}', '{"0": ["."]}', '{"0": ["variables"]}', '{"0": ["query"]}', '{"0": ["variables."]}',
            '{"0": ["variables.other"]}', '{"0": ["variables.file.0"]}', '{"0": ["operationName"]}',
            '{"0": ["variables.__class__"]}', '{"0": ["' + "variables." * 300 + 'file"]}', "[" * 4000,
            '{"0": ["variables.file.-1"]}', '{"0": ["extensions.file"]}', '{"0": ["0.variables.file"]}',
        )
    },
    "a place that is taken": form(operations(file="x"), places(), FILE),
    "an index that is none": form(operations(file=[None]), places("variables.file.1"), FILE),
    "an index of many digits": form(operations(file=[None]), places("variables.file." + "9" * 50), FILE),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_whatever_is_odd_is_400_and_leaves_nothing(app: App, name: str) -> None:
    with capture_logs() as logs:
        answer = app.post(ODD[name])
    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")
    assert [entry for entry in logs if entry["log_level"] == "error"] == []
    assert (app.taken.files, app.left()) == ([], [])


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        'multipart/form-data; boundary="a b"',
        "multipart/form-data; boundary=" + "x" * 71,
        "multipart/form-data; boundary=" + "x" * 5000,
        "multipart/form-data; boundary=\u00e9",
        "multipart/form-data" + "; a=b" * 20_000,
    ],
)
def test_a_boundary_that_is_none_is_400_at_once(app: App, content_type: str) -> None:
    began = time.monotonic()
    assert boundary_of([content_type]) is None
    assert time.monotonic() - began < 0.5
    if len(content_type) < 6000:
        raw = [(b"GraphQL-Require-Preflight", b"1"), (b"Content-Type", content_type.encode("latin-1"))]
        answer = app.client.post("/graphql", content=whole(), headers=raw)
        assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")


def test_other_forms_and_compressed_ones_are_415(app: App) -> None:
    for headers in ({"Content_Type": "multipart/mixed; boundary=x"}, {"Content_Encoding": "gzip"}):
        answer = app.post(whole(), **headers)
        assert answer.status_code == 415
        assert answer.headers["accept-post"] == "application/json, multipart/form-data"


def test_a_file_where_none_belongs_and_none_where_one_belongs(app: App) -> None:
    wrong = form(operations("query ($file: String) { square }"), places(), FILE)
    answers = [app.post(wrong), app.client.post("/graphql", json={"query": SEND, "variables": {"file": "x"}})]
    answers.append(app.client.post("/graphql", json={"query": 'mutation { send(file: "a.jpg") }'}))
    for answer in answers:
        assert answer.status_code in (200, 400)
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
        assert str(app.folder) not in answer.text
    assert (app.taken.files, app.left()) == ([], [])


def test_the_largest_file_is_taken_and_a_larger_one_is_413(app: App) -> None:
    assert app.post(whole(b"x" * LONGEST)).json()["data"] == {"send": f"ảnh.jpg {LONGEST}"}
    for body in (whole(b"x" * (LONGEST + 1)), whole(b"x" * (LONGEST * 3))):
        answer = app.post(body)
        assert (answer.status_code, code(answer)) == (413, "BAD_REQUEST")
    assert app.left() == []


def test_a_large_text_field_is_413(app: App) -> None:
    for body in (
        form(part("operations", b" " * 20_001), places(), FILE),
        form(operations(), part("map", b" " * 5000)),
    ):
        assert app.post(body).status_code == 413
    assert app.left() == []


def test_bytes_around_the_form_cost_nothing(app: App) -> None:
    began = time.monotonic()
    assert app.post(whole() + b"\r\n" * 30_000).status_code == 200
    assert app.post(b"\r\n" * 30_000 + whole()).status_code in (200, 400)
    assert time.monotonic() - began < 2
    assert app.left() == []


def test_who_may_not_send_files_is_turned_away_before_the_file_is_read(app: App) -> None:
    app.refusal = ForbiddenError(Message("Không được.", "No."))
    address = urlsplit(str(app.client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        lines = [
            "POST /graphql HTTP/1.1",
            "Host: localhost",
            "Content-Length: 90000",
            "GraphQL-Require-Preflight: 1",
        ]
        lines += [f"Content-Type: multipart/form-data; boundary={BOUNDARY}", "", ""]
        connection.sendall("\r\n".join(lines).encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 403")
    assert app.left() == []


def broken_off(app: App, body: bytes, *, waits: bool) -> bytes:
    address = urlsplit(str(app.client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        lines = [
            "POST /graphql HTTP/1.1",
            "Host: localhost",
            "Content-Length: 90000",
            "GraphQL-Require-Preflight: 1",
        ]
        lines += [f"Content-Type: multipart/form-data; boundary={BOUNDARY}", "", ""]
        connection.sendall("\r\n".join(lines).encode() + body)
        if waits:
            return connection.recv(4096)
        time.sleep(0.2)
        return b""


def test_a_client_that_pauses_or_goes_away_leaves_nothing(app: App) -> None:
    assert broken_off(app, whole()[:-30], waits=True).startswith(b"HTTP/1.1 408")
    broken_off(app, whole()[:-30], waits=False)
    deadline = time.monotonic() + 5
    while app.left() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert app.left() == []
    assert app.post(whole()).status_code == 200


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 60), max_size=60), st.integers(0, 400), st.binary(max_size=8))
def test_however_it_is_cut_or_spoilt_it_is_read_or_refused_and_leaves_nothing(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int], at: int, spoilt: bytes
) -> None:
    """In pieces of any size; where bytes are changed, it is still read, or refused in words, and never else."""
    partial = Partial(tmp_path_factory.mktemp("forms"))
    body = whole(b"\r\n--xYz" * 3)
    changed = body[:at] + spoilt + body[at + len(spoilt) :]
    read = Form(BOUNDARY, partial, Settings(max_file_bytes=LONGEST))
    try:
        start = 0
        for length in [*cuts, len(changed)]:
            read.feed(changed[start : start + length])
            start += length
        read.parameters()
    except (CatalogError, RefusedError):
        assert changed != body
    finally:
        read.discard()
    assert list(partial.folder.glob("*")) == []


# --- the real application ------------------------------------------------------------------------------


@pytest.fixture
def site(catalogue: Catalogue, tmp_path: Path) -> Iterator[UploadSite]:
    with open_uploads(catalogue, tmp_path / "data") as started:
        yield started


def sent(site: UploadSite, **headers: str) -> httpx2.Response:
    query = "query { viewer { name } }"
    body = form(operations(query), places(), part("0", b"x" * 10_000_000, "a.jpg"))
    chosen = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", **headers}
    return httpx2.post(f"{site.site.url}/graphql", content=body, headers=chosen, timeout=60)


def test_only_who_may_send_files_may_send_forms(site: UploadSite) -> None:
    editor = {"Authorization": site.sender().headers["Authorization"]}
    answer = sent(site, **editor, **PREFLIGHT)
    assert answer.status_code == 200
    assert answer.json()["data"]["viewer"]["name"]
    assert sent(site, **editor).status_code == 400
    assert sent(site, **PREFLIGHT).status_code == 401
    evaluator = {"Authorization": site.sender(Role.EVALUATOR).headers["Authorization"]}
    assert sent(site, **evaluator, **PREFLIGHT).status_code == 403
    publisher = site.sender(Role.PUBLISHER)  # who sends tables
    assert sent(site, Authorization=publisher.headers["Authorization"], **PREFLIGHT).status_code == 200
    assert site.files() == {}


def test_a_cookie_brings_a_form_only_from_our_pages(site: UploadSite) -> None:
    guest = site.site.guest()
    guest.sign_in(member(site.site.catalogue.database, Role.EDITOR))
    cookie = {"Cookie": f"session={guest.cookie}"}
    assert sent(site, **cookie, **PREFLIGHT, Origin=site.site.url).status_code == 200
    assert sent(site, **cookie, Origin=site.site.url).status_code == 400
    assert sent(site, **cookie, **PREFLIGHT, Origin="https://evil.example").status_code == 403
    assert site.files() == {}
