"""Plans: what has one, what falls back to the walk, and that nothing of a document becomes code."""

from __future__ import annotations

import builtins
import keyword
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from types import CodeType
from typing import Any

import orjson
import pytest
import strawberry
from structlog.testing import capture_logs

from catalog.db import Database
from catalog.settings import Settings
from schema.compiling import MOST_FIELDS, write_operation
from schema.plans import BYTES_PER_CHARACTER, MOST_PLANS, Executor, Operation
from tests.catalogue import Catalogue, contract, counted
from tests.photographs import attach
from tests.schema.alike import Answered, Judge, answered
from tests.staff import Team

ROOT = Path(__file__).parents[2]
HILL = '{ site(slug: "doi-a1") { %s } }'


@pytest.fixture(scope="module")
def register(loaded_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """The starting register; its tests only read."""
    file = shutil.copy(loaded_sqlite_template, tmp_path_factory.mktemp("compiling") / "loaded.sqlite3")
    with closing(Database(f"sqlite:///{file}")) as database:
        yield Catalogue(database)


@pytest.fixture
def judge() -> Judge:
    """An executor of its own, whose every answer is compared with the walk's."""
    return Judge()


def data(judge: Judge, register: Catalogue, text: str, **variables: Any) -> Any:
    """What plan and walk answer alike, without errors."""
    answer = alike(judge, register, text, **variables)
    assert answer.errors == ()
    return orjson.loads(answer.data)


def alike(judge: Judge, register: Catalogue, text: str, **variables: Any) -> Answered:
    answer = judge.compare(register, text, None, **variables)
    assert answer is not None, "it may be executed"
    return answer


def test_a_read_has_a_plan_and_introspection_has_none(judge: Judge, register: Catalogue) -> None:
    data(judge, register, HILL % "slug name { text }")
    assert judge.executor.walked.total() == 0
    data(judge, register, "{ __schema { queryType { name } } }")
    assert judge.executor.walked["no plan"] == 2  # asked twice


def test_a_mutation_is_walked_and_is_no_read_without_a_plan(judge: Judge, register: Catalogue) -> None:
    wanted = {"id": "a", "version": 1}
    operation = judge.executor.prepare(contract("desk/record"), "SubmitSite", wanted)
    assert answered(judge.executor.execute, operation, register).errors
    assert operation.known.compiled == {}
    assert judge.executor.walked.total() == 0


def test_a_plan_is_made_once_for_a_text_and_the_values_of_its_directives(
    judge: Judge, register: Catalogue
) -> None:
    ask = """query ($first: Int, $short: Boolean!) {
        sites(first: $first) { nodes { code slug @skip(if: $short) } } }"""
    told = [
        data(judge, register, ask, first=first, short=short)["sites"]["nodes"]
        for first in (1, 2, 3)
        for short in (True, False)
    ]
    assert [len(nodes) for nodes in told] == [1, 1, 2, 2, 3, 3]
    assert [list(nodes[0]) for nodes in told] == [["code"], ["code", "slug"]] * 3
    known = judge.executor.prepare(ask, None, {"first": 1, "short": True}).known
    assert known.directives == ("short",)
    assert set(known.compiled) == {(True,), (False,)}


def test_of_one_operation_so_many_plans_are_kept_and_others_are_walked(
    judge: Judge, register: Catalogue
) -> None:
    fields = ["code", "slug", "version", "state", "origin"]
    declared = " ".join(f"${name}: Boolean!" for name in fields)
    wanted = " ".join(f"{name} @include(if: ${name})" for name in fields)
    ask = f'query ({declared}) {{ site(slug: "doi-a1") {{ {wanted} }} }}'
    for number in range(2 * MOST_PLANS):
        chosen = {name: bool(number >> place & 1) for place, name in enumerate(fields)}
        told = data(judge, register, ask, **chosen)["site"]
        assert list(told) == [name for name in fields if chosen[name]]
    assert len(judge.executor.prepare(ask, None, chosen).known.compiled) == MOST_PLANS
    assert judge.executor.walked["no plan"] == 2 * MOST_PLANS


def unfolding(levels: int) -> str:
    """A document whose source doubles with each level: a fragment used twice is written out twice."""
    deeper = " ".join(
        f"fragment F{each} on Site {{ ...F{each - 1} partOf {{ ...F{each - 1} }} locatedIn {{ ...F{each - 1} }} }}"
        for each in range(1, levels + 1)
    )
    fields = "code slug version state origin managingBody name { text } summary { text } note { text }"
    return f"{HILL % f'...F{levels}'} {deeper} fragment F0 on Site {{ {fields} }}"


def test_a_document_whose_fragments_unfold_too_far_is_walked(judge: Judge, register: Catalogue) -> None:
    assert data(judge, register, unfolding(6))["site"]["code"] == "DB-S-00002"
    assert judge.executor.walked["no plan"] == 0
    assert MOST_FIELDS < 2**8 * 12
    assert data(judge, register, unfolding(7))["site"]["partOf"]["slug"] == "chien-truong-dien-bien-phu"
    assert judge.executor.walked["no plan"] == 2


def test_what_a_text_is_compiled_to_counts_among_the_memory_of_documents(register: Catalogue) -> None:
    ask = "query ($a: Boolean!) " + unfolding(4).replace("code", "code @include(if: $a)")
    more = [f"{ask} #{number}" for number in range(4)]
    executor = Executor(
        Judge().executor.schema, Settings(plan_cache_bytes=5 * len(ask) * BYTES_PER_CHARACTER)
    )
    for text in more:
        executor.prepare(text, None, {"a": True})
    assert len(executor.plans) == 4
    answered(executor.execute, executor.prepare(more[-1], None, {"a": True}), register)
    assert len(executor.plans) < 4


ODD = ["__class__", "run", "it", "x", "y", "z", "each", "build_0", "isfinite", "_", "__builtins__", "orjson"]
RESPONSE_NAMES = [*keyword.kwlist, *ODD, "exec", "eval", "open", "print", "a" * 60]


def test_the_names_of_an_answer_can_be_anything_that_graphql_permits(
    judge: Judge, register: Catalogue
) -> None:
    asked = " ".join(f"{name}: slug" for name in RESPONSE_NAMES)
    lists = " ".join(f"{name}: sites(first: 1) {{ {name}: nodes {{ {name}: code }} }}" for name in ODD[:9])
    told = data(judge, register, f'{{ site(slug: "doi-a1") {{ {asked} }} {lists} }}')
    assert list(told["site"].items()) == [(name, "doi-a1") for name in RESPONSE_NAMES]
    assert [told[name] for name in ODD[:9]] == [{name: [{name: "DB-S-00001"}]} for name in ODD[:9]]
    assert judge.executor.walked.total() == 0


def codes_of(source: str) -> Iterator[CodeType]:
    """The code of a source, with that of every function in it."""
    waiting: list[CodeType] = [compile(source, "<plan>", "exec")]
    while waiting:
        code = waiting.pop()
        yield code
        waiting += [each for each in code.co_consts if isinstance(each, CodeType)]


def source_of(executor: Executor, operation: Operation) -> str:
    """The source of an operation's plan."""
    walker = executor.schema.execution_context_class.build(
        executor.schema._schema, operation.document, raw_variable_values=operation.variables
    )
    assert not isinstance(walker, list)
    return write_operation(executor.schema, walker).source


def test_no_name_of_a_document_becomes_a_name_of_the_source(judge: Judge) -> None:
    made_up = [f"ten_{name}"[:60] for name in RESPONSE_NAMES]
    asked = " ".join(f"{name}: name(language: $bien_{number}) {{ {name}: text }}"
                     for number, name in enumerate(made_up))  # fmt: skip
    declared = " ".join(f"$bien_{number}: Language! = EN" for number in range(len(made_up)))
    ask = f'query ten_hoi ({declared}) {{ site(slug: "duong_dan") {{ ...ten_doan }} }} fragment ten_doan on Site {{ {asked} }}'
    operation = judge.executor.prepare(ask)
    names: set[str] = set()
    literals: set[str] = set()
    for code in codes_of(source_of(judge.executor, operation)):
        names |= {code.co_name, *code.co_names, *code.co_varnames, *code.co_freevars, *code.co_cellvars}
        literals |= {word for each in code.co_consts for word in _words(each)}
    theirs = {"ten_hoi", "ten_doan", "duong_dan", *made_up, *(f"bien_{n}" for n in range(len(made_up)))}
    assert theirs.isdisjoint(names)
    assert theirs & literals == set(made_up)
    assert names & set(dir(builtins)) <= {"str", "bool", "int", "float"}


def _words(constant: object) -> Iterable[str]:
    if isinstance(constant, tuple):
        return [word for each in constant for word in _words(each)]
    return [constant] if isinstance(constant, str) else []


def test_the_source_and_the_statements_are_those_that_the_documents_tell(
    judge: Judge, register: Catalogue
) -> None:
    page = (ROOT / "docs/reading.md").read_text(encoding="utf-8")
    question, source = (re.findall(f"```{kind}\n(.*?)\n```", page, re.DOTALL) for kind in ("graphql", "text"))
    operation = judge.executor.prepare(question[0])
    assert [source_of(judge.executor, operation)] == source
    times = []
    for _ in range(2):
        with counted(register.database) as statements:
            answered(judge.executor.execute, operation, register)
        times.append(len([one for one in statements if one != "BEGIN"]))
    assert times == [5, 2]
    assert "takes five statements the first time and two the second" in page
    assert f"{MOST_FIELDS:,} fields" in page
    assert f"a {MOST_PLANS + 1}th set" in page


def test_an_error_deep_in_a_list_is_placed_by_the_walk_and_counted(judge: Judge, register: Catalogue) -> None:
    ask = """query ($after: String) { site(slug: "chien-truong-dien-bien-phu") { parts(first: 3) {
        edges { node { slug surrogates(after: $after) { totalCount } } } } } }"""
    with capture_logs() as logs:
        answer = alike(judge, register, ask, after="sai")
    assert orjson.loads(answer.errors[0])["path"] == ["site", "parts", "edges", 0, "node", "surrogates"]
    assert orjson.loads(answer.data) == {"site": None}
    assert judge.executor.walked == {"error": 2}
    assert [line for line in logs if line["event"] == "plan_failed"] == []
    assert len(data(judge, register, ask)["site"]["parts"]["edges"]) == 3
    assert judge.executor.walked == {"error": 2}


@strawberry.type
class Query:
    @strawberry.field
    def halves(self) -> list[list[float] | None]:
        """Lists of lists."""
        return [[1, 2.5], None, []]

    @strawberry.field
    def days(self, is_wrong: bool = False) -> list[int]:
        """A list by its type, and a table's keys by what it is: graphql-core takes any collection for a list."""
        if is_wrong:
            raise LookupError("for the test")
        return {7: "", 5: ""}.keys()  # type: ignore[return-value]


def test_a_plan_that_fails_where_the_walk_does_not_is_told_to_the_log_and_no_other() -> None:
    executor = Executor(strawberry.Schema(Query), Settings())
    with capture_logs() as logs:
        result = executor.execute(executor.prepare("{ days }"), None)
        assert (result.data, result.errors) == ({"days": [7, 5]}, None)
        assert [line["event"] for line in logs] == ["plan_failed"]
        assert executor.execute(executor.prepare("{ days(isWrong: true) }"), None).errors
        assert [line["event"] for line in logs].count("plan_failed") == 1
    assert executor.walked == {"error": 2}


def test_an_argument_that_does_not_fit_fails_only_where_its_field_is_met(
    judge: Judge, register: Catalogue
) -> None:
    text = """query ($level: Level = D1, $key: String!) {
      coverage(asOf: "2026-01-01") { row(key: $key) { weighted(level: $level) { scale } } }
    }"""
    assert alike(judge, register, text, key="NOWHERE", level=None).errors == ()
    assert judge.executor.walked.total() == 0
    assert len(alike(judge, register, text, key="NATIONAL", level=None).errors) == 1
    assert judge.executor.walked == {"error": 2}


def test_lists_of_enums_and_of_scalars_are_told_as_their_types_have_them(
    judge: Judge, register: Catalogue
) -> None:
    assert data(judge, register, HILL % "kinds") == {"site": {"kinds": ["HISTORICAL"]}}
    assert judge.executor.walked.total() == 0
    executor = Executor(strawberry.Schema(Query), Settings())
    assert executor.execute(executor.prepare("{ halves }"), None).data == {"halves": [[1, 2.5], None, []]}
    assert executor.walked.total() == 0


def test_a_node_of_each_kind_is_told_by_its_id(judge: Judge, pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    attached = attach(team.editor, site["id"], tmp_path)
    team.publish({**site, **attached["site"]})
    ask = """query ($id: ID!) { node(id: $id) {
        ... on Site { adminUnit { id } surrogates { edges { node { id } } } } } }"""
    known = data(judge, pictured, ask, id=site["id"])["node"]
    node = """query ($id: ID!) { node(id: $id) { __typename id
        ... on Site { code } ... on AdminUnit { name } ... on DigitalSurrogate { role } } }"""
    ids = [site["id"], known["adminUnit"]["id"], known["surrogates"]["edges"][0]["node"]["id"]]
    told = [data(judge, pictured, node, id=each)["node"] for each in ids]
    assert [each["__typename"] for each in told] == ["Site", "AdminUnit", "DigitalSurrogate"]
    assert [each["id"] for each in told] == ids
    assert data(judge, pictured, node, id="khong-co") == {"node": None}
    assert judge.executor.walked.total() == 0


def test_what_is_included_follows_its_variable_each_time(judge: Judge, register: Catalogue) -> None:
    ask = "query ($more: Boolean = false) " + HILL % "code ... @include(if: $more) { slug }"
    short, long = {"code": "DB-S-00002"}, {"code": "DB-S-00002", "slug": "doi-a1"}
    for more, told in ((True, long), (False, short), (True, long)):
        assert data(judge, register, ask, more=more) == {"site": told}
    assert data(judge, register, ask) == {"site": short}
