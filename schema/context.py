"""What resolvers need: one reader for the whole operation, who asks in which language, and how to write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

import strawberry

from catalog.answered import Request
from catalog.db import Database
from catalog.editing.attaching import Attachment, attach
from catalog.editing.desk import Desk, Moment, Outcome, carry_out
from catalog.errors import BadRequestError, CatalogError, Message, UnauthenticatedError
from catalog.exchange.sending import Imported, SentTable, import_sent
from catalog.finding.gazetteer import open_gazetteer
from catalog.gazetteer.lookup import Gazetteer
from catalog.lazy import cached_property
from catalog.people import Viewer
from catalog.people.office import Done, Office
from catalog.people.office import carry_out as manage_people
from catalog.places import acting_today
from catalog.projection.reader import Reader, Relation
from catalog.roles import Acting, Deed
from catalog.scoring.proof_files import Scored, score_with_files
from catalog.scoring.self_scoring import self_score
from catalog.stamps import Footprint
from catalog.surrogates.files import MediaRoom
from media.links import WITHDRAWN, address

if TYPE_CHECKING:
    from geopy.geocoders.base import Geocoder


IIIF = "/iiif"
"""Where the same pictures are for viewers that know the International Image Interoperability Framework."""


@dataclass
class Stand:
    """How far a subscription has come, from one answer to the next."""

    cursor: str | None = None
    has_more: bool = False
    has_news: bool = False


@dataclass
class Context:
    """The surroundings of one operation; its read session is closed when the operation is over."""

    reader: Reader
    language: str
    public_url: str
    viewer: Viewer | None = None
    refusal: CatalogError | None = None  # why nothing may be changed by this request, though it may be read
    office: Geocoder | None = None
    database: Database | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    stand: Stand | None = None
    room: MediaRoom | None = None
    foretold: Sequence[Relation] = ()
    """What the next site that is looked up will be asked for, where a plan says so."""

    def expected(self) -> Sequence[Relation]:
        """What is foretold, once."""
        foretold, self.foretold = self.foretold, ()
        return foretold

    @cached_property
    def asked_at(self) -> datetime:
        """When the operation began to be answered. An answer that shows it may be given again later, as of then."""
        return self.now()

    @property
    def footprint(self) -> Footprint | None:
        """What the answer depends on, where somebody may keep it."""
        return self.reader.footprint

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Names and boundaries for `places` and `placeAt`, read at most once in an operation."""
        if self.office is not None and self.footprint is not None:
            self.footprint.is_timeless = False
        return open_gazetteer(self.reader, self.office)

    @cached_property
    def acting(self) -> Acting | None:
        """The viewer with the scopes of today; None without a sign-in."""
        return None if self.viewer is None else acting_today(self.viewer, self.reader.units)

    def signed_in(self) -> Acting:
        """The viewer. Raises `UnauthenticatedError` if nobody is signed in."""
        if self.acting is None:
            raise UnauthenticatedError(
                Message("Hãy đăng nhập để làm việc này.", "Please sign in to do this.")
            )
        return self.acting

    def change(self, request: Request, verb: Callable[[Desk], Outcome]) -> Outcome:
        """Carry out a mutation in a transaction of its own, closed before anything of its answer is read.

        The operation's read session lets go of its snapshot first and sees the change afterwards.
        """
        viewer, database = self.allowed()
        moment = Moment(self.now(), self.reader.today)
        self.reader.session.rollback()
        outcome = carry_out(database, viewer, moment, request, verb)
        self.reader = Reader(self.reader.session, self.reader.today)
        return outcome

    def attach(self, wanted: Attachment) -> Outcome:
        """The same for a file that becomes a surrogate; it is looked into before the transaction begins."""
        viewer, database = self.allowed()
        moment = Moment(self.now(), self.reader.today)
        self.reader.session.rollback()
        outcome = attach(database, viewer, moment, wanted, self.files)
        self.reader = Reader(self.reader.session, self.reader.today)
        return outcome

    def score_self(self, request: Request, said: Scored) -> Outcome:
        """The same for a subject that scores itself, with files among its documents."""
        if not said.sent():
            return self.change(
                request, lambda desk: self_score(desk, said.subject, said.period, said.entered)
            )
        viewer, database = self.allowed()
        moment = Moment(self.now(), self.reader.today)
        self.reader.session.rollback()
        outcome = score_with_files(database, viewer, moment, request, said, self.files)
        self.reader = Reader(self.reader.session, self.reader.today)
        return outcome

    def take_table(self, sent: SentTable) -> Imported:
        """The same for a table that is sent to be tried or imported."""
        viewer, database = self.allowed()
        self.reader.session.rollback()
        done = import_sent(database, viewer, self.now(), sent)
        self.reader = Reader(self.reader.session, self.reader.today)
        return done

    @property
    def files(self) -> MediaRoom:
        """Where files are kept."""
        if self.room is None:
            raise TypeError("this context knows no files")
        return self.room

    def file_url(self, digest: str, name: str, *, is_public: bool, is_withdrawn: bool = False) -> str:
        """The address of a file or a picture of it: absolute under the public address, else a path.

        What is not public gets an address that is good for an hour or two; callers have checked who asks.
        """
        path = address(digest, name)
        if not is_public:
            path = self.files.links.signed(path, self.now().timestamp(), WITHDRAWN if is_withdrawn else "")
        return f"{self.public_url}{path}"

    def iiif_url(self, path: str) -> str:
        """An address of the IIIF services: absolute under the public address, else a path."""
        return f"{self.public_url}{IIIF}/{path}"

    def manage(self, request: Request, verb: Callable[[Office], Done], deed: Deed | None) -> Done:
        """The same for what is done about people and their accounts; `deed` is what it needs, if anything."""
        viewer, database = self.allowed()
        self.reader.session.rollback()
        done = manage_people(database, viewer, self.now(), request, verb, deed)
        self.reader = Reader(self.reader.session, self.reader.today)
        return done

    def allowed(self) -> tuple[Viewer, Database]:
        """Who changes something, and where. Raises `refusal`, or `UnauthenticatedError` without a sign-in."""
        if self.refusal is not None:
            raise self.refusal
        if self.database is None:
            raise TypeError("this context only reads")
        self.signed_in()
        if self.viewer is None:
            raise TypeError("who is signed in is a viewer")
        return self.viewer, self.database

    def page_url(self, slug: str) -> str:
        """The public page of a site: absolute under the public address, else a path."""
        return f"{self.public_url}/s/{slug}"


Info: TypeAlias = strawberry.Info[Context, None]


def instant_of(known_at: datetime | None) -> datetime | None:
    """The instant of knowledge that is asked about, in UTC. Raises BadRequestError for one that is none anywhere."""
    if known_at is None:
        return None
    try:
        instant = known_at.astimezone(UTC) if known_at.tzinfo is not None else None
    except (OverflowError, ValueError):
        instant = None
    if instant is None or instant.year not in _YEARS:
        raise refuse(
            "`knownAt` phải có múi giờ, ví dụ 2026-11-23T08:15:00+07:00, và từ năm 1900 đến năm 2999.",
            "`knownAt` needs a time zone, as in 2026-11-23T08:15:00+07:00, and a year from 1900 to 2999.",
        )
    return instant


_YEARS = range(1900, 3000)


def refuse(vi: str, en: str) -> BadRequestError:
    """An argument that makes no sense."""
    return BadRequestError(Message(vi, en))
