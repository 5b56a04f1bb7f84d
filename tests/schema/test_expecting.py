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
MOST = 5
"""The newest stamp, the site, all that hangs on it, and the records of its parts with their names."""


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
    assert len(asked) <= MOST + (slug == "doi-a1"), asked
