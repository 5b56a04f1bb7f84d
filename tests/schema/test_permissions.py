"""Every cell of the policy, through the public interface: what is denied is denied, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
import sqlalchemy as sa
from graphql import GraphQLObjectType

from catalog.db import Database
from catalog.editing import drafts, publication, review
from catalog.editing.desk import Desk, Moment
from catalog.editing.records import find_record
from catalog.people.viewing import known_again
from catalog.places import acting_today, load_units
from catalog.roles import POLICY, Deed, Scope, may
from catalog.terms import RecordState, Role
from schema.build import public_schema
from schema.permissions import deed_of, guarded_fields
from tests.catalogue import NOW, TODAY, Catalogue, clock
from tests.staff import MUONG_PHANG, Team, code_of, done, everything, site_input, someone

SCHEMA = public_schema()._schema
STATES = (
    RecordState.DRAFT,
    RecordState.SUBMITTED,
    RecordState.RETURNED,
    RecordState.APPROVED,
    RecordState.PUBLISHED,
    RecordState.WITHDRAWN,
)
OTHER_COMMUNE = "03127"
MUTATIONS = {
    Deed.REVISE_SITE: ("reviseSite", 'input: {managingBody: "Khác"}'),
    Deed.RESTORE_SITE: ("restoreSite", "revision: 1"),
    Deed.SUBMIT_SITE: ("submitSite", ""),
    Deed.RECALL_SITE: ("recallSite", ""),
    Deed.RETURN_SITE: ("returnSite", 'comment: "Xem lại."'),
    Deed.APPROVE_SITE: ("approveSite", ""),
    Deed.PUBLISH_SITE: ("publishSite", ""),
    Deed.WITHDRAW_SITE: ("withdrawSite", 'reason: "Trùng."'),
}


@dataclass
class Stage:
    """One site in each state, and everybody who might do something to it."""

    catalogue: Catalogue
    sites: dict[RecordState, dict[str, Any]]
    people: dict[str, Catalogue]


@pytest.fixture(scope="module")
def stage(loaded_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    file = copy(loaded_sqlite_template, tmp_path_factory.mktemp("policy") / "c.sqlite3")
    with closing(Database(f"sqlite:///{file}")) as database:
        yield _staged(Catalogue(database))


def _staged(catalogue: Catalogue) -> Stage:
    author = someone(catalogue, Role.EDITOR, name="Người soạn")
    reviewer = someone(catalogue, Role.REVIEWER, name="Người thẩm định")
    team = Team(catalogue, author, reviewer, someone(catalogue, Role.PUBLISHER))
    sites = {state: team.created(names=[{"language": "VI", "text": f"Điểm {state}"}]) for state in STATES}
    for state, site in sites.items():
        at = {"id": site["id"], "version": 1}
        if state != RecordState.DRAFT:
            done(author, "SubmitSite", **at)
        if state == RecordState.RETURNED:
            done(reviewer, "ReturnSite", **at, comment="x")
        if state in (RecordState.APPROVED, RecordState.PUBLISHED, RecordState.WITHDRAWN):
            done(reviewer, "ApproveSite", **at)
        if state in (RecordState.PUBLISHED, RecordState.WITHDRAWN):
            done(team.publisher, "PublishSite", **at)
        if state == RecordState.WITHDRAWN:
            done(team.publisher, "WithdrawSite", **at, reason="x")
    people = {f"a stranger, {role}": someone(catalogue, role, _unit(role)) for role in Role}
    people["an officer of another commune"] = someone(catalogue, Role.COMMUNE_OFFICER, OTHER_COMMUNE)
    people["the reviewer, PUBLISHER"] = someone(catalogue, Role.PUBLISHER, name="Người thẩm định")
    for role in (Role.REVIEWER, Role.PUBLISHER):
        people[f"the author, {role}"] = someone(catalogue, role, name="Người soạn")
    with catalogue.database.read() as session:  # whoever was given a further role since holds it, too
        for person in people.values():
            assert person.viewer is not None
            person.viewer = known_again(session, person.viewer, NOW)
    return Stage(catalogue, sites, people)


def _unit(role: Role) -> str | None:
    return MUONG_PHANG if role == Role.COMMUNE_OFFICER else None


def test_each_denied_cell_is_forbidden_or_not_found_and_changes_nothing(stage: Stage) -> None:
    denied = allowed = 0
    for deed, (mutation, arguments) in MUTATIONS.items():
        document = f"""mutation ($id: ID!) {{
            {mutation}(id: $id, version: 1, {arguments}) {{ site {{ id }} problems {{ code }} }}
        }}"""
        for state, site in stage.sites.items():
            for who, person in stage.people.items():
                if _may(stage.catalogue, deed, person, site["code"]):
                    _carry_out_and_take_back(stage.catalogue, deed, person, site["code"])
                    allowed += 1
                    continue
                before = everything(stage.catalogue)
                answer = person.ask(document, id=site["id"])
                cell = (deed, state, who)
                assert [code_of(error) in ("FORBIDDEN", "NOT_FOUND") for error in answer.errors] == [True], (
                    cell
                )
                assert everything(stage.catalogue) == before, cell
                denied += 1
    assert denied + allowed == len(MUTATIONS) * len(STATES) * len(stage.people)
    assert allowed >= 40


def _may(catalogue: Catalogue, deed: Deed, person: Catalogue, code: str) -> bool:
    assert person.viewer is not None
    with catalogue.database.read() as session:
        units = load_units(session)
        subject = find_record(session, units, code).subject
        return may(deed, acting_today(person.viewer, units), subject)


class _TakenBackError(Exception):
    """Ends a transaction that only shows that a deed is possible."""


def _carry_out_and_take_back(catalogue: Catalogue, deed: Deed, person: Catalogue, code: str) -> None:
    assert person.viewer is not None
    verbs: dict[Deed, Any] = {
        Deed.REVISE_SITE: lambda desk: drafts.revise_site(
            desk, code, 1, {"location": {"latitude": 21.45, "longitude": 103.12, "method": "MAP"}}
        ),
        Deed.RESTORE_SITE: lambda desk: drafts.restore_site(desk, code, 1, 1),
        Deed.SUBMIT_SITE: lambda desk: review.submit_site(desk, code, 1),
        Deed.RECALL_SITE: lambda desk: review.recall_site(desk, code, 1),
        Deed.RETURN_SITE: lambda desk: review.return_site(desk, code, 1, "Xem lại."),
        Deed.APPROVE_SITE: lambda desk: review.approve_site(desk, code, 1),
        Deed.PUBLISH_SITE: lambda desk: publication.publish_site(desk, code, 1),
        Deed.WITHDRAW_SITE: lambda desk: publication.withdraw_site(desk, code, 1, "Trùng."),
    }
    with pytest.raises(_TakenBackError), catalogue.database.write() as session:
        units = load_units(session)
        desk = Desk(session, acting_today(person.viewer, units), Moment(clock(), TODAY))
        assert verbs[deed](desk).code == code
        raise _TakenBackError


def test_creating_a_site_is_for_editors_and_for_officers_in_their_commune(stage: Stage) -> None:
    document = """mutation ($input: CreateSiteInput!) { createSite(input: $input) { site { code } problems { code } } }"""
    may_create = {
        "a stranger, EDITOR",
        "a stranger, COMMUNE_OFFICER",
        "the author, REVIEWER",
        "the author, PUBLISHER",
    }
    for who, person in stage.people.items():
        before = everything(stage.catalogue)
        name = [{"language": "VI", "text": f"Điểm mới {who}"}]
        answer = person.ask(document, input=site_input(names=name))
        if who in may_create:
            assert answer.errors == []
            assert answer.data["createSite"]["problems"] == []
        else:
            assert code_of(answer.errors[0]) == "FORBIDDEN", who
            assert everything(stage.catalogue) == before


def test_nobody_does_anything_without_a_sign_in(stage: Stage) -> None:
    for mutation, arguments in MUTATIONS.values():
        document = (
            f"mutation ($id: ID!) {{ {mutation}(id: $id, version: 1, {arguments}) {{ site {{ id }} }} }}"
        )
        for site in stage.sites.values():
            before = everything(stage.catalogue)
            answer = stage.catalogue.ask(document, id=site["id"])
            assert [code_of(error) for error in answer.errors] == ["UNAUTHENTICATED"]
            assert everything(stage.catalogue) == before


def test_every_mutation_and_every_field_that_is_not_public_has_its_rule() -> None:
    mutation = SCHEMA.mutation_type
    assert isinstance(mutation, GraphQLObjectType)
    assert [name for name, field in mutation.fields.items() if deed_of(field) is None] == []
    with_rules = {rule.deed for rule in POLICY}
    assert {deed for _, deed in guarded_fields(SCHEMA)} <= with_rules


def test_an_administrator_can_neither_write_nor_approve_publish_or_read_what_is_not_public() -> None:
    deeds = {rule.deed for rule in POLICY if rule.role == Role.ADMINISTRATOR}
    assert deeds == {
        Deed.READ_OWN_ACCOUNT,
        Deed.MANAGE_OWN_ACCOUNT,
        Deed.READ_PEOPLE,
        Deed.MANAGE_PEOPLE,
        Deed.VERIFY_HISTORY,
        Deed.READ_HEALTH,
        Deed.TAKE_LESSON,
        Deed.READ_LESSONS,
    }


def test_no_role_both_writes_and_approves_or_publishes() -> None:
    writing = {Deed.CREATE_SITE, Deed.REVISE_SITE, Deed.SUBMIT_SITE}
    deciding = {Deed.APPROVE_SITE, Deed.PUBLISH_SITE, Deed.WITHDRAW_SITE}
    for role in Role:
        deeds = {rule.deed for rule in POLICY if rule.role == role}
        assert not (deeds & writing and deeds & deciding), role


def test_review_and_publication_are_never_of_ones_own_work() -> None:
    for rule in POLICY:
        if rule.deed in (Deed.APPROVE_SITE, Deed.RETURN_SITE):
            assert rule.scope in (Scope.OTHERS_WORK, Scope.NEITHER_WRITTEN_NOR_REVIEWED)
        if rule.deed == Deed.PUBLISH_SITE:
            assert rule.scope == Scope.NEITHER_WRITTEN_NOR_REVIEWED


WAYS = {
    "node": "query ($id: ID!, $slug: String!) { node(id: $id) { id } site(slug: $slug) { id } }",
    "working": "query ($id: ID!, $slug: String!) { node(id: $id) { id } site(slug: $slug, view: WORKING) { id } }",
}


def test_what_one_may_not_see_is_not_there_on_any_way(stage: Stage) -> None:
    hidden = [site for state, site in stage.sites.items() if state not in ("PUBLISHED", "WITHDRAWN")]
    blind = ["a stranger, APP_DEVELOPER", "a stranger, ADMINISTRATOR", "an officer of another commune"]
    for who in blind:
        person = stage.people[who]
        for site in hidden:
            data = person.data(WAYS["working"], id=site["id"], slug=site["slug"])
            assert (data["node"], data["site"]) == (None, None)
    listed = "query ($slug: String!) { sites(view: WORKING, filter: {slugs: [$slug]}) { totalCount nodes { slug } } }"
    for site in hidden:
        answer = stage.people["an officer of another commune"].data(listed, slug=site["slug"])
        assert answer["sites"] == {"totalCount": 0, "nodes": []}
        seen = stage.people["a stranger, COMMUNE_OFFICER"].data(listed, slug=site["slug"])
        assert seen["sites"]["totalCount"] == 1
        everybody = stage.catalogue.data(WAYS["node"], id=site["id"], slug=site["slug"])
        assert everybody == {"node": None, "site": None}
    for who in blind[:2]:
        answer = stage.people[who].ask("{ sites(view: WORKING) { totalCount } }")
        assert code_of(answer.errors[0]) == "FORBIDDEN"


def test_history_is_for_staff_who_may_see_the_record(stage: Stage) -> None:
    document = "query ($id: ID!) { node(id: $id) { ... on Site { history { totalCount } } } }"
    site = stage.sites[RecordState.PUBLISHED]
    assert code_of(stage.catalogue.ask(document, id=site["id"]).errors[0]) == "UNAUTHENTICATED"
    for who in ("a stranger, APP_DEVELOPER", "a stranger, ADMINISTRATOR", "an officer of another commune"):
        assert code_of(stage.people[who].ask(document, id=site["id"]).errors[0]) == "FORBIDDEN"
    assert (
        stage.people["a stranger, EVALUATOR"].data(document, id=site["id"])["node"]["history"]["totalCount"]
        >= 4
    )


def test_the_filters_and_the_search_of_an_officer_keep_to_his_commune(stage: Stage) -> None:
    person = stage.people["an officer of another commune"]
    for condition in (
        'text: "Điểm DRAFT"',
        'adminUnit: {code: "03325"}',
        "states: [DRAFT, SUBMITTED]",
        "mine: true",
    ):
        answer = person.data(f"{{ sites(view: WORKING, filter: {{{condition}}}) {{ totalCount }} }}")
        assert answer["sites"]["totalCount"] == 0, condition


def test_an_officer_changes_position_and_visitor_facts_of_a_public_site_and_nothing_else(
    stage: Stage,
) -> None:
    officer = stage.people["a stranger, COMMUNE_OFFICER"]
    site = stage.sites[RecordState.PUBLISHED]
    document = """mutation ($id: ID!, $version: Int!, $input: ReviseSiteInput!) {
        reviseSite(id: $id, version: $version, input: $input) { site { version state } problems { code } }
    }"""
    legal: dict[str, Any] = {"designations": []}
    for forbidden in (
        legal,
        {"summaries": [{"language": "VI", "text": "Khác"}]},
        {"adminUnit": OTHER_COMMUNE},
    ):
        before = everything(stage.catalogue)
        answer = officer.ask(document, id=site["id"], version=1, input=forbidden)
        assert code_of(answer.errors[0]) == "FORBIDDEN"
        assert everything(stage.catalogue) == before
    facts = {"visitorFacts": [{"name": "FEE", "language": "VI", "text": "Miễn phí"}]}
    answer = officer.data(document, id=site["id"], version=1, input=facts)
    assert answer["reviseSite"] == {"site": {"version": 2, "state": "DRAFT"}, "problems": []}


def test_an_officer_follows_his_commune_through_its_merger(catalogue: Catalogue) -> None:
    """A grant on a unit that has ended since leads to the units of today."""
    officer = someone(catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG)
    assert officer.viewer is not None
    with catalogue.database.write() as session:
        former = session.scalar(
            sa.text(
                "SELECT predecessor_id FROM unit_succession JOIN admin_unit ON admin_unit.id = successor_id "
                "WHERE admin_unit.code = '03325' AND valid_to IS NULL ORDER BY predecessor_id LIMIT 1"
            )
        )
        session.execute(
            sa.text("UPDATE person_role SET unit_id = :unit WHERE person_id = :person"),
            {"unit": former, "person": officer.viewer.person_id},
        )
    again = someone(catalogue, Role.APP_DEVELOPER, name=officer.viewer.name)
    site = done(again, "CreateSite", input=site_input())
    assert site["state"] == "DRAFT"
