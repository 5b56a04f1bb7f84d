"""Score sheets from end to end: stored evidence, imported counts, gates and tie-breakers, two at once, altered sets."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from catalog.db import Database
from catalog.scoring.sets import AlteredSetError
from catalog.surrogates.fixity import begin, carry_on
from catalog.terms import Role
from tests.catalog.procedures.tables import Register, count, procedure
from tests.catalog.scoring.sets import criterion_data, label
from tests.catalogue import Catalogue, clock
from tests.photographs import attach
from tests.schema.scoring import (
    COMMUNE,
    DEPARTMENT,
    OPEN,
    PLACE,
    PUBLISH,
    READ,
    SCORE,
    SUBMIT,
    Bench,
    done,
    line,
    manual,
    payload,
    problems,
    refused,
    values,
)
from tests.staff import Team, everything, someone

GATE = {**criterion_data("G", 0, "GATE"), "label": label("Có vi phạm nghiêm trọng")}
WHOLE_RANKING = """query ($period: String!, $cluster: String!) { ranking(period: $period, cluster: $cluster) {
    subject { code } rank exactTotal gates decidedBy { kind criterion } } }"""


@pytest.fixture
def bench(pictured: Catalogue) -> Bench:
    return Bench.of(pictured)


# Evidence that is a stored file


def stored(bench: Bench, folder: Path) -> tuple[str, Path]:
    """A file that is kept: its SHA-256, and where its bytes lie."""
    team = Team.of(bench.catalogue)
    attach(team.editor, team.created()["id"], folder)
    with bench.catalogue.database.read() as session:
        (digest,) = session.scalars(sa.text("SELECT digest FROM stored_file")).all()
    assert bench.catalogue.room is not None
    return str(digest), bench.catalogue.room.store.path(str(digest))


def scored(bench: Bench, digest: str) -> None:
    """A commune's sheet that is ready to be submitted, proved by a stored file."""
    wanted = bench.approved(manual("A", evidence_required=label("Ảnh")))
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    proof = {"title": "Ảnh hiện trường", "digest": digest}
    done(bench.officer, SCORE, **COMMUNE, lines=[{**values("A", a="80"), "evidence": [proof]}])


def spoil(file: Path, how: str) -> bytes:
    """Lose the file, or alter one bit of its last byte; answers the bytes that were there."""
    content = file.read_bytes()
    if how == "MISSING":
        file.unlink()
    else:
        file.chmod(0o600)
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    return content


def checked(bench: Bench) -> None:
    """All stored files are looked at, as a server does in turn."""
    now, room = clock(), bench.catalogue.room
    assert room is not None
    list(carry_on(bench.catalogue.database, room.store, begin(bench.catalogue.database, now), now))


def shown(bench: Bench) -> Any:
    """What is said of the document where the sheet is shown."""
    return line(bench.officer.data(READ, **COMMUNE)["sheet"], "A")["evidence"][0]


@pytest.mark.parametrize(("how", "code"), [("MISSING", "FILE_GONE"), ("CHANGED", "FILE_CHANGED")])
def test_a_stored_file_that_is_gone_or_altered_is_not_frozen_though_nobody_looked_at_it_yet(
    bench: Bench, tmp_path: Path, how: str, code: str
) -> None:
    digest, file = stored(bench, tmp_path)
    scored(bench, digest)
    content = spoil(file, how)
    assert problems(bench.officer, SUBMIT, **COMMUNE) == [(code, "A.evidence")]
    file.unlink(missing_ok=True)
    file.write_bytes(content)
    sheet = done(bench.officer, SUBMIT, **COMMUNE)["scoreSheet"]
    evidence = line(sheet, "A")["evidence"][0]
    assert (evidence["sha256"], evidence["fault"]) == (digest, None)
    assert evidence["frozenAt"] is not None


