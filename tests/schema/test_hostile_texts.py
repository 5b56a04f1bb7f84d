"""Texts that nobody foresaw in what is only looked for, through the public schema, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.staff import code_of, everything, problems_of, site_input, someone

NUL = "a\0b"
ASKED = (
    "query ($text: String!) { site(slug: $text) { code } }",
    "query ($text: String!) { sites(filter: {partOf: $text}) { edges { node { code } } } }",
    "query ($text: ID!) { snapshot(id: $text) { id } }",
    "query ($text: String!) { snapshots(period: $text) { id } }",
    'query ($text: String!) { ranking(period: "2026", cluster: $text) { rank } }',
    'query ($text: String!) { rankingFiles(period: "2026", cluster: $text) { url } }',
)
CHANGES = (
    (
        Role.COUNCIL,
        'mutation ($text: String!) { openPeriod(code: $text, opensOn: "2026-01-01", closesOn: "2026-02-01") '
        "{ problems { code } } }",
    ),
    (
        Role.EDITOR,
        "mutation ($text: String!) { createSite(input: {partOf: [{complex: $text}]}) { problems { code } } }",
    ),
)


def answered(who: Catalogue, document: str) -> list[str]:
    """The codes of the errors; asserts that nothing was changed."""
    before: list[Any] = everything(who)
    codes = [code_of(error) for error in who.ask(document, text=NUL).errors or ()]
    assert everything(who) == before
    return codes


@pytest.mark.parametrize("document", ASKED)
def test_what_is_looked_for_by_a_nul_is_not_there_or_a_bad_request(
    catalogue: Catalogue, document: str
) -> None:
    assert set(answered(catalogue, document)) <= {"BAD_REQUEST"}


@pytest.mark.parametrize(("role", "document"), CHANGES)
def test_a_nul_in_what_is_looked_up_for_a_change_changes_nothing(
    catalogue: Catalogue, role: Role, document: str
) -> None:
    assert set(answered(someone(catalogue, role), document)) <= {"BAD_REQUEST"}


def test_a_code_of_a_unit_that_is_too_long_is_a_problem_at_its_field(catalogue: Catalogue) -> None:
    editor = someone(catalogue, Role.EDITOR)
    found = problems_of(editor, "CreateSite", input=site_input(adminUnit="033250"))
    assert found == [("BAD_VALUE", "adminUnit")]
