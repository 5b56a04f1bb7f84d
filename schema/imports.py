"""Imports for staff: what each did, what taking it back would do; for publishers: taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from catalog.answered import Request
from catalog.exchange import runs
from catalog.exchange.preview import Effect, RecordChange
from catalog.exchange.undoing import ConflictKind, UndoOrder, undo_import, undo_run
from catalog.finding.pages import MAX_PAGE
from catalog.roles import Deed, require
from catalog.terms import RecordState
from schema.context import Info
from schema.nodes import read_id, write_id
from schema.notices import Key, Problem, shown_problems
from schema.paging import AFTER, FIRST, PageInfo, cursor_at, position_of, sized
from schema.permissions import needs
from schema.scalars import SiteState
from schema.staff import FieldChange


@strawberry.type(description="What an import, or taking one back, does to one record.")
class ImportedRecordChange:
    """Change."""

    effect: Effect = strawberry.field(description="What becomes of the record.")
    code: str = strawberry.field(description="The site's permanent code; the key of what is no site.")
    slug: str = strawberry.field(description="The site's slug afterwards; empty for what is no site.")
    name: str = strawberry.field(
        description="The Vietnamese name of the site or procedure, or of the unit that counted."
    )
    fields: list[FieldChange] = strawberry.field(description="Every field that differs, before and after.")


@strawberry.type(description="A record that is left as it is when an import is taken back.")
class UndoConflict:
    """Conflict."""

    kind: ConflictKind = strawberry.field(description="Why.")
    code: str = strawberry.field(description="The site's permanent code; the key of what is no site.")
    slug: str = strawberry.field(description="The site's slug; empty for what is no site.")
    version: int = strawberry.field(description="Its newest version.")
    state: SiteState = strawberry.field(description="Where that stands.")
    author: str = strawberry.field(description="Who wrote it.")
    at: datetime = strawberry.field(description="When it was written.")


@strawberry.type(description="What taking an import back would do now.")
class ImportUndoing:
    """Preview."""

    restored_count: int = strawberry.field(description="Records that would say again what they said before.")
    withdrawn_count: int = strawberry.field(description="Records that the import made public.")
    conflict_count: int = strawberry.field(description="Records that would be left as they are.")
    conflicts: list[UndoConflict] = strawberry.field(
        description=f"Those left as they are, by code; at most {MAX_PAGE}."
    )
    changes: list[ImportedRecordChange] = strawberry.field(
        description="The records that would change, by code, as many as were asked for."
    )


@strawberry.type(description="One import that changed something.")
class ImportRun:
    """Import."""

    run: strawberry.Private[runs.Run]

    @strawberry.field(description="Opaque, permanent identifier.")
    def id(self) -> strawberry.ID:
        """Identifier."""
        return write_id("ImportRun", str(self.run.row.id))

    @strawberry.field(description="Number, counted from 1; the starting register is an import as well.")
    def number(self) -> int:
        """Number."""
        return self.run.row.id or 0

    @strawberry.field(description="Name of the file.")
    def file_name(self) -> str:
        """File."""
        return self.run.row.file_name

    @strawberry.field(description="SHA-256 of the file.")
    def sha256(self) -> str:
        """Hash."""
        return self.run.row.sha256

    @strawberry.field(description="Kind of table, such as sites or designations.")
    def table_kind(self) -> str:
        """Kind."""
        return self.run.row.table_kind

    @strawberry.field(description="Who carried it out.")
    def actor(self) -> str:
        """Person."""
        return self.run.row.actor

    @strawberry.field(description="When.")
    def recorded_at(self) -> datetime:
        """Instant."""
        return self.run.row.recorded_at

    @strawberry.field(description="Records made.")
    def created_count(self) -> int:
        """Count."""
        return self.run.row.created_count

    @strawberry.field(description="Records changed.")
    def changed_count(self) -> int:
        """Count."""
        return self.run.row.changed_count

    @strawberry.field(description="Rows refused.")
    def refused_count(self) -> int:
        """Count."""
        return self.run.row.refused_count

    @strawberry.field(description="When it was taken back; null if it was not.")
    def undone_at(self) -> datetime | None:
        """Instant."""
        return self.run.undone.at if self.run.undone else None

    @strawberry.field(description="Who took it back.")
    def undone_by(self) -> str | None:
        """Person."""
        return self.run.undone.actor_name if self.run.undone else None

    @strawberry.field(description="Why it was taken back.")
    def undone_reason(self) -> str | None:
        """Reason."""
        return self.run.undone.reason if self.run.undone else None

    @strawberry.field(
        description="What taking it back would do now; null if it was taken back already.",
        metadata=needs(Deed.READ_IMPORTS),
    )
    def undoing(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description=f"How many changes; at most {MAX_PAGE}.")] = 20,
    ) -> ImportUndoing | None:
        """Preview."""
        require(Deed.READ_IMPORTS, info.context.signed_in())
        if self.run.undone is not None:
            return None
        return _undoing(info, self.run.row.id or 0, sized(first))


def _undoing(info: Info, run_id: int, first: int) -> ImportUndoing:
    reader, changes = info.context.reader, list[RecordChange]()

    order = UndoOrder(run_id, "", "", info.context.now(), is_dry_run=True, told_count=first)
    undoing = undo_import(reader.session, reader.units, order, changes.append)
    return ImportUndoing(
        restored_count=undoing.restored_count,
        withdrawn_count=undoing.withdrawn_count,
        conflict_count=len(undoing.conflicts),
        conflicts=[
            UndoConflict(**{**vars(c), "state": RecordState(c.state)}) for c in undoing.conflicts[:MAX_PAGE]
        ],
        changes=[shown_change(change) for change in changes],
    )


def shown_change(change: RecordChange) -> ImportedRecordChange:
    """What a bulk change does to one record."""
    fields = [FieldChange(**vars(field)) for field in change.fields]
    return ImportedRecordChange(**{**vars(change), "fields": fields})


@strawberry.type(description="An import in a list.")
class ImportRunEdge:
    """Edge."""

    node: ImportRun = strawberry.field(description="The import.")
    cursor: str = strawberry.field(description="Where it stands in the list.")


@strawberry.type(description="A page of imports, newest first.")
class ImportRunConnection:
    """Connection."""

    edges: list[ImportRunEdge] = strawberry.field(description="Those on this page.")
    nodes: list[ImportRun] = strawberry.field(description="The same without cursors.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")


@strawberry.type
class ImportQuestions:
    """What may be asked about imports."""

    @strawberry.field(
        description="The imports that changed something, newest first; for staff.",
        metadata=needs(Deed.READ_IMPORTS),
    )
    def imports(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description=FIRST)] = 20,
        after: Annotated[str | None, strawberry.argument(description=AFTER)] = None,
    ) -> ImportRunConnection:
        """Imports."""
        require(Deed.READ_IMPORTS, info.context.signed_in())
        size = sized(first)
        before = None if after is None else position_of(after)
        found = runs.list_runs(info.context.reader.session, before=before, limit=size + 1)
        nodes = [ImportRun(run=run) for run in found[:size]]
        edges = [ImportRunEdge(node=node, cursor=cursor_at(node.run.row.id or 0)) for node in nodes]
        page = PageInfo(
            has_next_page=len(found) > size,
            has_previous_page=after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        )
        return ImportRunConnection(edges=edges, nodes=nodes, page_info=page)

    @strawberry.field(
        description="The import of this number; null if there is none. For staff.",
        metadata=needs(Deed.READ_IMPORTS),
    )
    def import_run(
        self,
        info: Info,
        number: Annotated[int, strawberry.argument(description="Its `number`.")],
    ) -> ImportRun | None:
        """Import."""
        require(Deed.READ_IMPORTS, info.context.signed_in())
        found = runs.known_run(info.context.reader.session, number)
        return None if found is None else ImportRun(run=found)


@strawberry.type(description="What became of an import.")
class ImportPayload:
    """Payload."""

    import_run: ImportRun | None = strawberry.field(
        description="The import that was taken back; null if it was not."
    )
    problems: list[Problem] = strawberry.field(
        description="What stands in the way, `field` being the site's slug, or the row's key, for each conflict; then nothing was changed."
    )


@strawberry.type
class ImportMutations:
    """What may be done with imports."""

    @strawberry.mutation(
        description="Take a whole import back: what it replaced becomes public again word for word, what it made "
        "public is withdrawn. Records changed since are never run over: each is a problem, or is left with "
        "`leaveChanged`.",
        metadata=needs(Deed.UNDO_IMPORT),
    )
    def undo_import(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The import's `id`.")],
        reason: Annotated[str, strawberry.argument(description="Why, for the history.")],
        leave_changed: Annotated[
            bool, strawberry.argument(description="Leave records changed since, and take back the rest.")
        ] = False,
        idempotency_key: Key = None,
    ) -> ImportPayload | None:
        """Undo."""
        run_id = _run_id(id)
        outcome = info.context.change(
            Request("undoImport", [run_id, reason, leave_changed], idempotency_key),
            lambda desk: undo_run(desk, run_id, reason, leave_changed=leave_changed),
        )
        done = None if outcome.problems else runs.find_run(info.context.reader.session, run_id)
        return ImportPayload(
            import_run=None if done is None else ImportRun(run=done),
            problems=shown_problems(info, outcome.problems),
        )


def _run_id(identifier: str) -> int:
    """The number in an import's identifier; 0, which no import has, for ids of anything else."""
    kind, key = read_id(identifier) or ("", "")
    is_number = kind == "ImportRun" and key.isascii() and key.isdigit() and len(key) < 10
    return int(key) if is_number else 0
