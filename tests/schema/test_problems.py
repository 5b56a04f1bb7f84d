"""What clients are told about errors, and what they are never told."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import ExecutionResult, GraphQLError
from structlog.testing import capture_logs

from catalog import errors
from catalog.errors import CatalogError, Message
from schema.problems import CODES, Stage, describe
from tests.schema.small import Context, executor


def run(text: str, **variables: Any) -> ExecutionResult:
    operation = executor().prepare(text, None, variables)
    return executor().execute(operation, Context())


def told(text: str, language: str = "en", **variables: Any) -> list[dict[str, Any]]:
    return [describe(e, Stage.EXECUTION, language) for e in run(text, **variables).errors or []]


@pytest.mark.parametrize(
    ("language", "message"),
    [("vi", "Bạn không có quyền."), ("en", "You may not."), ("en-GB", "You may not.")],
)
def test_an_error_of_the_core_is_told_in_the_askers_language(language: str, message: str) -> None:
    [error] = told('{ site(slug: "a") { secret } }', language)
    assert error == {
        "message": message,
        "locations": [{"line": 1, "column": 21}],
        "path": ["site", "secret"],
        "extensions": {"code": "FORBIDDEN"},
    }


def test_what_nobody_foresaw_shows_a_reference_and_nothing_of_the_inside() -> None:
    with capture_logs() as logs:
        [error] = told('{ site(slug: "a") { broken } }')
    reference = error["extensions"]["reference"]
    assert error["extensions"] == {"code": "INTERNAL", "reference": reference}
    assert reference in error["message"]
    assert not any(word in str(error) for word in ("SELECT", "password", "/var", "RuntimeError"))
    [entry] = logs
    assert entry["reference"] == reference
    assert "SELECT password" in str(entry["exc_info"])


def test_every_internal_error_has_a_reference_of_its_own() -> None:
    with capture_logs():
        errors_ = told('{ a: site(slug: "a") { broken } b: site(slug: "a") { broken } }')
    assert len({e["extensions"]["reference"] for e in errors_}) == 2


def test_a_resolver_that_breaks_a_promise_of_the_schema_is_internal() -> None:
    error = GraphQLError("Expected value of type 'Site' but got: <Row at 0x7f>.", path=["site"])
    with capture_logs():
        assert "Row" not in describe(error, Stage.EXECUTION, "en")["message"]


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("query ($n: Int) { square(number: $n) }", {"n": None}),
        ('{ byId(id: "not an id") }', {}),
        ('{ node(id: "not an id") { id } }', {}),
        ('{ node(id: "Tm90aGluZzox") { id } }', {}),
        ("{ sites(box: {west: 2, east: 1}) { totalCount } }", {}),
    ],
)
def test_a_bad_value_found_only_in_execution_is_the_clients_fault(
    text: str, variables: dict[str, Any]
) -> None:
    [error] = told(text, **variables)
    assert error["extensions"]["code"] == "BAD_REQUEST"


def test_problems_of_an_input_keep_their_fields() -> None:
    [error] = told("{ sites(box: {west: 2, east: 1}) { totalCount } }", "vi")
    assert error["message"] == "Tây phải nhỏ hơn đông."
    assert error["extensions"]["problems"] == [
        {"code": "INVALID_BOX", "field": "box.west", "message": "Tây phải nhỏ hơn đông."}
    ]


@pytest.mark.parametrize("stage", [Stage.SYNTAX, Stage.VALIDATION, Stage.VARIABLES])
def test_the_specifications_own_wording_stays_after_a_sentence_in_the_askers_language(stage: Stage) -> None:
    shown = describe(GraphQLError("Expected Name, found <EOF>."), stage, "vi")
    assert shown["message"] == f"{stage.value.vi} Expected Name, found <EOF>."
    assert shown["extensions"] == {"code": "BAD_REQUEST"}


def subclasses(kind: type[CatalogError]) -> set[type[CatalogError]]:
    return {kind}.union(*(subclasses(each) for each in kind.__subclasses__()))


def test_every_error_of_the_core_has_a_code_of_the_contract() -> None:
    own = {kind for kind in subclasses(CatalogError) if kind.__module__ == errors.__name__}
    assert {kind.code for kind in own} <= CODES
    assert len(own) >= 6


def test_an_error_with_an_unknown_code_is_not_shown() -> None:
    class OddError(CatalogError):
        code = "ODD"

    with capture_logs():
        assert (
            describe(OddError(Message("a", "b")), Stage.EXECUTION, "en")["extensions"]["code"] == "INTERNAL"
        )
