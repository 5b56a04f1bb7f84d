"""A table that somebody sends over the network: tried, or imported, as that person and once.

Trying keeps nothing. What stays out comes back with its reasons, and as a table that can be corrected and sent again.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from catalog.answered import Request, checked, recall, remember
from catalog.db import Database
from catalog.errors import Message, Problem
from catalog.exchange import refusals
from catalog.exchange.headers import UnknownTableError
from catalog.exchange.preview import RecordChange
from catalog.exchange.refusals import UnreadableFileError
from catalog.exchange.refused import write_refused
from catalog.exchange.reports import ImportReport
from catalog.people.viewing import Viewer, known_again
from catalog.places import legal_day
from catalog.roles import Deed, require
from catalog.terms import ImportRegister

MOST_ROWS = 10_000
"""Rows of a table that is sent. Nobody else writes meanwhile (ten seconds); larger ones are imported on the machine."""

MOST_CHANGES = 100
"""Changed records told of in full."""

_NO_FILE = Message("Hãy chọn tệp CSV hoặc XLSX.", "Choose a CSV or XLSX file.")


@dataclass(frozen=True)
class SentTable:
    """A file with the name that its sender gave it and its SHA-256, and what is to be done with it."""

    path: Path
    name: str
    digest: str
    is_dry_run: bool = False
    all_or_nothing: bool = False
    key: str | None = None
    register: ImportRegister = ImportRegister.SITES

    def request(self) -> Request:
        """For recognising a retry: the same bytes, to be imported in the same way."""
        said = [self.digest, self.name, self.all_or_nothing]
        return Request(
            "importTable", said if self.register == ImportRegister.SITES else [*said, self.register], self.key
        )


@dataclass
class Imported:
    """What became of it; `report` is missing where the file could not be read, or a retry was recognised.

    A retry is answered with the number of the run: its refused rows are not kept, and trying the file tells them again.
    """

    report: ImportReport | None = None
    run_id: int | None = None
    changes: list[RecordChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class _AnsweredError(Exception):
    """Ends the transaction of a retry: what was answered before."""

    def __init__(self, run_id: int | None) -> None:
        super().__init__()
        self.run_id = run_id


def import_sent(database: Database, viewer: Viewer, now: datetime, sent: SentTable) -> Imported:
    """Try or import a table. A file that cannot be read is a problem at `file`, and then nothing changed.

    Raises `ForbiddenError` for whoever may not, who is looked up again once the turn to write has come, and
    `BadRequestError` for a key that was used for something else.
    """
    from catalog.exchange.importing import ImportOrder  # noqa: PLC0415 (a server starts without it)

    require(Deed.IMPORT_TABLE, viewer)
    key = None if sent.is_dry_run else checked(sent.key)
    done = Imported()

    def admit(session: Session) -> None:
        actor = known_again(session, viewer, now)
        require(Deed.IMPORT_TABLE, actor)
        if key is not None and (known := recall(session, actor.person_id, sent.request())) is not None:
            raise _AnsweredError(known["run_id"])

    def keep(session: Session, report: ImportReport) -> None:
        if key is not None:
            remember(session, viewer.person_id, sent.request(), {"run_id": report.run_id}, now)

    def told(change: RecordChange) -> None:
        if len(done.changes) < MOST_CHANGES:
            done.changes.append(change)

    order = ImportOrder(
        author=viewer.name,
        now=now,
        today=legal_day(now),
        is_dry_run=sent.is_dry_run,
        all_or_nothing=sent.all_or_nothing,
        author_id=viewer.person_id,
        file_name=sent.name,
        admit=admit,
        keep=keep,
    )
    try:
        done.report = _importing(sent.register)(database, sent.path, order, _not_too_many, told)
        done.run_id = done.report.run_id
    except _AnsweredError as answered:
        return Imported(run_id=answered.run_id)
    except UnreadableFileError as error:
        return Imported(problems=[Problem(error.code, error.message, "file")])
    except UnknownTableError as error:
        return Imported(problems=[Problem("UNKNOWN_TABLE", error.message, "file")])
    return done


def _importing(register: ImportRegister) -> Callable[..., ImportReport]:
    from catalog.exchange.importing import import_file  # noqa: PLC0415 (a server starts without it)
    from catalog.procedures.importing import import_counts, import_procedures  # noqa: PLC0415

    return {
        ImportRegister.SITES: import_file,
        ImportRegister.PROCEDURES: import_procedures,
        ImportRegister.PROCEDURE_COUNTS: import_counts,
    }[register]


def no_file() -> Imported:
    """Nothing was sent along."""
    return Imported(problems=[Problem("FILE_MISSING", _NO_FILE, "file")])


def refused_table(report: ImportReport) -> str:
    """The refused rows as the text of a CSV file, a byte order mark in front, as spreadsheets want it."""
    text = io.StringIO(newline="")
    write_refused(report, text)
    return f"\ufeff{text.getvalue()}"


def _not_too_many(rows: int) -> None:
    if rows > MOST_ROWS:
        raise refusals.too_many_rows(MOST_ROWS)
