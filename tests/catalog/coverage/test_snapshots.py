"""Snapshots: the figures of the day as everybody else counts them, the same again from the history (both databases)."""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import orjson
import pytest
import sqlalchemy as sa
from joserfc.jwk import OKPKey

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.counted import SCHEMES
from catalog.coverage.examining import examine
from catalog.coverage.figures import Groups, Row, rows_of
from catalog.coverage.kept import refresh_read
from catalog.coverage.signing import sign
from catalog.coverage.signing_key import BrokenKeyError, signing_key_in
from catalog.coverage.snapshots import comparable, countings_of, recompute
from catalog.coverage.words import CountingMode, Grouping, Metric, Population
from catalog.errors import NotFoundError
from catalog.exchange.importing import ImportOrder, import_file
from catalog.ladder.levels import Level
from catalog.projection.reader import Reader
from catalog.reads import write_down
from catalog.surrogates.fixity import begin, carry_on
from catalog.terms import Role
from tests.catalog.coverage.closing import OPEN, all_of_it, closed, council, document_of, forced, made_again
from tests.catalogue import NOW, TODAY, VARIABLES, Catalogue, clock
from tests.photographs import attach
from tests.staff import Team, done, someone

STRANGER = OKPKey.generate_key("Ed25519")


def test_a_snapshot_verifies_by_the_catalogues_key_and_says_what_was_closed(pictured: Catalogue) -> None:
    snapshot = closed(council(pictured))
    assert pictured.room is not None
    verdict = examine(snapshot["document"].encode(), signing_key_in(pictured.room.keys))
    assert (verdict.faults, verdict.id, verdict.sha256) == ((), "S-2026-1", snapshot["sha256"])
    said = document_of(snapshot)
    assert said["period"] == {"code": "2026", "opens_on": "2026-01-01", "closes_on": "2027-01-01"}
    assert (said["as_of"], said["known_at"], said["closed_at"]) == (
        "2026-11-23", said["closed_at"], said["known_at"])  # fmt: skip
    assert {name: said["rules"][name] for name in snapshot["ruleSet"]} == snapshot["ruleSet"]
    assert len(said["rules"]["basis"]) == 64
    assert [level["level"] for level in said["levels"]] == ["D0", "D1", "D2", "D3", "D4"]
    assert {check["id"] for check in said["checks"]} >= {"D0.1", "D4.6"}
    assert sum(row["declared"] for row in said["declared"]) > 0
    assert said["catalogue"]["address"] is None


def test_the_counting_modes_stand_side_by_side_with_the_numbers_of_the_decisions(pictured: Catalogue) -> None:
    said = document_of(closed(council(pictured)))

    def by_grade(number: int) -> list[str]:
        grades = said["countings"][number]["groupings"][1]
        assert grades["grouping"] == "GRADE"
        return [row["denominator"] for row in grades["rows"]]

    assert by_grade(0) == ["1", "14", "13"]
    assert by_grade(1) == ["46", "14", "13"]
    unknown = [entry for entry in said["countings"][1]["entries"] if entry["code"] is None]
    assert len(unknown) == 11
    assert {entry["level"] for entry in unknown} == {None}


def test_every_figure_is_the_one_that_a_question_is_answered_with(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path)
    team.publish({**site, "version": payload["site"]["version"]})
    said = document_of(closed(council(pictured)))
    with pictured.database.read() as session:
        for counting in said["countings"]:
            mode, population = CountingMode(counting["mode"]), Population(counting["population"])
            for grouping in counting["groupings"]:
                question = Question(TODAY, mode, population, Grouping(grouping["grouping"]))
                rows = asked(Coverage(Reader(session, TODAY), question))
                assert list(rows) == [row["key"] for row in grouping["rows"]]
                for row in grouping["rows"]:
                    assert {figure["metric"] for figure in row["figures"]} == set(Metric)
                    for figure in row["figures"]:
                        level = Level[figure["level"]] if "level" in figure else None
                        live = rows[row["key"]].figure(Metric(figure["metric"]), level)
                        assert (live.numerator, live.denominator, live.value) == tuple(
                            None if figure[name] is None else Fraction(figure[name])
                            for name in ("numerator", "denominator", "value")
                        )


