"""An import of procedures or counts taken back: what it replaced is current again, what came later stays."""

from __future__ import annotations

import pytest

from catalog.errors import ProblemsError
from catalog.exchange.preview import Effect
from catalog.exchange.undoing import ConflictKind, Undoing
from tests.catalog.procedures.tables import Register, count, procedure


def outcome(undoing: Undoing) -> tuple[int, int, list[tuple[ConflictKind, str]], bool]:
    conflicts = [(conflict.kind, conflict.code) for conflict in undoing.conflicts]
    return undoing.restored_count, undoing.withdrawn_count, conflicts, undoing.is_kept


def test_what_was_corrected_is_as_before_and_what_was_added_is_gone(register: Register) -> None:
    register.procedures(procedure("1.000001"), procedure("1.000002"))
    before = register.rows("procedure", "code, name, fee, decision, search_text, valid_from, valid_to")
    run = register.procedures(procedure("1.000002", name_vi="Sai", fee="9"), procedure("1.000003")).run_id
    assert outcome(register.undo(run)) == (1, 1, [], True)
    after = register.rows("procedure", "code, name, fee, decision, search_text, valid_from, valid_to")
    assert sorted(after) == sorted(before)
    assert [(change.effect, change.code) for change in register.told] == [
        (Effect.CHANGE, "1.000002/"),
        (Effect.WITHDRAW, "1.000003/"),
    ]
    assert register.catalogue.count("history_entry", "action = 'UNDO_IMPORT'") == 1
    with pytest.raises(ProblemsError):
        register.undo(run)


def test_counts_are_taken_back_as_well(register: Register) -> None:
    register.counts(count())
    run = register.counts(count(received="20"), count(period_to="2027-01-01")).run_id
    assert outcome(register.undo(run)) == (1, 1, [], True)
    assert register.rows("procedure_count", "received, period_to") == register.rows(
        "procedure_count", "received, period_to", "id = 1"
    )
    assert register.counts(count()).run_id is None


def test_what_a_later_import_corrected_is_listed_and_left(register: Register) -> None:
    run = register.procedures(procedure("1.000001"), procedure("1.000002")).run_id
    register.procedures(procedure("1.000001", fee="9"))
    before = register.everything()
    conflict = (ConflictKind.CHANGED_LATER, "1.000001/")
    assert outcome(register.undo(run, is_dry_run=True)) == (0, 1, [conflict], False)
    assert outcome(register.undo(run)) == (0, 1, [conflict], False)
    assert register.everything() == before
    undoing = register.undo(run, leave_changed=True)
    assert outcome(undoing) == (0, 1, [conflict], True)
    assert (undoing.conflicts[0].version, undoing.conflicts[0].author) == (2, "Nhập dữ liệu")
    assert register.rows("procedure", "code, fee") == [("1.000001", "9")]


def test_two_imports_are_taken_back_one_after_the_other(register: Register) -> None:
    first = register.procedures(procedure()).run_id
    second = register.procedures(procedure(fee="9")).run_id
    assert outcome(register.undo(second)) == (1, 0, [], True)
    assert outcome(register.undo(first)) == (0, 1, [], True)
    assert register.rows("procedure", "code") == []
    assert register.procedures(procedure()).created_count == 1


def test_a_procedure_of_which_files_were_counted_stays(register: Register) -> None:
    run = register.procedures(procedure("1.000001"), procedure("1.000002")).run_id
    counts = register.counts(count(procedure_code="1.000002")).run_id
    conflict = (ConflictKind.HAS_COUNTS, "1.000002/")
    assert outcome(register.undo(run)) == (0, 1, [conflict], False)
    register.undo(counts)
    assert outcome(register.undo(run)) == (0, 2, [], True)


def test_what_would_overlap_a_version_recorded_since_stays(register: Register) -> None:
    register.procedures(procedure(valid_from="2024-01-01"))
    run = register.procedures(procedure(valid_from="2024-01-01", valid_to="2025-01-01")).run_id
    register.procedures(procedure(valid_from="2025-01-01", name_vi="Tên mới"))
    assert outcome(register.undo(run)) == (
        0,
        0,
        [(ConflictKind.CHANGED_LATER, "1.013124/2024-01-01")],
        False,
    )


def test_a_version_and_the_end_of_the_former_one_are_taken_back_together(register: Register) -> None:
    register.procedures(procedure(valid_from="2024-01-01"))
    run = register.procedures(
        procedure(valid_from="2024-01-01", valid_to="2025-01-01"), procedure(valid_from="2025-01-01")
    ).run_id
    assert outcome(register.undo(run)) == (1, 1, [], True)
    ((end,),) = register.rows("procedure", "valid_to")
    assert end is None


def test_a_start_that_was_learnt_is_unknown_again(register: Register) -> None:
    register.procedures(procedure())
    run = register.procedures(procedure(valid_from="2025-07-01")).run_id
    assert outcome(register.undo(run)) == (1, 0, [], True)
    ((start,),) = register.rows("procedure", "valid_from")
    assert start is None
