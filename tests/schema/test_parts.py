"""Parts of lists: given again while they hold, made anew for the sites that changed, and for no others."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import orjson
import pytest
import sqlalchemy as sa
from graphql import GraphQLObjectType

from catalog.scratch import LEAST_RECORD
from schema.build import public_schema
from schema.parts import KEPT_FIELDS, NOT_KEPT, KeptParts
from schema.plans import Executor
from tests.catalogue import NOW, TODAY, Catalogue, counted
from tests.schema.alike import WIDE, surroundings
from tests.staff import Team, done

PAGE = """query ($first: Int = 5, $in: Language = VI) {
    sites(first: $first, orderBy: CODE) { nodes { code version managingBody name(language: $in) { text } } } }"""
HILL, HILL_CODE = "doi-a1", "DB-S-00002"
WHOLE = "chien-truong-dien-bien-phu"


@dataclass
class Asking:
    """An executor with parts, as a server has one."""

    catalogue: Catalogue
    capacity: int = 16_777_216
    executor: Executor = field(init=False)
    parts: KeptParts = field(init=False)

    def __post_init__(self) -> None:
        self.parts = KeptParts(self.capacity)
        self.executor = Executor(public_schema(), WIDE, self.parts)

    def ask(self, text: str, language: str = "vi", today: date = TODAY, /, **variables: Any) -> bytes:
        """The data as it is sent."""
        with surroundings(self.catalogue, language, today) as context:
            return self.within(context, text, **variables)

    def within(self, context: Any, text: str, **variables: Any) -> bytes:
        """The same in surroundings that are open already."""
        result = self.executor.execute(self.executor.prepare(text, None, variables), context)
        assert result.errors is None
        return orjson.dumps(result.data)

    def walked(self, text: str, **variables: Any) -> bytes:
        """What graphql-core answers, without any part."""
        with surroundings(self.catalogue) as context:
            return orjson.dumps(
                self.executor.walk(self.executor.prepare(text, None, variables), context).data
            )

    def statements(self, text: str, *more: Any, **variables: Any) -> int:
        """How many statements an answer takes."""
        with counted(self.catalogue.database) as statements:
            self.ask(text, *more, **variables)
        return len(statements)

    def is_made(self, text: str, *more: Any, **variables: Any) -> bool:
        """Whether sites are read for an answer, not taken from parts: names are read of each that is."""
        with counted(self.catalogue.database) as statements:
            self.ask(text, *more, **variables)
        return any("FROM site_text" in statement for statement in statements)


def site_of(team: Team, slug: str) -> dict[str, Any]:
    """The site as mutations name it."""
    found: dict[str, Any] = team.editor.data(
        "query ($slug: String!) { site(slug: $slug) { id version } }", slug=slug
    )["site"]
    return found


def drafted(team: Team, slug: str, body: str) -> dict[str, Any]:
    """A draft over what is public of a site."""
    site = site_of(team, slug)
    return {**site, **done(team.editor, "ReviseSite", **site, input={"managingBody": body})}


def bodies(answer: bytes) -> dict[str, str | None]:
    """The managing body of each site on a page."""
    return {node["code"]: node["managingBody"] for node in orjson.loads(answer)["sites"]["nodes"]}


@contextmanager
def read_together(text: str) -> Iterator[list[int]]:
    """Of each statement with this in its text, how many records it asks about."""
    numbers: list[int] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if text in statement:
            values = parameters.values() if isinstance(parameters, dict) else parameters
            numbers.append(max(len(_listed(value)) for value in values))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield numbers
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def _listed(value: Any) -> list[Any]:
    if isinstance(value, str) and value.startswith("["):
        return list(orjson.loads(value))
    if isinstance(value, str) and value.startswith("{"):  # as PostgreSQL has arrays
        return value.strip("{}").split(",")
    return [value] if isinstance(value, int) else []


def test_a_page_that_is_asked_again_takes_fewer_statements_and_is_the_same_to_the_byte(
    catalogue: Catalogue,
) -> None:
    asking = Asking(catalogue)
    walked = asking.walked(PAGE)
    first = asking.statements(PAGE)
    assert asking.statements(PAGE) <= first - 2
    assert len(asking.parts) == 5
    assert asking.ask(PAGE) == walked
    assert asking.statements(PAGE, first=7) > asking.statements(PAGE, first=7)
    assert len(asking.parts) == 7, "a longer page has the same parts, and two more"


def test_a_publication_has_its_own_site_made_anew_and_a_draft_none(catalogue: Catalogue) -> None:
    team, asking = Team.of(catalogue), Asking(catalogue)
    asking.ask(PAGE)
    with read_together("FROM site_text") as together:
        draft = drafted(team, HILL, "Ban 1")
        together.clear()
        assert bodies(asking.ask(PAGE))[HILL_CODE] != "Ban 1"
        assert together == []
        team.publish(draft)
        together.clear()
        assert bodies(asking.ask(PAGE))[HILL_CODE] == "Ban 1"
        assert together == [1]
        asking.ask(PAGE)
        assert together == [1]
    assert asking.ask(PAGE) == asking.walked(PAGE)


def test_what_a_part_says_of_another_site_is_made_anew_with_that(catalogue: Catalogue) -> None:
    team, asking = Team.of(catalogue), Asking(catalogue)
    ask = "{ sites(first: 9, orderBy: CODE) { nodes { code name { text } partOf { managingBody } } } }"
    asking.ask(ask)
    with read_together("FROM site_text") as together:
        team.publish(drafted(team, HILL, "Ban 1"))
        together.clear()
        asking.ask(ask)
        assert together == [1]
        team.publish(drafted(team, WHOLE, "Ban 2"))
        together.clear()
        told = orjson.loads(asking.ask(ask))["sites"]["nodes"]
        assert together > [1]
    assert {node["partOf"]["managingBody"] for node in told if node["partOf"]} == {"Ban 2"}
    assert asking.ask(ask) == asking.walked(ask)


def test_another_language_day_or_variable_is_another_part(catalogue: Catalogue) -> None:
    asking = Asking(catalogue)
    asks: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
        ((), {}),
        (("en",), {}),
        (("vi", TODAY + timedelta(days=1)), {}),
        ((), {"in": "EN"}),
    ]
    assert [asking.is_made(PAGE, *more, **variables) for more, variables in asks] == [True] * 4
    assert [asking.is_made(PAGE, *more, **variables) for more, variables in asks] == [False] * 4
    assert len(asking.parts) == 4 * 5
    assert not asking.is_made(PAGE, first=4), "what the page alone depends on makes no other parts"
    assert asking.ask(PAGE, **{"in": "EN"}) == asking.walked(PAGE, **{"in": "EN"}) != asking.ask(PAGE)


LISTED = "{ sites(first: 3%s) { nodes { name { text } %s } } }"
KNOWN_AT = (NOW + timedelta(hours=1)).isoformat()


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        (f', knownAt: "{KNOWN_AT}"', ""),
        ("", "digitisation { level }"),
        ("", "dossier { template }"),
        ("", "completeness { numerator }"),
        ("", "adminUnit { outline }"),
        ("", "partOf { completeness { numerator } }"),
        ("", "work { state }"),
    ],
)
def test_what_depends_on_more_than_is_known_makes_no_parts(
    catalogue: Catalogue, where: str, fields: str
) -> None:
    asking, text = Asking(catalogue), LISTED % (where, fields)
    assert [asking.is_made(text), asking.is_made(text)] == [True, True]
    assert len(asking.parts) == 0
    assert asking.ask(text) == asking.walked(text)


def test_the_fields_that_are_kept_or_not_are_fields_of_the_schema() -> None:
    fields = {
        f"{kind.name}.{name}"
        for kind in public_schema()._schema.type_map.values()
        if isinstance(kind, GraphQLObjectType)
        for name in kind.fields
    }
    assert {f"Site.{name}" for name in KEPT_FIELDS - {"__typename"}} <= fields
    assert fields >= NOT_KEPT


@pytest.mark.parametrize("where", ["", ", view: WORKING"])
def test_whoever_is_signed_in_neither_makes_parts_nor_is_given_any(catalogue: Catalogue, where: str) -> None:
    team, public = Team.of(catalogue), Asking(catalogue)
    draft = drafted(team, HILL, "Chưa duyệt")
    public.ask(LISTED % ("", "managingBody"))
    kept = len(public.parts)
    public.catalogue = team.editor
    text = LISTED % (where, "managingBody")
    assert [public.is_made(text), public.is_made(text)] == [True, True]
    assert len(public.parts) == kept
    public.catalogue = catalogue
    assert "Chưa duyệt" not in public.ask(LISTED % ("", "managingBody")).decode()
    assert draft["version"] == 2


def test_a_site_that_was_withdrawn_is_in_no_answer_any_more(catalogue: Catalogue) -> None:
    team, asking = Team.of(catalogue), Asking(catalogue)
    parts = f'{{ site(slug: "{WHOLE}") {{ parts(first: 100) {{ edges {{ node {{ code slug }} }} }} }} }}'
    found = '{ sites(filter: { text: "doi a1" }) { nodes { code } } }'
    one = f'{{ node(id: "{site_of(team, HILL)["id"]}") {{ ... on Site {{ code }} }} }}'
    asks = [PAGE, parts, found, one]
    assert all(HILL_CODE in asking.ask(text).decode() for text in asks)
    done(team.publisher, "WithdrawSite", **site_of(team, HILL), reason="Nhầm nơi")
    assert not any(HILL_CODE in asking.ask(text).decode() for text in asks)
    assert [asking.ask(text) for text in asks] == [asking.walked(text) for text in asks]


def test_a_part_that_was_made_later_is_not_told_to_whoever_sees_an_earlier_moment(
    catalogue: Catalogue,
) -> None:
    team, asking = Team.of(catalogue), Asking(catalogue)
    ask = "{ sites(first: 100, orderBy: CODE) { nodes { code managingBody partOf { managingBody } } } }"
    before = asking.ask(ask)
    with surroundings(catalogue) as earlier:
        earlier.reader.units  # noqa: B018 - the moment is that of the first statement
        team.publish(drafted(team, WHOLE, "Ban 1"))
        after = asking.ask(ask)
        assert after != before
        assert asking.within(earlier, ask) == before
    assert asking.ask(ask) == after == asking.walked(ask)


def test_parts_are_bounded_in_bytes(catalogue: Catalogue) -> None:
    none = Asking(catalogue, 0)
    assert [none.is_made(PAGE), none.is_made(PAGE), len(none.parts)] == [True, True, 0]
    few = Asking(catalogue, 20_000)
    for first in (100, 50, 100):
        assert few.ask(PAGE, first=first) == few.walked(PAGE, first=first)
        assert 10 < len(few.parts) < 60
        assert few.parts.size <= 20_000
    assert few.is_made(PAGE, first=1), "the oldest go"


def test_parts_take_little_memory_however_long_they_are(catalogue: Catalogue) -> None:
    """Their JSON stands in a file: what is in memory of one is less than the least that it takes of that."""
    asking, warm = Asking(catalogue), Asking(catalogue)
    texts = [PAGE.replace("version", f"a{number}: version") for number in range(20)]
    for text in texts:
        warm.ask(text, first=100)
        asking.executor.prepare(text, None, {"first": 100})
    asking.ask(texts[0], first=100)
    tracemalloc.start()
    try:
        for text in texts[1:]:
            asking.ask(text, first=100)
        made = len(asking.parts)
        held, _ = tracemalloc.get_traced_memory()
        asking.parts = asking.executor.parts = KeptParts(0)
        rest, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert made > 1000
    assert held - rest < made * LEAST_RECORD


def test_after_very_many_changes_all_parts_are_made_anew(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schema.parts.MOST_EDITIONS", 3)
    team, asking = Team.of(catalogue), Asking(catalogue)
    asking.ask(PAGE)
    kept = []
    for number in range(4):
        team.publish(drafted(team, HILL, f"Ban {number}"))
        assert asking.ask(PAGE) == asking.walked(PAGE)
        kept.append(len(asking.parts))
        assert asking.ask(PAGE) == asking.walked(PAGE)
    assert min(kept) == 1, "of all others nothing is known any more"


def test_a_data_folder_that_takes_no_file_costs_speed_and_nothing_else(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    asking = Asking(catalogue)
    asking.parts = asking.executor.parts = KeptParts(16_777_216, tmp_path / "nowhere")
    assert asking.ask(PAGE) == asking.ask(PAGE) == asking.walked(PAGE)
    assert len(asking.parts) == 0


class Writer:
    """Acts at random, and after each the answers that are right from then on."""

    def __init__(self, catalogue: Catalogue, seed: int, asks: list[str]) -> None:
        self.team, self.dice, self.asks = Team.of(catalogue), random.Random(seed), asks
        self.judge = Asking(catalogue, 0)
        self.begun = 0
        """Acts that may be seen by now."""
        self.right: list[list[bytes]] = []
        """Answers after so many acts; what is not in it yet cannot be told to have happened."""
        self.added: list[dict[str, Any]] = []
        self.note()

    def note(self) -> None:
        self.right.append([self.judge.walked(text) for text in self.asks])

    def act(self) -> None:
        self.begun += 1
        self.dice.choice([self.publish, self.publish, self.draft, self.add, self.withdraw])()
        self.note()

    def publish(self) -> None:
        slug = self.dice.choice([HILL, "doi-chay", WHOLE])
        self.team.publish(drafted(self.team, slug, f"Ban {self.begun}"))

    def draft(self) -> None:
        self.team.created()

    def add(self) -> None:
        act = {
            "complex": "DB-S-00001",
            "decisionNumber": "1/QĐ",
            "validFrom": "2015-12-23",
            "source": "Bản sao",
        }
        self.added.append(self.team.published(partOf=[act]))

    def withdraw(self) -> None:
        if self.added:
            site = self.added.pop()
            at = {"id": site["id"], "version": site["version"]}
            done(self.team.publisher, "WithdrawSite", **at, reason="Nhập trùng")


@pytest.mark.parametrize("seed", [1, 2])
def test_while_somebody_publishes_every_answer_is_one_that_was_right_when_it_was_made(
    catalogue: Catalogue, seed: int
) -> None:
    parts = "parts(first: 100) { totalCount edges { node { code managingBody } } }"
    asks = [
        "{ sites(first: 100, orderBy: CODE) { nodes { code version managingBody declaredParts { known } } } }",
        "{ sites(first: 100, orderBy: CODE) { totalCount nodes { code partOf { code managingBody } } } }",
        f"{{ sites(first: 4, orderBy: CODE) {{ nodes {{ code {parts} }} }} }}",
    ]
    writer, asking, is_over = Writer(catalogue, seed, asks), Asking(catalogue), Event()

    def read(dice: random.Random) -> list[tuple[int, int, int, bytes]]:
        told = []
        while not is_over.is_set():
            which, before = dice.randrange(len(asks)), len(writer.right) - 1
            answer = asking.ask(asks[which])
            told.append((which, before, writer.begun, answer))
        return told

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read, random.Random(number)) for number in (1, 2)]
        try:
            for _ in range(12):
                writer.act()
        finally:
            is_over.set()
        told = [each for reader in readers for each in reader.result()]
    for which, before, after, answer in told:
        assert answer in [right[which] for right in writer.right[before : after + 1]]
    assert len(told) > 100
    assert len({answer for *_, answer in told}) > 6
    assert asking.executor.walked.total() == 0