def asked(coverage: Coverage) -> dict[str, Row]:
    """The rows by key. By scheme, a question is about all schemes and a snapshot about those of its population."""
    question = coverage.question
    if question.grouping != Grouping.SCHEME:
        return {row.key: row for row in coverage.rows}
    whole = Coverage(coverage.reader, replace(question, grouping=Grouping.TOTAL)).whole
    rows = rows_of(whole.counted, whole.undated, Grouping.SCHEME, Groups())
    return {row.key: row for row in rows if row.key in SCHEMES[question.population]}


def revised(catalogue: Catalogue, team: Team, site: dict[str, Any], _: Path) -> None:
    new = done(
        team.editor,
        "ReviseSite",
        id=site["id"],
        version=site["version"],
        input=VARIABLES["ReviseSite"]["input"],
    )
    team.publish({**site, "version": new["version"]})


def withdrawn(catalogue: Catalogue, team: Team, site: dict[str, Any], _: Path) -> None:
    done(team.publisher, "WithdrawSite", id=site["id"], version=site["version"], reason="Trùng.")


def photograph_withdrawn(catalogue: Catalogue, team: Team, site: dict[str, Any], _: Path) -> None:
    say = 'mutation ($id: ID!) { withdrawSurrogate(id: $id, reason: "Xem lại") { problems { code } } }'
    team.publisher.data(say, id=site["surrogate"])


def photograph_readmitted(catalogue: Catalogue, team: Team, site: dict[str, Any], _: Path) -> None:
    photograph_withdrawn(catalogue, team, site, _)
    say = 'mutation ($id: ID!) { readmitSurrogate(id: $id, reason: "Đã rõ") { problems { code } } }'
    team.publisher.data(say, id=site["surrogate"])


def files_checked(catalogue: Catalogue, team: Team, site: dict[str, Any], _: Path) -> None:
    assert catalogue.room is not None
    now = clock()
    list(carry_on(catalogue.database, catalogue.room.store, begin(catalogue.database, now), now))


def files_checked_by_a_slow_run(catalogue: Catalogue, team: Team, site: dict[str, Any], _: Path) -> None:
    """It began, by its own clock, before the period was closed."""
    assert catalogue.room is not None
    began = NOW - timedelta(minutes=5)
    list(carry_on(catalogue.database, catalogue.room.store, begin(catalogue.database, began), began))


def register_imported(catalogue: Catalogue, team: Team, site: dict[str, Any], folder: Path) -> None:
    file = folder / "moi.csv"
    file.write_text(
        "slug,name_vi,kind,managing_body\ndoi-a1,Đồi A1,,Ban khác\nthac-moi,Thác Mới,scenic,\n", "utf-8"
    )
    import_file(catalogue.database, file, ImportOrder("Nhập dữ liệu", clock(), TODAY))


def read_by_an_app(catalogue: Catalogue, team: Team, site: dict[str, Any], _: Path) -> None:
    """On the day of the closing itself, of which reads go on; counting begins with it."""
    app = someone(catalogue, Role.APP_DEVELOPER).viewer
    assert app is not None
    write_down(catalogue.database, {(1, app.person_id): 3}, clock(), refresh_read)
    document = '{ site(slug: "doi-a1") { digitisation { checks { check status } } } }'
    checks = catalogue.data(document)["site"]["digitisation"]["checks"]
    assert {"check": "D3.6", "status": "FAIL"} in checks


SINCE = (
    revised,
    withdrawn,
    photograph_withdrawn,
    photograph_readmitted,
    files_checked,
    files_checked_by_a_slow_run,
    register_imported,
    read_by_an_app,
)


@pytest.mark.parametrize("change", SINCE, ids=lambda change: change.__name__)
def test_it_is_made_again_byte_for_byte_whatever_was_changed_since(
    pictured: Catalogue, tmp_path: Path, change: Callable[..., None]
) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path)
    site = team.publish({**site, "version": payload["site"]["version"]})
    first = closed(council(pictured))
    change(pictured, team, {**site, "surrogate": payload["surrogate"]["id"]}, tmp_path)
    again = made_again(pictured, first["id"])
    assert (again.sha256, again.differing, again.is_same) == (first["sha256"], (), True)
    second = closed(council(pictured), restates=first["id"], reason="Đã sửa.")
    assert made_again(pictured, second["id"]).is_same
    assert made_again(pictured, first["id"]).is_same


