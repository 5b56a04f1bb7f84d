"""Filling a demonstration: people in roles write, review, publish and withdraw, by the verbs that everybody has."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from catalog.answered import Request
from catalog.db import Database
from catalog.demo.drawings import Drawing, Paper
from catalog.demo.people import OFFICERS_UNIT
from catalog.demo.plan import (
    BY_OFFICER,
    DOSSIERS,
    NEW,
    PLACES,
    PUBLISHED,
    RESUBMITTED,
    REVISED,
    STALE,
    WITHDRAWN_SHOT,
    NewPlace,
    Shot,
)
from catalog.editing.attaching import MAY_PASS, Attachment, Received, attach
from catalog.editing.desk import Desk, Moment, Outcome, carry_out
from catalog.editing.drafts import create_site, revise_site
from catalog.editing.publication import publish_site, withdraw_site
from catalog.editing.records import content_at, find_record
from catalog.editing.review import Remark, approve_site, recall_site, return_site, submit_site
from catalog.editing.withdrawal import withdraw_surrogate
from catalog.errors import Message, ProblemsError
from catalog.people import Viewer
from catalog.places import legal_day, load_units
from catalog.sites.content import SiteContent
from catalog.surrogates.files import MediaRoom
from catalog.tables import Publication
from catalog.terms import RecordState, Role, TextField

STEP = timedelta(minutes=70)
"""Between two acts, so that the history tells of weeks and not of one minute."""

TRIES = 5

Advance = Callable[[int, int], None]


@dataclass
class Studio:
    """Draws what was ordered, two at a time, while the records are being written."""

    room: MediaRoom
    folder: Path
    pool: ThreadPoolExecutor
    _seeds: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @classmethod
    @contextmanager
    def open(cls, room: MediaRoom, folder: Path) -> Iterator[Studio]:
        """A studio; what it has not drawn when it closes is not drawn."""
        pool = ThreadPoolExecutor(2)
        try:
            yield cls(room, folder, pool)
        finally:
            pool.shutdown(cancel_futures=True)

    def picture(self, shot: Shot, place: tuple[float, float] | None) -> tuple[Drawing, Future[Received]]:
        """Order a picture, taken near a place or as far off as the shot says."""
        seed = next(self._seeds)
        drawing = replace(
            Drawing(
                shot.scene,
                shot.light,
                seed,
                taken_at=f"2026-0{1 + seed * 5 % 9}-{1 + seed * 11 % 28:02d}T08:30:00",
            ),
            **shot.look,
        )
        if place is not None:
            latitude, longitude = place
            drawing = replace(drawing, latitude=latitude + shot.off, longitude=longitude + 0.0003)
        target = self.folder / f"{seed}.jpg"
        return drawing, self.pool.submit(self._drawn, drawing, target)

    def paper(self, paper: Paper) -> Future[Received]:
        """Order a paper."""
        target = self.folder / f"paper-{paper.number}.pdf"

        def write() -> Received:
            self.room.workers.sample_paper(target, paper.pages, paper.number)
            return _received(target)

        return self.pool.submit(write)

    def _drawn(self, drawing: Drawing, target: Path) -> Received:
        self.room.workers.sample_picture(target, drawing.order())
        return _received(target)


def _received(path: Path) -> Received:
    return Received(path, hashlib.sha256(path.read_bytes()).hexdigest())


@dataclass(frozen=True)
class File:
    """A file under way, and what will be said of it."""

    file: Future[Received]
    document: Mapping[str, Any]


@dataclass
class Team:
    """People who work on one database, one act after the other; `now` is the clock of their play."""

    database: Database
    room: MediaRoom
    viewers: Mapping[Role, Viewer]
    now: datetime

    def moment(self) -> Moment:
        """The next moment."""
        self.now += STEP
        return Moment(self.now, legal_day(self.now))

    def done(self, role: Role, verb: Callable[[Desk], Outcome]) -> Outcome:
        """Carry out an act. Raises `ProblemsError` for one that is not taken."""
        request = Request("demo", None)
        return _taken(carry_out(self.database, self.viewers[role], self.moment(), request, verb))

    def attach(self, role: Role, code: str, file: File) -> Outcome:
        """Attach a file that was ordered; where the machine is too busy to look into it in time, once more."""
        wanted = Attachment(code, file.file.result(), None, file.document)
        for _ in range(TRIES):
            outcome = attach(self.database, self.viewers[role], self.moment(), wanted, self.room)
            if not any(problem.code in MAY_PASS for problem in outcome.problems):
                break
        return _taken(outcome)

    def bring(self, outcome: Outcome, state: RecordState, author: Role) -> Outcome:
        """Take a draft as far as this state: submitted, approved or published."""
        code, version = outcome.code, outcome.version
        steps: Sequence[tuple[RecordState, Role, Callable[[Desk, str, int], Outcome]]] = (
            (RecordState.SUBMITTED, author, submit_site),
            (RecordState.APPROVED, Role.REVIEWER, approve_site),
            (RecordState.PUBLISHED, Role.PUBLISHER, publish_site),
        )
        for reached, role, verb in steps:
            outcome = self.done(role, lambda desk, verb=verb: verb(desk, code, version))  # type: ignore[misc]
            if reached == state:
                break
        return outcome

    def revise(self, outcome: Outcome, **document: Any) -> Outcome:
        """The editor changes fields of a record."""
        return self.done(Role.EDITOR, lambda desk: revise_site(desk, outcome.code, outcome.version, document))


def _taken(outcome: Outcome) -> Outcome:
    if outcome.problems:
        raise ProblemsError(list(outcome.problems))
    return outcome


@dataclass(frozen=True)
class Known:
    """A site of the register: its code, its public version, and what that says."""

    code: str
    version: int
    content: SiteContent

    @property
    def name(self) -> Message:
        """In two languages."""
        vi = self.content.text_of(TextField.NAME, "vi") or ""
        return Message(vi, self.content.text_of(TextField.NAME, "en") or vi)

    @property
    def place(self) -> tuple[float, float] | None:
        """Its position, if it has one."""
        place = self.content.location()
        if place is None or place.latitude is None or place.longitude is None:
            return None
        return place.latitude, place.longitude


def fill(team: Team, studio: Studio, advance: Advance) -> None:
    """Make everything; `advance` hears how many of how many places are done."""
    known = {slug: _known(team.database, slug) for slug in PUBLISHED}
    ordered = {
        slug: [
            *_files(studio, shots, known[slug].place, known[slug].name),
            *_papers(studio, DOSSIERS.get(slug, ()), known[slug].code),
        ]
        for slug, shots in PUBLISHED.items()
    }
    new = [_files(studio, one.shots, place, one.name) for one, place in zip(NEW, PLACES, strict=True)]
    total = len(ordered) + len(new)
    for number, (slug, files) in enumerate(ordered.items(), 1):
        _publish_known(team, slug, known[slug], files)
        advance(number, total)
    for number, (one, place, files) in enumerate(zip(NEW, PLACES, new, strict=True), len(ordered) + 1):
        _new_place(team, one, place, files)
        advance(number, total)


def _known(database: Database, slug: str) -> Known:
    with database.read() as session:
        query = sa.select(Publication.code).where(  # type: ignore[call-overload]
            col(Publication.slug) == slug, col(Publication.superseded_at).is_(None)
        )
        code: str = session.execute(query).scalar_one()
        outcome = find_record(session, load_units(session), code).outcome
        content = content_at(session, outcome.site_id, outcome.version)
    if content is None:
        raise LookupError("a record has a content")
    return Known(code, outcome.version, content)


def _files(
    studio: Studio, shots: Sequence[Shot], place: tuple[float, float] | None, name: Message
) -> list[File]:
    files = []
    for shot in shots:
        drawing, file = studio.picture(shot, place)
        files.append(File(file, {**drawing.said(name), **shot.said}))
    return files


def _papers(studio: Studio, titles: Sequence[tuple[str, int]], code: str) -> list[File]:
    first = int(code.rpartition("-")[2]) * 10
    papers = [Paper(title, pages, first + number) for number, (title, pages) in enumerate(titles)]
    return [File(studio.paper(paper), paper.said()) for paper in papers]


def _publish_known(team: Team, slug: str, known: Known, files: Sequence[File]) -> None:
    """Pictures for a site of the register, published; and for some of them something more."""
    author = Role.COMMUNE_OFFICER if slug in BY_OFFICER else Role.EDITOR
    outcome = Outcome()
    for file in files:
        outcome = team.attach(author, known.code, file)
    if slug == STALE:
        outcome = team.revise(outcome, summaries=[_vi("Hang động có nhiều nhũ đá. (câu mẫu, mới sửa)")])
    last = outcome.surrogate
    outcome = team.bring(outcome, RecordState.PUBLISHED, author)
    if slug == WITHDRAWN_SHOT and last is not None:
        reason = "Chủ ảnh yêu cầu gỡ (mẫu)"
        team.done(Role.PUBLISHER, lambda desk: withdraw_surrogate(desk, known.code, last, reason))
    if slug == REVISED:
        team.revise(outcome, notes=[_vi("Ghi chú mẫu: đang chờ đo lại chiều cao tháp.")])
    if slug == RESUBMITTED:
        outcome = team.revise(outcome, managingBody="Ban Quản lý Di tích tỉnh (mẫu)")
        team.bring(outcome, RecordState.SUBMITTED, Role.EDITOR)


def _vi(text: str) -> dict[str, str]:
    return {"language": "VI", "text": text}


def _en(text: str) -> dict[str, str]:
    return {"language": "EN", "text": text}


def _new_place(team: Team, one: NewPlace, place: tuple[float, float], files: Sequence[File]) -> None:
    """A place that does not exist, as far as its record comes."""
    outcome = team.done(one.author, lambda desk: create_site(desk, _form(one, place)))
    for file in files:
        outcome = team.attach(one.author, outcome.code, file)
    at = outcome.code, outcome.version
    if one.state in (RecordState.SUBMITTED, RecordState.APPROVED, RecordState.PUBLISHED):
        outcome = team.bring(outcome, one.state, one.author)
    elif one.state == RecordState.RETURNED:
        team.bring(outcome, RecordState.SUBMITTED, one.author)
        remarks = [Remark("location", "Vị trí cần đo lại tại cửa hang (mẫu).")]
        comment = "Cảm ơn bạn. Hãy bổ sung một ảnh cửa hang và đo lại vị trí (lời nhắn mẫu)."
        team.done(Role.REVIEWER, lambda desk: return_site(desk, *at, comment, remarks))
    elif one.state == RecordState.WITHDRAWN:
        team.bring(outcome, RecordState.PUBLISHED, one.author)
        team.done(Role.PUBLISHER, lambda desk: withdraw_site(desk, *at, "Ghi nhầm địa điểm (mẫu)"))
    elif one.is_recalled:
        team.bring(outcome, RecordState.SUBMITTED, one.author)
        team.done(one.author, lambda desk: recall_site(desk, *at))
    if one.has_draft_on_top:
        team.revise(outcome, summaries=[_vi("Bản ghi mẫu: bản nháp mới, chưa công bố.")])


def _form(one: NewPlace, place: tuple[float, float]) -> dict[str, Any]:
    """What the author says of a new place: plainly that there is no such place."""
    names, summaries = [_vi(one.name.vi)], [_vi("Bản ghi mẫu để xem thử; không có địa điểm này.")]
    descriptions = [
        _vi(
            "Địa điểm này không có thật. Bản ghi cho thấy một trang đầy đủ trông ra sao: tên, tóm tắt, mô tả, "
            "vị trí đo tại chỗ, thông tin cho khách và ảnh mẫu."
        )
    ]
    if one.has_english:
        names.append(_en(one.name.en))
        summaries.append(_en("A sample record to look at; there is no such place."))
        descriptions.append(
            _en(
                "This place does not exist. The record shows what a full page looks like: names, summary, "
                "description, a measured position, facts for visitors and sample pictures."
            )
        )
    facts = {
        "OPENING_HOURS": "7:30 đến 17:00 hằng ngày (mẫu)",
        "FEE": "Không thu vé (mẫu)",
        "DIRECTIONS": "Theo đường vào trung tâm xã, rẽ ở cổng bản (mẫu)",
        "PARKING": "Có bãi đỗ xe cạnh nhà văn hóa (mẫu)",
    }
    return {
        "names": names,
        "summaries": summaries,
        "descriptions": descriptions,
        "kinds": [one.kind],
        "adminUnit": OFFICERS_UNIT,
        "location": {
            "latitude": place[0],
            "longitude": place[1],
            "accuracyMetres": 8,
            "method": "HANDHELD_GNSS",
        },
        "visitorFacts": [{"name": name, **_vi(text)} for name, text in facts.items()],
        "sources": [{"title": "Bản ghi mẫu do phần mềm tạo, không có nguồn thật"}],
    }
