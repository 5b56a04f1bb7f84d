"""A question for a site with everything takes few statements, however much hangs on it (both databases)."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from schema.build import public_schema
from schema.plans import Executor
from tests.catalogue import Catalogue, counted
from tests.schema.alike import WIDE, surroundings

EVERYTHING = (Path(__file__).parents[2] / "tools/bench_reads/documents/q1.ours.graphql").read_text(
    encoding="utf-8"
)
MOST = {"sqlite": 5, "postgresql": 3}
"""The newest stamp, the site, all that hangs on it, and the records of its parts with their names. On PostgreSQL the first three
are one, of which the stamp goes before those that are counted."""


@pytest.mark.parametrize("slug", ["doi-a1", "chien-truong-dien-bien-phu"])
def test_a_site_with_everything_takes_few_statements_and_is_what_the_walk_answers(
    catalogue: Catalogue, slug: str
) -> None:
    executor = Executor(public_schema(), WIDE)
    operation = executor.prepare(EVERYTHING, None, {"slug": slug, "pictures": 20})
    with surroundings(catalogue) as context:
        walked = executor.walk(operation, context)
    with counted(catalogue.database) as statements, surroundings(catalogue) as context:
        planned = executor.execute(operation, context)
    assert planned.errors is walked.errors is None
    assert orjson.dumps(planned.data) == orjson.dumps(walked.data)
    assert planned.data is not None
    assert planned.data["site"] is not None
    asked = [statement for statement in statements if statement != "BEGIN"]
    most = MOST["sqlite" if catalogue.database.is_sqlite else "postgresql"]
    assert len(asked) <= most + (slug == "doi-a1"), asked


SEVERAL = """{
  first: site(slug: "doi-a1") { name { text } kinds sources { title } partOf { slug name { text } kinds } }
  again: site(slug: "doi-a1") { code designations { grade } surrogates(first: 3) { totalCount } }
  then: site(slug: "doi-a1", knownAt: "2020-01-01T00:00:00Z") { code kinds }
  none: site(slug: "not-there") { name { text } kinds }
  bare: site(slug: "chien-truong-dien-bien-phu") { code }
  whole: site(slug: "chien-truong-dien-bien-phu") { declaredParts(asOf: "2020-01-01") { known } parts(first: 2) { totalCount } }
}"""


def test_each_of_several_sites_is_read_with_what_is_asked_of_it(catalogue: Catalogue) -> None:
    executor = Executor(public_schema(), WIDE)
    operation = executor.prepare(SEVERAL, None, {})
    with surroundings(catalogue) as context:
        walked = executor.walk(operation, context)
    with surroundings(catalogue) as context:
        planned = executor.execute(operation, context)
    assert planned.errors is walked.errors is None
    assert orjson.dumps(planned.data) == orjson.dumps(walked.data)
    assert planned.data is not None
    assert [name for name, site in planned.data.items() if site is None] == ["then", "none"]