def test_a_change_shows_in_what_is_closed_afterwards(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path)
    site = team.publish({**site, "version": payload["site"]["version"]})

    def files() -> list[str]:
        newest = pictured.data('{ snapshots(period: "2026") { id } }')["snapshots"]
        restates = {"restates": newest[0]["id"], "reason": "x"} if newest else {}
        said = document_of(closed(council(pictured), **restates))
        (found,) = (entry for entry in said["countings"][0]["entries"] if entry["code"] == site["code"])
        return [*found["files"]]

    changed = {**site, "surrogate": payload["surrogate"]["id"]}
    assert files() == ["0", "1"]
    files_checked(pictured, team, changed, tmp_path)
    assert files() == ["1", "1"]
    photograph_withdrawn(pictured, team, changed, tmp_path)
    assert files() == ["0", "0"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE coverage_snapshot SET document = 'x'",
        "UPDATE coverage_snapshot SET reason = NULL",
        "DELETE FROM coverage_snapshot",
        "UPDATE period SET closes_on = '2030-01-01'",
        "DELETE FROM period",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_closed(pictured: Catalogue, statement: str) -> None:
    who = council(pictured)
    closed(who)
    who.data(OPEN, code="2027-A", opensOn="2027-01-01", closesOn="2027-02-01")
    before = all_of_it(pictured)
    with pytest.raises(sa.exc.IntegrityError, match="stays as it is"), pictured.database.write() as session:
        session.execute(sa.text(statement))
    assert all_of_it(pictured) == before


@pytest.mark.parametrize(
    ("column", "value", "place"),
    [
        ("document", 'replace(document, \'"as_of":"2026-11-23"\', \'"as_of":"2026-11-22"\')', "as_of"),
        ("document", 'replace(document, \'"address":null\', \'"address":"x"\')', "sha256"),
        ("document", "'{}'", "as_of"),
        ("document", "'no JSON'", "as_of"),
        ("document", "'[]'", "as_of"),
        ("as_of", "'2026-11-22'", "as_of"),
        ("sha256", f"'{'0' * 64}'", "sha256"),
        ("signature", "'x'", "sha256"),
        ("rules", "'ladder/1'", "rules"),
        ("period_code", "'2025'", "period"),
        ("period_code", "'KHAC'", "period"),
        ("id", "'S-2026-7'", "id"),
    ],
)
def test_whoever_forces_the_database_is_found_by_making_the_snapshot_again(
    pictured: Catalogue, column: str, value: str, place: str
) -> None:
    snapshot = closed(council(pictured))
    forced(pictured.database, f"UPDATE coverage_snapshot SET {column} = {value}")  # noqa: S608
    again = made_again(pictured, "S-2026-7" if column == "id" else snapshot["id"])
    assert not again.is_same
    assert place in again.differing


def replaced(catalogue: Catalogue, text: str, digest: str, signature: str) -> None:
    document = text.replace("'", "''")
    forced(
        catalogue.database,
        f"UPDATE coverage_snapshot SET document = '{document}', sha256 = '{digest}', signature = '{signature}'",  # noqa: S608
    )


def test_a_document_that_a_stranger_signed_in_the_place_of_ours_is_found(pictured: Catalogue) -> None:
    said = document_of(closed(council(pictured)))
    bare = {name: said[name] for name in said if name not in ("seals", "key", "sha256", "signature")}
    bare["catalogue"] = {**bare["catalogue"], "name": {"vi": "Danh mục khác", "en": "Another catalogue"}}
    forged = sign(bare, STRANGER)
    replaced(pictured, forged.text, forged.sha256, forged.signature)
    again = made_again(pictured, "S-2026-1")
    assert {"history", "key"} <= set(again.differing)
    assert not again.is_same


def test_a_document_with_a_signature_of_nothing_is_found(pictured: Catalogue) -> None:
    snapshot = closed(council(pictured))
    text = snapshot["document"].replace(snapshot["signature"], "AAAA..BBBB")
    replaced(pictured, text, snapshot["sha256"], "AAAA..BBBB")
    assert made_again(pictured, snapshot["id"]).differing == ("signature",)


def test_without_the_catalogues_key_nothing_is_proved(pictured: Catalogue) -> None:
    snapshot = closed(council(pictured))
    with pictured.database.read() as session:
        assert recompute(session, snapshot["id"], None).differing == ("key",)


def test_a_history_that_was_tampered_with_makes_another_snapshot_and_the_place_is_named(
    pictured: Catalogue,
) -> None:
    snapshot = closed(council(pictured))
    forced(
        pictured.database,
        "UPDATE register_entry SET grade = 'PROVINCIAL' WHERE grade = 'NATIONAL' AND valid_to IS NULL",
    )
    again = made_again(pictured, snapshot["id"])
    assert again.sha256 != snapshot["sha256"]
    assert any(place.startswith("countings/0/entries/") for place in again.differing)
    assert len(again.differing) <= 20


def test_rules_that_this_installation_does_not_have_are_told(pictured: Catalogue) -> None:
    snapshot = closed(council(pictured))
    forced(pictured.database, f"UPDATE coverage_snapshot SET rules_sha256 = '{'0' * 64}'")  # noqa: S608
    again = made_again(pictured, snapshot["id"])
    assert (again.has_rules, again.is_same) == (False, False)


def test_an_installation_that_judges_by_other_data_says_so_and_accuses_nobody(pictured: Catalogue) -> None:
    snapshot = closed(council(pictured))
    with pictured.database.write() as session:
        session.execute(sa.text("UPDATE kind_term SET label_vi = 'Khác' WHERE code = 'HISTORICAL'"))
    again = made_again(pictured, snapshot["id"])
    assert (again.has_rules, again.is_same) == (False, False)


def test_what_was_never_closed_cannot_be_made_again(catalogue: Catalogue) -> None:
    with pytest.raises(NotFoundError), catalogue.database.read() as session:
        recompute(session, "S-2026-1", None)


def test_only_figures_of_one_kind_are_compared(pictured: Catalogue) -> None:
    who = council(pictured)
    one, other = document_of(closed(who)), document_of(closed(who, period="2025", asOf="2025-12-31"))
    assert comparable(one, other) == countings_of(one)
    assert len(countings_of(one)) == 3
    assert comparable(one, {**other, "rules": {**other["rules"], "sha256": "0" * 64}}) == frozenset()
    assert comparable(one, {**other, "format": "dienbien-coverage/2"}) == frozenset()
    assert len(comparable(one, {**other, "countings": other["countings"][:1]})) == 1


def test_the_key_is_made_once_for_its_owner_alone_and_is_the_same_afterwards(tmp_path: Path) -> None:
    gate, kids = threading.Barrier(8), list[str]()

    def work() -> None:
        gate.wait()
        kids.append(signing_key_in(tmp_path / "keys").thumbprint())

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(kids) == {signing_key_in(tmp_path / "keys").thumbprint()}
    (file,) = (tmp_path / "keys").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"null", b'{"kty":"OKP","crv":"Ed25519","x":"a"}', b'{"kty":"oct","k":"AAAA"}']
)
def test_a_broken_key_is_told_and_not_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "coverage.jwk").write_bytes(content)
    with pytest.raises(BrokenKeyError):
        signing_key_in(tmp_path)
    assert (tmp_path / "coverage.jwk").read_bytes() == content


def test_a_public_key_alone_signs_nothing(tmp_path: Path) -> None:
    whole = signing_key_in(tmp_path / "other").as_dict(private=False)
    (tmp_path / "coverage.jwk").write_bytes(orjson.dumps(whole))
    with pytest.raises(BrokenKeyError):
        signing_key_in(tmp_path)


def test_a_demonstrations_snapshot_says_that_nothing_counts(pictured: Catalogue) -> None:
    assert pictured.room is not None
    pictured.room.keys.mkdir(parents=True)
    (pictured.room.keys.parent / "DEMO").write_text("mẫu", "utf-8")
    assert examine(closed(council(pictured))["document"].encode()).is_demo


def test_a_day_before_anything_was_recognised_has_rows_and_no_ratio(pictured: Catalogue) -> None:
    said = document_of(closed(council(pictured), period="1900", asOf="1900-01-01"))
    (total,) = said["countings"][0]["groupings"][0]["rows"]
    assert (total["denominator"], said["countings"][0]["entries"]) == ("0", [])
    assert examine(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).holds
    assert date.fromisoformat(said["as_of"]) < date(1945, 9, 2)
