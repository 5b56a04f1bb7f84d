"""The bench of reading counts right: what wrk says, medians and ratios, equal meaning, the last line."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from itertools import islice
from random import Random
from typing import Any

import numpy as np
import orjson
import pytest
from defusedxml.ElementTree import fromstring
from graphql import parse, validate

from catalog.settings import Settings
from schema.build import public_schema
from schema.plans import Executor
from tools.bench_reads.load import Burst, LoadError, Requests, SlowError, got, posted, read_burst
from tools.bench_reads.picture import COLOURS, picture
from tools.bench_reads.questions import QUESTIONS, Known, Question
from tools.bench_reads.report import (
    BARE,
    HIT,
    MISS,
    NOT_MODIFIED,
    OURS,
    PEER,
    Run,
    lines,
    markdown,
    middle,
    stored,
    summary,
    tables,
)
from tools.bench_reads.shapes import DisagreeingError, agree, differences

EACH = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
SAID = '{"requests": %d, "microseconds": 2000000, "bytes": 9, "p50_us": 1500, "p99_us": 20500, "refused": %d, "broken": %d}'


def said(requests: int, refused: int = 0, broken: int = 0) -> str:
    return "Running 2s test @ http://127.0.0.1:1\n  1 threads and 16 connections\n" + SAID % (
        requests,
        refused,
        broken,
    )


def burst(rate: float) -> Burst:
    return Burst(rate, 1000 / rate, 2000 / rate, int(rate))


def runs(
    kind: str, question: str, ours: list[float], theirs: list[float], connections: int = 16
) -> list[Run]:
    other = PEER if kind == MISS else BARE
    both = [(OURS, ours), (other, theirs)]
    return [
        Run(n, kind, question, connections, side, burst(rate))
        for side, rates in both
        for n, rate in enumerate(rates)
    ]


def test_wrks_last_line_is_read() -> None:
    assert read_burst(said(3000)) == Burst(rate=1500.0, p50_ms=1.5, p99_ms=20.5, requests=3000)


@pytest.mark.parametrize("output", [said(10, refused=1), said(10, broken=1), "", "PANIC: no such file"])
def test_a_burst_that_was_not_answered_as_it_should_be_is_none(output: str) -> None:
    with pytest.raises(LoadError):
        read_burst(output)


def test_a_burst_without_any_answer_is_known_as_such() -> None:
    with pytest.raises(SlowError):
        read_burst(said(0))


def test_requests_go_on_where_the_last_burst_ended() -> None:
    requests = Requests(file=None, method="POST", count=100)  # type: ignore[arg-type]
    requests.sent = 100
    assert not requests.is_repeating
    requests.sent += 1
    assert requests.is_repeating


def test_files_of_requests_have_a_line_for_each(tmp_path: Any) -> None:
    made = posted(tmp_path / "one", "/graphql", 'query { a(b: "c") }', [{"n": 1}, {"n": 2}])
    path, prefix, *variables = (tmp_path / "one").read_text().splitlines()
    assert (path, made.count, made.method) == ("/graphql", 2, "POST")
    bodies = [orjson.loads(f"{prefix}{line}}}") for line in variables]
    assert bodies == [{"query": 'query { a(b: "c") }', "variables": {"n": n}} for n in (1, 2)]
    assert got(tmp_path / "two", ["/graphql?query=x"]).method == "GET"
    assert (tmp_path / "two").read_text().splitlines()[2:] == ["/graphql?query=x"]


def test_the_median_is_of_each_figure() -> None:
    assert middle([Burst(1, 9, 5, 1), Burst(3, 1, 6, 1), Burst(2, 2, 1, 1)]) == Burst(2, 2, 5, 3)
    assert middle([]) is None


def test_the_ratio_is_the_median_of_the_rounds_own_ratios() -> None:
    (line,) = lines(runs(MISS, "q1", [100, 50, 300], [50, 50, 100]))
    assert line.ratio == 2  # of 2, 1 and 3; the medians' own ratio would be another
    assert line.ours is not None
    assert line.ours.rate == 100


def test_the_last_line_has_its_form() -> None:
    compared = lines(
        [
            *runs(MISS, "q1", [300], [100]),
            *runs(MISS, "q1", [900], [100], connections=1),
            *runs(MISS, "q2", [50], [100]),
            *runs(HIT, "q1", [60], [100]),
            *runs(HIT, "q2", [80], [100]),
            *runs(NOT_MODIFIED, "q1", [90], [100]),
        ]
    )
    assert summary(compared, 123.4) == {
        "miss": {"q1": 3.0, "q2": 0.5},
        "hit": 0.7,
        "not_modified": 0.9,
        "rss_mb": 123,
    }


def test_what_was_not_measured_is_null() -> None:
    alone = [run for run in runs(MISS, "q1", [300], [100]) if run.side == OURS]
    assert summary(lines(alone), 99) == {
        "miss": {"q1": None},
        "hit": None,
        "not_modified": None,
        "rss_mb": 99,
    }


def test_the_tables_tell_both_sides() -> None:
    told = tables(lines([*runs(MISS, "q1", [300], [100]), *runs(HIT, "q1", [50], [100])]))
    assert re.search(r"\| q1 +\| +16 \| +300 \| +3\.33 \| +6\.67 \| +100 \|.*\| 3\.00x \|", told)
    assert told.index("PostGraphile/s") < told.index("bare uvicorn/s")
    assert len({len(row) for row in markdown(("a", "bb"), [("ccc", "1"), ("d", "22222")]).splitlines()}) == 1


def test_the_picture_has_a_bar_for_each_ratio_of_new_questions_as_long_as_it_is_great() -> None:
    compared = lines(
        [
            *runs(MISS, "q1", [300], [100]),
            *runs(MISS, "q5", [50], [100]),
            *runs(MISS, "q1", [200], [100], connections=1),
            *runs(HIT, "q1", [50], [100]),
        ]
    )
    drawn = fromstring(picture(compared, "a < b"))
    at = "{http://www.w3.org/2000/svg}"
    widths = [
        float(bar.attrib["width"])
        for bar in drawn.iter(f"{at}rect")
        if bar.attrib["fill"] in COLOURS.values() and bar.attrib["y"] != "36"
    ]
    assert [round(width / widths[0], 2) for width in widths] == [1, 0.67, 0.17]
    words = ["".join(text.itertext()) for text in drawn.iter(f"{at}text")]
    assert {"a < b", "3.00", "2.00", "0.50", "q1: one site", "q5: by commune"} <= set(words)


def test_every_burst_is_kept() -> None:
    some = runs(MISS, "q1", [300, 200], [100, 90])
    kept = orjson.loads(stored(some, {"sites": 1}, {}))
    assert [run["rate"] for run in kept["runs"]] == [300, 200, 100, 90]
    assert kept["lines"][0]["question"] == "q1"


@pytest.fixture(scope="module")
def known() -> Known:
    dice = np.random.default_rng(1)
    codes = [f"DB-S-{n:05}" for n in range(1, 401)]
    positions = np.column_stack([dice.uniform(21, 22, 400), dice.uniform(102, 103.5, 400)])
    return Known(codes, [f"noi-{n}" for n in range(400)], positions, ["SCENIC", "MIXED"], ["03127", "03130"])


@EACH
def test_no_question_is_asked_twice_and_all_are_the_same_for_the_same_seed(
    question: Question, known: Known
) -> None:
    pairs = question.pairs(known, 1, 5_000)
    assert len(pairs) == 5_000
    assert len({orjson.dumps(ours) for ours, _ in pairs}) == 5_000
    assert pairs == question.pairs(known, 1, 5_000)
    assert pairs != question.pairs(known, 2, 5_000)


@EACH
def test_our_documents_are_within_the_public_limits(question: Question, known: Known) -> None:
    executor = Executor(public_schema(), Settings())
    for document in (question.ours, question.counted):
        executor.prepare(document, variables=question.pairs(known, 1, 1)[0][0])


@EACH
def test_the_documents_name_every_variable_that_is_sent(question: Question, known: Known) -> None:
    ours, peers = question.pairs(known, 1, 1)[0]
    for document, variables in ((question.ours, ours), (question.peers, peers)):
        (operation,) = parse(document).definitions
        declared = {one.variable.name.value for one in operation.variable_definitions}  # type: ignore[attr-defined]
        assert declared == variables.keys()
    assert validate(public_schema()._schema, parse(question.ours)) == []


def test_a_box_holds_as_many_sites_as_are_wanted(known: Known) -> None:
    for latitude, longitude, reach in islice(known.around(Random(1), 120, is_box=True), 50):
        inside = (np.abs(known.positions - (latitude, longitude)) <= reach).all(axis=1)
        assert inside.sum() == 120


RIGHTS = {"uri": "https://creativecommons.org/licenses/by/4.0/", "holder": None, "creditLine": "Ảnh"}
PICTURE = {"url": "/media/1/card.webp", "width": 4, "height": 3, "rights": RIGHTS,
           "alternativeText": {"text": "Cổng", "language": "VI"}}  # fmt: skip
SITE = {"code": "DB-S-00001", "slug": "a", "name": {"text": "Đồi", "language": "VI", "isFallback": False},
        "location": {"latitude": 21.0, "longitude": 103.5}, "surrogates": {"edges": [{"node": PICTURE}]}}  # fmt: skip
PEERS_PICTURE = {"cardUrl": "/media/1/card.webp", "width": 4, "height": 3, "alternativeTextVi": "Cổng",
                 "alternativeTextEn": None, "rightsUri": RIGHTS["uri"], "holder": None, "creditLine": "Ảnh"}  # fmt: skip
PEERS_SITE = {"code": "DB-S-00001", "slug": "a", "nameVi": "Đồi", "nameEn": "Hill", "latitude": 21, "longitude": 103.5,
              "pictures": {"nodes": [PEERS_PICTURE]}}  # fmt: skip
OUR_PAGE = {"sites": {"edges": [{"node": SITE}]}}
PEERS_PAGE = {"sites": {"nodes": [PEERS_SITE]}}


def test_equal_meaning_in_two_shapes_is_equal() -> None:
    assert agree("q6", {}, OUR_PAGE, PEERS_PAGE) == 1


def _page(change: Callable[[Any], None]) -> Any:
    page = deepcopy(PEERS_PAGE)
    change(page["sites"]["nodes"])
    return page


@pytest.mark.parametrize(
    "change",
    [
        lambda nodes: nodes.clear(),
        lambda nodes: nodes.append(nodes[0]),
        lambda nodes: nodes[0].update(nameVi=None),
        lambda nodes: nodes[0].update(longitude=103.5000001),
        lambda nodes: nodes[0]["pictures"]["nodes"].clear(),
        lambda nodes: nodes[0]["pictures"]["nodes"][0].update(creditLine=None),
    ],
    ids=["no site", "a site more", "another name", "elsewhere", "no picture", "other rights"],
)
def test_any_other_answer_is_refused(change: Callable[[Any], None]) -> None:
    with pytest.raises(DisagreeingError, match="q6"):
        agree("q6", {}, OUR_PAGE, _page(change))


def test_distances_may_differ_by_centimetres_and_no_more() -> None:
    assert list(differences([{"metres": 10.0}], [{"metres": 10.04}])) == []
    assert list(differences([{"metres": 10.0}], [{"metres": 10.06}])) == ["[0].metres: 10.0 and 10.06"]
