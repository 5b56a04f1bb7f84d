"""Who asks: by the bearer token of a request, or by the session that its cookie names.

A browser sends its cookie with whatever any page asks of us, so a cookie alone proves nothing (RFC 6265,
8.2). It counts on `/graphql` only beside the header `GraphQL-Require-Preflight`, which no foreign page can set
without asking first, and not if `Origin` says that a foreign page asks.

A page stays open while somebody else signs in beside it. What it brings then would go in the wrong name, so a
client may say in `Acting-As` whose work it brings: the id of `me`. A request for anybody else is turned away whole.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import structlog
from starlette.requests import Request

from catalog.db import Database
from catalog.errors import CatalogError, ForbiddenError, Message, UnauthenticatedError
from catalog.people import Viewer, identify
from catalog.people.opaque import digest
from catalog.people.signing import note_seen
from catalog.people.tokens import note_use
from catalog.people.viewing import Seat, Standing, seat_of
from catalog.places import legal_day
from catalog.projection.reader import Reader
from catalog.roles import Deed, may, require
from catalog.settings import Settings
from catalog.terms import TokenScope

Clock: TypeAlias = Callable[[], datetime]
Write: TypeAlias = Callable[[Any], None]

PREFLIGHT_HEADER = "graphql-require-preflight"
ACTING_HEADER = "acting-as"
ONCE_A_MINUTE = timedelta(minutes=1)
REMEMBERED = 4096
LAST_USES_S = 0.5

_log = structlog.get_logger("web.identity")


class AnotherPersonError(UnauthenticatedError):
    """The request is for a person who is not the one that asks."""


class Uses:
    """Writes down when tokens and sessions were used: at most once a minute each, behind the answers.

    In a thread of its own, so that nobody who reads waits for the writers' turn. What cannot be written down
    is left out: it is told in the log, and no request fails for it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: OrderedDict[str, datetime] = OrderedDict()
        self._lock = Lock()
        self._waiting: SimpleQueue[Write | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="uses", daemon=True)
        self._thread.start()

    def note(self, key: str, now: datetime, write: Write) -> None:
        """Have `write` done, unless it was for this key within the last minute."""
        with self._lock:
            last = self._noted.get(key)
            if last is not None and last <= now < last + ONCE_A_MINUTE:
                return
            self._noted[key] = now
            self._noted.move_to_end(key)
            if len(self._noted) > REMEMBERED:
                self._noted.popitem(last=False)
        self._waiting.put(write)

    def _work(self) -> None:
        while (write := self._waiting.get()) is not None:
            self._write(write)

    def _write(self, write: Write) -> None:
        try:
            with self._database.write() as session:
                write(session)
        except CatalogError as error:
            _log.warning("use_not_noted", error=str(error))
        except Exception:  # noqa: BLE001 - logged whole; without this thread no use would be noted any more
            _log.exception("use_not_noted")

    def close(self) -> None:
        """Write down what is still waiting, as far as that takes no time: the end waits for no lock."""
        self._waiting.put(None)
        self._thread.join(LAST_USES_S)


@dataclass(frozen=True)
class Door:
    """How browsers reach us: the cookie's name, and which origin is ours."""

    public_url: str
    is_secure: bool

    @classmethod
    def of(cls, settings: Settings) -> Door:
        """As the operator has set it."""
        url = (settings.public_url or "").rstrip("/")
        return cls(url, urlsplit(url).scheme == "https")

    @property
    def cookie(self) -> str:
        """`__Host-` binds it to this host, to TLS and to the whole site (RFC 6265bis, 4.1.3.2)."""
        return "__Host-session" if self.is_secure else "session"

    @property
    def journey_cookie(self) -> str:
        """The cookie of a browser that was sent to the office's own provider."""
        return "__Host-oidc" if self.is_secure else "oidc"

    def secret(self, request: Request) -> str | None:
        """What the request's cookie holds."""
        return request.cookies.get(self.cookie) or None

    def is_ours(self, origin: str, request: Request) -> bool:
        """Whether an `Origin` is the public address or the very host that was asked."""
        public = urlsplit(self.public_url)
        if self.public_url and origin == f"{public.scheme}://{public.netloc}":
            return True
        try:
            host = urlsplit(origin).netloc
        except ValueError:
            return False
        return bool(host) and host == request.headers.get("host") and host != public.netloc


@dataclass(frozen=True)
class Known:
    """Who asks, and why that person may change nothing by this request."""

    viewer: Viewer | None = None
    refusal: CatalogError | None = None