@pytest.mark.parametrize(
    ("how", "words", "code"),
    [("MISSING", "không còn trong kho", "FILE_GONE"), ("CHANGED", "đã bị thay đổi", "FILE_CHANGED")],
)
def test_a_frozen_file_that_is_lost_or_altered_later_is_named_where_the_sheet_is_shown(
    bench: Bench, tmp_path: Path, how: str, words: str, code: str
) -> None:
    digest, file = stored(bench, tmp_path)
    scored(bench, digest)
    spoiled = spoil(file, how)
    checked(bench)
    assert words in shown(bench)["fault"]
    assert problems(bench.officer, SUBMIT, **COMMUNE) == [(code, "A.evidence")]
    file.unlink(missing_ok=True)
    file.write_bytes(spoiled)
    checked(bench)
    done(bench.officer, SUBMIT, **COMMUNE)
    assert shown(bench)["fault"] is None
    spoil(file, how)
    checked(bench)
    found = shown(bench)
    assert words in found["fault"]
    assert "Ảnh hiện trường" in found["fault"]
    assert found["sha256"] == digest


def test_whoever_may_not_submit_has_no_file_read(bench: Bench, tmp_path: Path) -> None:
    digest, file = stored(bench, tmp_path)
    scored(bench, digest)
    spoil(file, "MISSING")
    outsider = someone(bench.catalogue, Role.COMMUNE_OFFICER, "03127")
    assert refused(outsider, SUBMIT, **COMMUNE) == "NOT_FOUND"
    assert refused(bench.evaluator, SUBMIT, **COMMUNE) == "FORBIDDEN"
    assert refused(bench.catalogue, SUBMIT, **COMMUNE) == "UNAUTHENTICATED"


# Counts of administrative procedures


def test_imported_counts_of_procedures_give_the_departments_points_to_the_last_digit(
    bench: Bench, tmp_path: Path
) -> None:
    register = Register(bench.catalogue, tmp_path)
    register.procedures(procedure("1.000001"))
    register.counts(
        count("11", received="46", digitised_components="45", resolved="33", electronic_results="21"),
        count("03325", received="10", digitised_components="1", resolved="10", electronic_results="1"),
    )
    wanted = bench.approved(
        criterion_data("IN", 12, "RATIO", parameters={"is_share": True, "procedures": "R_IN"}),
        criterion_data("OUT", 10, "RATIO", parameters={"is_share": True, "procedures": "R_OUT"}),
        manual("C", 78),
    )
    done(bench.editor, OPEN, **DEPARTMENT, set=wanted)
    assert problems(bench.editor, SCORE, **DEPARTMENT, lines=[values("IN", a="1", b="1")]) == [
        ("MEASURED", "IN")
    ]
    done(bench.editor, SCORE, **DEPARTMENT, lines=[values("C", a="70.5")])
    live = bench.editor.data(READ, **DEPARTMENT)["sheet"]
    assert [line(live, code)["figure"]["denominator"] for code in ("IN", "OUT")] == [46, 33]
    sheet = done(bench.editor, SUBMIT, **DEPARTMENT)["scoreSheet"]
    assert (line(sheet, "IN")["figure"]["ratio"], line(sheet, "OUT")["figure"]["ratio"]) == ("45/46", "7/11")
    expected = Fraction(45, 46) * 12 + Fraction(7, 11) * 10 + Fraction(141, 2)
    assert sheet["exactTotal"] == str(expected)
    register.counts(count("11", period_from="2026-02-01", period_to="2026-03-01", received="100"))
    pinned = bench.editor.data(READ, **DEPARTMENT)["sheet"]
    assert (pinned["exactTotal"], line(pinned, "IN")["figure"]["denominator"]) == (str(expected), 46)


# What leaves somebody out, and what tells equals apart


