"""Files that are sent as documents of a sheet: examined outside of any transaction, named and kept within one.

They lie in the store of all files, under their SHA-256, and belong to no site: whoever may see the sheet opens them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from catalog import uploads
from catalog.answered import Request
from catalog.db import Database
from catalog.editing.attaching import MAY_PASS, give_back, give_up, still_kept, taken_in
from catalog.editing.desk import Desk, Moment, Outcome, carry_out
from catalog.editing.surrogates import refuse_withdrawn
from catalog.errors import NotFoundError, Problem, ProblemsError
from catalog.people.viewing import Viewer
from catalog.roles import Deed
from catalog.scoring.acting import Entered, needed_sheet
from catalog.scoring.proofs import Named
from catalog.scoring.self_scoring import OWN_TURN, self_score
from catalog.surrogates.files import MediaRoom, TakenIn, record_file
from media.errors import MediaError


@dataclass(frozen=True)
class Scored:
    """What a subject says of criteria of its sheet, files among the documents."""

    subject: str
    period: str
    entered: Sequence[Entered]

    def sent(self) -> dict[str, str]:
        """The uploads that are named, each with its place."""
        return {
            named.upload_id: f"{each.criterion}.evidence.{number}.uploadId"
            for each in self.entered
            for number, named in enumerate(each.evidence or ())
            if named.upload_id is not None
        }


def score_with_files(
    database: Database, viewer: Viewer, moment: Moment, request: Request, said: Scored, room: MediaRoom
) -> Outcome:
    """`self_score` with files that were sent before (tus). What a person can put right comes back as problems.

    Raises `NotFoundError` or `ForbiddenError` before a file is looked into.
    """
    taken: dict[str, TakenIn] = {}
    try:
        _take(database, viewer, moment, said, room, taken)
    except ProblemsError as error:
        _undo(database, taken, room)
        return Outcome(problems=tuple(error.problems))
    outcome = carry_out(database, viewer, moment, request, lambda desk: _scored(desk, said, taken, room))
    if outcome.problems:
        _undo(database, taken, room)
        return outcome
    for upload_id in said.sent():
        with suppress(MediaError, OSError):  # the sweep takes it otherwise
            room.intake.end(upload_id)
    return outcome


def _take(
    database: Database,
    viewer: Viewer,
    moment: Moment,
    said: Scored,
    room: MediaRoom,
    taken: dict[str, TakenIn],
) -> None:
    """Examine and keep every file. One that is named by now is left to the transaction, which may know the request."""
    found: dict[str, str] = {}
    with database.read() as session:
        with suppress(ProblemsError):  # of the sheet: the transaction says so, unless it knows the request
            needed_sheet(Desk(session, viewer, moment), said.subject, said.period, Deed.SELF_SCORE, OWN_TURN)
        for upload_id, place in said.sent().items():
            try:
                found[upload_id] = uploads.ended(session, viewer.person_id, upload_id, moment.now).digest
            except NotFoundError:
                continue
            except ProblemsError as error:
                raise _placed(error, place) from error
    problems: list[Problem] = []
    for upload_id, digest in found.items():
        try:
            taken[upload_id] = taken_in(room, room.intake.path(upload_id), digest, said.sent()[upload_id])
        except ProblemsError as error:
            problems.extend(error.problems)
            if error.problems[0].code not in MAY_PASS:
                give_up(database, viewer, moment, upload_id, room)
    if problems:
        raise ProblemsError(problems)


def _undo(database: Database, taken: Mapping[str, TakenIn], room: MediaRoom) -> None:
    for upload_id, file in taken.items():
        give_back(database, upload_id, file, room)


def _scored(desk: Desk, said: Scored, taken: Mapping[str, TakenIn], room: MediaRoom) -> Outcome:
    def keep(named: Named, place: str) -> str:
        """The digest of a file that was sent, which is this sheet's document from now on."""
        upload_id = named.upload_id or ""
        try:
            uploads.claim(desk.session, desk.actor.person_id, upload_id, desk.moment.now)
            file = still_kept(taken.get(upload_id), room)
            refuse_withdrawn(desk, file.digest)
        except ProblemsError as error:
            raise _placed(error, f"{place}.uploadId") from error
        record_file(desk.session, file, desk.moment.now)
        return file.digest

    return self_score(desk, said.subject, said.period, said.entered, keep)


def _placed(error: ProblemsError, place: str) -> ProblemsError:
    return ProblemsError([Problem(each.code, each.message, place) for each in error.problems])