def who_asks(request: Request, door: Door, reader: Reader, instant: datetime, uses: Uses) -> Known:
    """The holder of the request's bearer token, else of its session; nobody without either.

    Raises `UnauthenticatedError` for any other scheme, and for a token that is not good: silently
    answering as the public would hide the mistake. A cookie that does not count leaves the public's answers
    readable, and refuses every change. Raises `AnotherPersonError` where `Acting-As` names anybody but who asks.
    """
    known = _presented(request, door, reader, instant, uses)
    acting = request.headers.get(ACTING_HEADER)
    if acting is not None and not _is_id_of(acting, known.viewer):
        raise AnotherPersonError(_ANOTHER if known.viewer else _NOBODY)
    return known


def _is_id_of(identifier: str, viewer: Viewer | None) -> bool:
    from schema.nodes import read_id  # noqa: PLC0415 (pages come without GraphQL, and never with this header)

    return viewer is not None and read_id(identifier) == ("Person", str(viewer.person_id))


def _presented(request: Request, door: Door, reader: Reader, instant: datetime, uses: Uses) -> Known:
    """Who asks by what the request presents."""
    header = request.headers.get("authorization")
    if header is not None:
        return _by_token(header, reader, instant, uses)
    secret = door.secret(request)
    if secret is None:
        return Known()
    origin = request.headers.get("origin")
    if PREFLIGHT_HEADER not in request.headers or not (origin is None or door.is_ours(origin, request)):
        return Known(refusal=ForbiddenError(_FOREIGN))
    seat = seat_of(reader.session, secret, instant)
    if seat is None:
        return Known()
    if seat.standing != Standing.SIGNED_IN:
        return Known(refusal=UnauthenticatedError(_HALF_WAY))
    note_seat(seat, instant, uses)
    return Known(seat.viewer)


def admitted(
    request: Request,
    door: Door,
    database: Database,
    instant: datetime,
    uses: Uses,
    *also: Deed,
) -> Viewer:
    """Who asks, if that is somebody who may send files, for records or for one of the deeds `also`.

    Raises `UnauthenticatedError` and `ForbiddenError`.
    """
    with database.read() as session:
        known = who_asks(request, door, Reader(session, legal_day(instant)), instant, uses)
    if known.refusal is not None:
        raise known.refusal
    if known.viewer is None:
        raise UnauthenticatedError(Message("Hãy đăng nhập để gửi tệp.", "Please sign in to send files."))
    if not any(may(deed, known.viewer) for deed in also):
        require(Deed.UPLOAD_FILE, known.viewer)
    return known.viewer


def note_seat(seat: Seat, instant: datetime, uses: Uses) -> None:
    """Have it written down that a session was used."""
    uses.note(f"session {seat.session_id}", instant, lambda s: note_seen(s, seat.session_id, instant))


def _by_token(header: str, reader: Reader, instant: datetime, uses: Uses) -> Known:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise UnauthenticatedError(
            Message(
                "Chỉ nhận mã truy cập dạng “Authorization: Bearer ...”.",
                "Only “Authorization: Bearer ...” is accepted.",
            )
        )
    viewer = identify(reader.session, token.strip(), instant)
    sha256 = digest(token.strip())
    uses.note(f"token {sha256}", instant, lambda s: note_use(s, sha256, instant))
    return Known(viewer, ForbiddenError(_READ_ONLY) if viewer.scope == TokenScope.READ else None)


_FOREIGN = Message(
    "Yêu cầu thay đổi bằng phiên đăng nhập phải gửi từ trang này, kèm header GraphQL-Require-Preflight.",
    "A change by a session comes from this site, with the header GraphQL-Require-Preflight.",
)
_HALF_WAY = Message(
    "Hãy hoàn tất đăng nhập bằng yếu tố thứ hai.", "Please finish signing in with the second factor."
)
_ANOTHER = Message(
    "Trình duyệt này đang đăng nhập bằng tài khoản khác. Yêu cầu thuộc về người khác nên không được thực hiện.",
    "Another person is signed in on this browser. The request was somebody else's and was not carried out.",
)
_NOBODY = Message(
    "Phiên đăng nhập đã kết thúc. Hãy đăng nhập lại.", "The session has ended. Please sign in again."
)
_READ_ONLY = Message("Mã truy cập này chỉ để đọc.", "This access token is for reading only.")
