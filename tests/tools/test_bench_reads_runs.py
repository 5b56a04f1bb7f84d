"""The bench of reading runs, on a small catalogue: real servers, real load, and answers that agree."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from catalog.db import Database
from tools.bench_reads import servers
from tools.bench_reads.__main__ import main
from tools.bench_reads.data import FOLDER, Kept, kept
from tools.bench_reads.postgresql import Cluster
from tools.bench_reads.questions import QUESTIONS, Known, Pair
from tools.bench_reads.report import HIT, MISS, NOT_MODIFIED, lines, summary
from tools.bench_reads.runner import Bench, known_by
from tools.bench_reads.servers import Serving
from tools.bench_reads.shapes import DisagreeingError

SITES, SEED, SOME = 200, 3, 5


@pytest.fixture(scope="module")
def made() -> Iterator[Kept]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's server is another user, and has to get in
        yield kept(SITES, SEED, Path(folder))


@pytest.fixture(scope="module")
def cluster(made: Kept) -> Iterator[Cluster]:
    with made.postgresql() as running:
        yield running


@pytest.fixture(scope="module")
def peer(cluster: Cluster) -> Iterator[Serving]:
    with servers.postgraphile(cluster, FOLDER, cluster.socket / "peer.log") as running:
        yield running


@pytest.mark.postgresql
@pytest.mark.wrk
def test_a_run_measures_prints_and_keeps_and_its_last_line_is_json(
    made: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made.folder.parents[1]
    asked = [
        "--sites",
        str(SITES),
        "--seed",
        str(SEED),
        "--rounds",
        "1",
        "--only",
        "q3",
        "--alone",
        "--connections",
        "16",
    ]
    main([*asked, "--folder", str(folder)])
    said = capsys.readouterr().out.splitlines()
    last = orjson.loads(said[-1])
    assert last.keys() == {"miss", "hit", "not_modified", "rss_mb"}
    assert last["miss"] == {"q3": None}  # PostGraphile did not run
    assert last["hit"] > 0
    assert last["rss_mb"] > 50
    (file,) = (folder / "results").glob("*.json")
    document = orjson.loads(file.read_bytes())
    assert document["facts"]["publish_ms"] > 0
    assert document["facts"]["content"]["surrogate"] > SITES * 3
    assert {run["side"] for run in document["runs"]} == {"ours", "bare uvicorn"}
    assert file.with_suffix(".md").read_text() in "\n".join(said)
    assert not (made.folder / "changed").exists()


@pytest.mark.postgresql
@pytest.mark.node
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_postgraphile_answers_every_question_as_we_do(
    kind: str, made: Kept, cluster: Cluster, peer: Serving, tmp_path: Path
) -> None:
    url = cluster.url() if kind == "postgresql" else None
    with (
        closing(Database(url or made.sqlite)) as database,
        servers.catalogue(made.data, url, tmp_path / "log") as ours,
    ):
        bench = Bench(ours, peer, Known.of(database), tmp_path, 1, 1, compared=SOME)
        bench.prepare()
        agreed = bench.compare()
        assert agreed.keys() == QUESTIONS.keys()
        assert min(agreed.values()) >= SOME


@pytest.mark.postgresql
@pytest.mark.node
def test_nothing_is_measured_where_the_answers_differ(
    made: Kept, cluster: Cluster, peer: Serving, tmp_path: Path
) -> None:
    grow = "UPDATE coverage_counter SET entries = entries + 1"
    with (
        closing(Database(made.sqlite)) as database,
        servers.catalogue(made.data, None, tmp_path / "log") as ours,
        cluster.connect() as connection,
    ):
        bench = Bench(ours, peer, Known.of(database), tmp_path, 1, 1, {"q5": QUESTIONS["q5"]}, compared=SOME)
        bench.prepare()
        connection.execute(grow)
        try:
            with pytest.raises(DisagreeingError, match="q5"):
                bench.compare()
        finally:
            connection.execute(grow.replace("+", "-"))
        assert bench.compare()["q5"] > 0


def told(whole: list[tuple[str, str]], tag: str, file: Path) -> None:
    """The headers that bare uvicorn is to answer with."""
    tags = [("etag", tag)] if tag else []
    file.write_text(json.dumps({"200": [*whole, *tags], "304": tags}), encoding="utf-8")


@pytest.mark.parametrize("tag", ['"abc"', ""])
def test_what_bare_uvicorn_answers_is_what_it_was_given(tag: str, tmp_path: Path) -> None:
    (tmp_path / "q3.body").write_bytes('{"data": "Đồi"}'.encode())
    told([("content-type", "application/json; charset=utf-8")], tag, tmp_path / "q3.headers")
    pair: Pair = ({"latitude": 21.4}, {})
    with servers.bare(tmp_path, tmp_path / "log") as bare:
        answering = Serving(f"{bare.url}/q3", bare.pid, bare.start_s)
        response = answering.post("query { x }", {})
        assert response.content == (tmp_path / "q3.body").read_bytes()
        assert response.headers["content-type"] == "application/json; charset=utf-8"
        known = known_by(answering, QUESTIONS["q3"], pair)
        assert (known.headers["etag"] if known else "") == tag


@pytest.mark.wrk
def test_hits_and_not_modified_are_measured_where_answers_have_tags(made: Kept, tmp_path: Path) -> None:
    answers = tmp_path / "answers"
    answers.mkdir()
    for name in ("graphql", "q3"):
        (answers / f"{name}.body").write_bytes(b'{"data": {"sites": {"edges": []}}}')
        told(
            [("content-type", "application/json"), ("content-length", "34")],
            '"abc"',
            answers / f"{name}.headers",
        )
    with (
        closing(Database(made.sqlite)) as database,
        servers.bare(answers, tmp_path / "one") as one,
        servers.bare(answers, tmp_path / "other") as other,
    ):
        ours = Serving(f"{one.url}/graphql", one.pid, one.start_s)
        bench = Bench(
            ours, None, Known.of(database), tmp_path, 1, 1, {"q3": QUESTIONS["q3"]}, connections=[16]
        )
        bench.prepare()
        compared = lines(bench.measure(other))
    assert [(line.kind, line.connections) for line in compared] == [(MISS, 16), (HIT, 16), (NOT_MODIFIED, 16)]
    assert all(line.ours is not None and line.ours.rate > 100 for line in compared)
    said = summary(compared, bench.megabytes)
    assert said["miss"] == {"q3": None}
    assert said["hit"] > 0
    assert said["not_modified"] > 0