def test_a_gate_leaves_out_and_a_tie_breaker_decides_and_both_are_told(bench: Bench) -> None:
    wanted = bench.approved(
        manual("A", 60), manual("B", 40), gates=[GATE], tie_breakers=[{"kind": "CRITERION", "criterion": "A"}]
    )
    said = {"03325": ("50", "35", "0"), "03127": ("52", "33", "0"), "03163": ("40", "40", "0"),
            "03158": ("40", "40", "0"), "03166": ("60", "40", "1"), "03172": ("10", "10", "0")}  # fmt: skip
    known = {each["code"] for each in bench.catalogue.data("{ scoreSubjects { code } }")["scoreSubjects"]}
    spare = sorted(known - {*said, "svhttdl"})
    points = {code if code in known else spare.pop(): each for code, each in said.items()}
    for code, (a, b, gate) in points.items():
        officer = someone(bench.catalogue, Role.COMMUNE_OFFICER, code)
        lines = [values("A", a=a), values("B", a=b), values("G", a=gate)]
        bench.decided(officer, wanted, lines, subject=code, period="2026")
    done(bench.council, PLACE, code="khoi-xa", subjects=list(points))
    done(bench.council, PUBLISH, period="2026")
    ranking = bench.catalogue.data(WHOLE_RANKING, period="2026", cluster="khoi-xa")["ranking"]
    first, second, third, fourth, caught, last = points
    breaker = [{"kind": "CRITERION", "criterion": "A"}]
    found = {each["subject"]["code"]: each for each in ranking}
    assert [(each["rank"], each["exactTotal"]) for each in ranking] == [
        (1, "85"), (2, "85"), (3, "80"), (3, "80"), (5, "20"), (None, "100"),
    ]  # fmt: skip
    assert (found[second]["rank"], found[first]["rank"]) == (1, 2)
    assert [found[code]["decidedBy"] for code in (first, second)] == [breaker, breaker]
    assert [found[code]["decidedBy"] for code in (third, fourth, last)] == [[], [], []]
    assert (found[caught]["gates"], found[caught]["rank"]) == (["G"], None)
    sheet = bench.catalogue.data(READ, subject=caught, period="2026")["sheet"]
    assert (sheet["state"], sheet["total"], sheet["rank"]) == ("PUBLISHED", 100, None)


# Two at once, and a set that was altered


def test_of_two_who_open_a_sheet_at_once_one_does_and_the_other_is_told(bench: Bench) -> None:
    wanted = bench.approved(manual("A"))
    second = someone(bench.catalogue, Role.COMMUNE_OFFICER, COMMUNE["subject"])
    ready = threading.Barrier(2)
    with closing(Database(bench.catalogue.database.url)) as other:

        def opened(who: Catalogue) -> Any:
            ready.wait()
            return payload(who, OPEN, **COMMUNE, set=wanted)

        people = (bench.officer, Catalogue(other, second.viewer, second.room))
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(opened, people))
    codes = sorted([problem["code"] for problem in each["problems"]] for each in answers)
    assert codes == [[], ["SHEET_EXISTS"]]
    assert bench.catalogue.count("score_sheet") == bench.catalogue.count("score_subject") == 1
    entries = "subject_kind = 'SCORE_SHEET' AND action = 'CREATE'"
    assert bench.catalogue.count("history_entry", entries) == 1


def test_a_set_that_was_altered_past_the_product_scores_nothing(bench: Bench) -> None:
    wanted = bench.approved(manual("A"))
    done(bench.officer, OPEN, **COMMUNE, set=wanted)
    with bench.catalogue.database.write() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(sa.text("DROP TRIGGER criteria_set_update_kept"))
        else:
            session.execute(sa.text("ALTER TABLE criteria_set DISABLE TRIGGER USER"))
        session.execute(
            sa.text("UPDATE criteria_set SET document = replace(document, 'Bộ tiêu chí', 'Bộ khác')")
        )
    before = everything(bench.catalogue)
    other = someone(bench.catalogue, Role.COMMUNE_OFFICER, "03127")
    before = everything(bench.catalogue)
    for who, document, more in (
        (bench.officer, SCORE, {**COMMUNE, "lines": [values("A", a="80")]}),
        (bench.officer, SUBMIT, COMMUNE),
        (other, OPEN, {**COMMUNE, "subject": "03127", "set": wanted}),
    ):
        (error,) = who.ask(document, **more).errors
        assert isinstance(error.original_error, AlteredSetError)
        assert everything(bench.catalogue) == before
    (error,) = bench.officer.ask(READ, **COMMUNE).errors
    assert isinstance(error.original_error, AlteredSetError)
