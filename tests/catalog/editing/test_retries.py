"""A request with a key is done once, however often and from wherever it is sent."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from catalog.answered import Request
from catalog.db import Database
from catalog.editing.desk import Desk, Moment, Outcome, carry_out
from catalog.terms import Role
from tests.catalogue import TODAY, Catalogue, clock
from tests.staff import Team, code_of, done, everything, site_input, someone, tried

CREATE = """mutation ($input: CreateSiteInput!, $key: String) {
    createSite(input: $input, idempotencyKey: $key) {
        site { code version state } problems { code field } warnings { code }
    }
}"""


@pytest.fixture
def editor(catalogue: Catalogue) -> Catalogue:
    return someone(catalogue, Role.EDITOR)


def test_a_retry_is_answered_as_the_first_time_and_does_nothing_twice(editor: Catalogue) -> None:
    first = editor.data(CREATE, input=site_input(), key="may-1")
    before = everything(editor)
    assert editor.data(CREATE, input=site_input(), key="may-1") == first
    assert everything(editor) == before
    assert editor.data(CREATE, input=site_input(), key="may-2") != first


def test_the_answer_stays_the_first_one_after_the_record_has_gone_on(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    first = done(team.editor, "CreateSite", input=site_input(), idempotencyKey="k")
    done(team.editor, "SubmitSite", id=first["id"], version=1)
    again = done(team.editor, "CreateSite", input=site_input(), idempotencyKey="k")
    assert again == first
    assert again["state"] == "DRAFT"


def test_problems_are_remembered_as_well(editor: Catalogue) -> None:
    wrong = site_input(adminUnit="99999")
    first = editor.data(CREATE, input=wrong, key="k")["createSite"]
    assert first["problems"] == [{"code": "UNKNOWN_UNIT", "field": "adminUnit"}]
    assert editor.data(CREATE, input=wrong, key="k")["createSite"] == first


def test_a_key_belongs_to_its_person_and_to_its_request(editor: Catalogue) -> None:
    editor.data(CREATE, input=site_input(), key="k")
    before = everything(editor)
    other_input = editor.ask(CREATE, input=site_input(managingBody="Khác"), key="k")
    assert code_of(other_input.errors[0]) == "BAD_REQUEST"
    assert everything(editor) == before
    other = someone(editor, Role.EDITOR)
    assert other.data(CREATE, input=site_input(), key="k")["createSite"]["site"]["code"] == "DB-S-00081"


@pytest.mark.parametrize("key", ["", "  ", "a" * 201, "a\x00b", "a\nb", "a\u202eb"])
def test_a_key_that_is_none_is_a_bad_request(editor: Catalogue, key: str) -> None:
    before = everything(editor)
    answer = editor.ask(CREATE, input=site_input(), key=key)
    assert code_of(answer.errors[0]) == "BAD_REQUEST"
    assert everything(editor) == before


def test_a_denied_request_is_not_remembered(catalogue: Catalogue) -> None:
    name = "Người mới"
    before_role = someone(catalogue, Role.APP_DEVELOPER, name=name)
    assert code_of(before_role.ask(CREATE, input=site_input(), key="k").errors[0]) == "FORBIDDEN"
    with_role = someone(catalogue, Role.EDITOR, name=name)
    assert with_role.data(CREATE, input=site_input(), key="k")["createSite"]["problems"] == []


def test_two_workers_that_get_the_same_request_at_once_do_it_once(editor: Catalogue) -> None:
    """Each worker is a `Database` of its own, as two processes have it."""
    databases = [Database(editor.database.url) for _ in range(2)]
    gate, answers = threading.Barrier(8), list[Any]()

    def send(database: Database) -> None:
        gate.wait()
        answers.append(Catalogue(database, editor.viewer).data(CREATE, input=site_input(), key="k"))

    threads = [threading.Thread(target=send, args=(databases[n % 2],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert all(answer == answers[0] for answer in answers)
    assert editor.count("site") == 80
    for database in databases:
        database.close()


def test_a_crash_before_the_commit_leaves_neither_the_act_nor_its_answer(editor: Catalogue) -> None:
    class CrashError(Exception):
        pass

    def crash(desk: Desk) -> Outcome:
        drafts_before = desk.session.info
        assert drafts_before is not None
        raise CrashError

    viewer = editor.viewer
    assert viewer is not None
    with pytest.raises(CrashError):
        carry_out(editor.database, viewer, Moment(clock(), TODAY), Request("x", {}, "k"), crash)
    assert editor.count("answered_request") == 0
    assert editor.data(CREATE, input=site_input(), key="k")["createSite"]["problems"] == []


def test_submitting_and_recalling_at_once_ends_in_one_of_both(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    site = team.created()
    done(team.editor, "SubmitSite", id=site["id"], version=1)
    recall = "mutation ($id: ID!) { recallSite(id: $id, version: 1) { site { state } problems { code } } }"
    gate, outcomes = threading.Barrier(2), dict[str, Any]()

    def approve() -> None:
        gate.wait()
        outcomes["approve"] = tried_quietly(team.reviewer, site["id"])

    def take_back() -> None:
        gate.wait()
        outcomes["recall"] = [code_of(e) for e in team.editor.ask(recall, id=site["id"]).errors]

    threads = [threading.Thread(target=each) for each in (approve, take_back)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted([outcomes["approve"], outcomes["recall"]]) == [[], ["FORBIDDEN"]]


def tried_quietly(who: Catalogue, site_id: str) -> list[str]:
    document = "mutation ($id: ID!) { approveSite(id: $id, version: 1) { site { state } problems { code } } }"
    return [code_of(error) for error in who.ask(document, id=site_id).errors]


def test_the_contracts_key_works_on_every_mutation(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    site = tried(team.editor, "CreateSite", input=site_input(), idempotencyKey="a")["site"]
    submit = """mutation ($id: ID!) {
        submitSite(id: $id, version: 1, idempotencyKey: "b") { site { state } problems { code } }
    }"""
    assert team.editor.data(submit, id=site["id"]) == team.editor.data(submit, id=site["id"])
