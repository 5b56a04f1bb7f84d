"""The list of records at work: found as the public finds, by rank, by complex, by what is lacking; never beyond one's scope."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.terms import Role
from catalog.text import collation_key
from tests.catalogue import VARIABLES, Catalogue
from tests.staff import MUONG_PHANG, Team, done, someone

LIST = """query ($filter: SiteFilterInput, $orderBy: SiteOrder, $first: Int, $after: String, $last: Int, $before: String) {
    sites(view: WORKING, filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
        totalCount nodes { code state name { text } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
}"""

DRAFT = VARIABLES["CreateSite"]["input"]["names"][0]["text"]


@pytest.fixture
def team(catalogue: Catalogue) -> Team:
    return Team.of(catalogue)


def names(who: Catalogue, text: str, **more: Any) -> list[str]:
    nodes = who.data(LIST, filter={"text": text}, **more)["sites"]["nodes"]
    return [node["name"]["text"] for node in nodes]


@pytest.mark.parametrize("typed", ["đồi a1", "doi a1", "DOI A1", "ddoif a1"])
def test_a_site_is_found_at_work_as_the_public_finds_it_the_best_first(team: Team, typed: str) -> None:
    assert names(team.editor, typed)[0].lower().find("đồi a1") >= 0
    public = team.catalogue.data(
        "query ($t: String!) { sites(filter: {text: $t}, first: 100) { nodes { name { text } } } }", t=typed
    )
    assert names(team.editor, typed, first=100) == [node["name"]["text"] for node in public["sites"]["nodes"]]


def test_a_draft_is_found_by_its_names_even_mistyped_and_only_by_who_may_see_it(team: Team) -> None:
    team.created()
    for typed in ("Thác bản thử", "thac ban thu", "thacs banr thuwr"):
        assert names(team.editor, typed)[0] == DRAFT
    assert DRAFT in names(team.editor, "thacc ban thu", first=100)
    elsewhere = someone(team.catalogue, Role.COMMUNE_OFFICER, "03127")
    assert DRAFT not in names(elsewhere, "Thác bản thử", first=100)
    there = someone(team.catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG)
    assert names(there, "Thác bản thử")[0] == DRAFT


def test_pages_by_relevance_join_without_gap_forwards_and_backwards(team: Team) -> None:
    whole = names(team.editor, "điện biên", first=100)
    assert len(whole) > 9
    forwards: list[str] = []
    after = None
    while True:
        page = team.editor.data(LIST, filter={"text": "điện biên"}, first=4, after=after)["sites"]
        forwards += [node["name"]["text"] for node in page["nodes"]]
        assert page["totalCount"] == len(whole)
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert forwards == whole
    end = team.editor.data(LIST, filter={"text": "điện biên"}, last=3)["sites"]
    assert [node["name"]["text"] for node in end["nodes"]] == whole[-3:]
    assert end["pageInfo"]["hasPreviousPage"]


def pages(who: Catalogue, step: str, edge: str, size: int) -> list[str]:
    """The whole list by name, a page at a time, from the front (`first`, `after`) or from the end."""
    found: list[str] = []
    bound: dict[str, Any] = {}
    while True:
        asked: dict[str, Any] = {"orderBy": "NAME", step: size, **bound}
        page = who.data(LIST, **asked)["sites"]
        some = [node["name"]["text"] for node in page["nodes"]]
        found = found + some if step == "first" else some + found
        if not page["pageInfo"]["hasNextPage" if step == "first" else "hasPreviousPage"]:
            return found
        bound = {edge: page["pageInfo"]["endCursor" if step == "first" else "startCursor"]}


def test_what_is_at_work_is_ordered_by_the_vietnamese_alphabet_with_drafts_among_it(team: Team) -> None:
    drafts = ["Ăng ten bản thử", "Áng mây thử", "Đá thử", "Dốc thử", "Đà thử"]
    for name in drafts:
        team.created(names=[{"language": "VI", "text": name}])
    whole = names_by_name(team.editor)
    assert whole == sorted(whole, key=collation_key)
    wanted = ["Áng mây thử", "Ăng ten bản thử", "Dốc thử", "Đà thử", "Đá thử"]
    assert [name for name in whole if name in drafts] == wanted
    assert pages(team.editor, "first", "after", 7) == whole
    assert pages(team.editor, "last", "before", 7) == whole
    assert names(team.editor, "thử", orderBy="NAME", first=100) == sorted(
        names(team.editor, "thử", first=100), key=collation_key
    )


def names_by_name(who: Catalogue) -> list[str]:
    nodes = who.data(LIST, orderBy="NAME", first=100)["sites"]["nodes"]
    return [node["name"]["text"] for node in nodes]


def test_a_renamed_draft_moves_in_the_order_and_a_cursor_before_it_stays_right(team: Team) -> None:
    made = team.created(names=[{"language": "VI", "text": "Ao thử"}])
    first = team.editor.data(LIST, orderBy="NAME", first=3)["sites"]
    renamed = {"names": [{"language": "VI", "text": "Yên thử"}]}
    done(team.editor, "ReviseSite", id=made["id"], version=made["version"], input=renamed)
    rest = team.editor.data(LIST, orderBy="NAME", first=100, after=first["pageInfo"]["endCursor"])["sites"]
    told = [node["name"]["text"] for node in rest["nodes"]]
    assert told[-1] == "Yên thử"
    assert not set(told) & {node["name"]["text"] for node in first["nodes"] if node["code"] != made["code"]}


def test_a_cursor_of_another_order_is_refused(team: Team) -> None:
    end = team.editor.data(LIST, orderBy="CODE", first=2)["sites"]["pageInfo"]["endCursor"]
    (error,) = team.editor.ask(LIST, orderBy="NAME", first=2, after=end).errors
    assert error.original_error.code == "BAD_REQUEST"


def test_rank_complex_and_gaps_narrow_the_records_at_work_as_they_do_the_public_ones(team: Team) -> None:
    conditions: tuple[dict[str, Any], ...] = (
        {"grade": {"anyOf": ["NATIONAL"]}},
        {"grade": {"anyOf": ["PROVINCIAL", "NATIONAL"]}, "text": "hang"},
        {"partOf": "chien-truong-dien-bien-phu"},
        {"lacking": ["POSITION"]},
        {"lacking": ["POSITION", "PICTURE"]},
        {"lacking": ["PICTURE"], "kinds": ["ARCHAEOLOGICAL"]},
    )
    count = "query ($f: SiteFilterInput) { sites(filter: $f, first: 100) { totalCount nodes { code } } }"
    for condition in conditions:
        public = team.catalogue.data(count, f=condition)["sites"]
        working = team.editor.data(LIST, filter=condition, first=100)["sites"]
        assert public["totalCount"] == working["totalCount"] > 0, condition
        found = [{node["code"] for node in sites["nodes"]} for sites in (public, working)]
        assert found[0] == found[1], condition


def test_a_draft_with_a_position_and_without_a_picture_lacks_the_picture_alone(team: Team) -> None:
    code = team.created()["code"]
    for lacking, there in ((["POSITION"], 0), (["PICTURE"], 1), (["POSITION", "PICTURE"], 0)):
        found = team.editor.data(LIST, filter={"codes": [code], "lacking": lacking})
        assert found["sites"]["totalCount"] == there, lacking


def test_sites_below_a_level_are_those_whose_own_level_says_so(team: Team) -> None:
    team.published()
    query = "query ($f: SiteFilterInput, $v: SiteView) { sites(filter: $f, view: $v, first: 100) { nodes { code digitisation { level } } } }"
    for view in ("PUBLIC", "WORKING"):
        every = team.editor.data(query, v=view)["sites"]["nodes"]
        levels = {node["code"]: node["digitisation"]["level"] or "" for node in every}
        assert len(set(levels.values())) > 1
        for below in ("D0", "D1", "D2", "D4"):
            found = team.editor.data(query, v=view, f={"belowLevel": below})["sites"]["nodes"]
            assert {node["code"] for node in found} == {
                code for code, level in levels.items() if level < below
            }


def test_a_site_that_was_withdrawn_is_still_found_by_its_name_at_work(team: Team) -> None:
    site = team.published()
    assert DRAFT in names(team.editor, "thac ban thu", first=100)
    done(team.publisher, "WithdrawSite", id=site["id"], version=site["version"], reason="Trùng.")
    found = team.editor.data(LIST, filter={"text": "thac ban thu", "states": ["WITHDRAWN"]})["sites"]["nodes"]
    assert [node["code"] for node in found] == [site["code"]]


def test_orders_and_conditions_of_the_public_list_alone_are_refused_at_work(team: Team) -> None:
    box = {"box": {"west": 102, "south": 21, "east": 103, "north": 22}}
    wrong: tuple[dict[str, Any], ...] = (
        {"orderBy": "DISTANCE"},
        {"orderBy": "RELEVANCE"},
        {"filter": {"within": box}},
    )
    for variables in wrong:
        (error,) = team.editor.ask(LIST, **variables).errors
        assert error.original_error.code == "BAD_REQUEST", variables


def test_the_list_at_work_takes_few_statements_whatever_is_asked(team: Team) -> None:
    team.created()
    for condition, most in (
        ({"lacking": ["PICTURE"]}, 7),
        ({"text": "doi a1"}, 13),
        ({"text": "khong he co"}, 17),
    ):
        answer = team.editor.ask(LIST, filter=condition, first=100)
        assert len(answer.statements) <= most, (condition, len(answer.statements))
