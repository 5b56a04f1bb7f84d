"""The rounds: what is asked of whom, one after another, so that whatever disturbs the machine disturbs all alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx2
import orjson

from tools.bench_reads.load import Burst, LoadError, Requests, SlowError, got, posted
from tools.bench_reads.machine import wait_until_idle
from tools.bench_reads.questions import QUESTIONS, Known, Pair, Question
from tools.bench_reads.report import BARE, HIT, MANY, MISS, NOT_MODIFIED, OURS, PEER, Run
from tools.bench_reads.servers import ACCEPT, Serving, client
from tools.bench_reads.shapes import agree

CONNECTIONS = (1, MANY)
SEED = 7
WARM = 10_000
"""The last sets of each question, by which both sides are warmed: asked for nothing else, and once each."""
WARM_AT_MOST, WARMER = 8, 1.05
"""A side is warm when two seconds brought hardly more answers than any before, at the latest after eight."""
LONGER = (1, 5, 25)
"""How many times as long a burst lasts where nothing is answered in the time that it should last."""


@dataclass(frozen=True)
class Asked:
    """One side of a comparison: whom to ask, what, and which tag to show."""

    side: str
    server: Serving
    requests: Requests
    tag: str | None = None

    def burst(self, connections: int, seconds: int) -> Burst:
        """Ask for so long, once what was asked before is done with; longer where nothing comes in that time.

        Raises `LoadError`, with what was asked of whom.
        """
        for longer in LONGER:
            wait_until_idle(self.server.pid)
            try:
                return self.requests.burst(origin(self.server), connections, seconds * longer, self.tag)
            except SlowError:
                continue
            except LoadError as error:
                raise LoadError(f"{self.requests.file.name}: {error}") from error
        raise SlowError(f"{self.requests.file.name}: nothing was answered in {seconds * LONGER[-1]} s")


@dataclass
class Bench:
    """What is measured, and how."""

    ours: Serving
    peer: Serving | None
    known: Known
    folder: Path
    rounds: int
    seconds: int
    questions: Mapping[str, Question] = field(default_factory=lambda: QUESTIONS)
    compared: int = 20
    """Sets of each question on which both sides must agree before anything is measured."""
    connections: Sequence[int] = CONNECTIONS
    say: Callable[[str], None] = print
    pairs: dict[str, list[Pair]] = field(default_factory=dict)
    megabytes: float = 0.0
    """The most that our process had of its own after any burst."""

    def prepare(self) -> None:
        """Make enough sets of variables for all rounds, at 5,000 answers a second on one connection and on many."""
        count = WARM + max(2_000, self.rounds * self.seconds * 5_000 * len(self.connections))
        self.pairs = {
            key: question.pairs(self.known, SEED, count) for key, question in self.questions.items()
        }

    def compare(self) -> Mapping[str, int]:
        """Ask both sides the same; how many rows of each question they agreed on.

        Raises `DisagreeingError` where they differ, and `AnswerError` where one answers with errors.
        """
        agreed = dict.fromkeys(self.questions, 0)
        for key, question in self.questions.items():
            pairs = self.pairs[key]
            for ours, peers in pairs[:: max(1, len(pairs) // self.compared)][: self.compared]:
                mine = self.ours.ask(question.ours, ours)
                if self.peer is not None:
                    agreed[key] += agree(key, ours, mine, self.peer.ask(question.peers, peers))
        return agreed

    def answers(self) -> Path:
        """Keep what we answer to one set of each question, for bare uvicorn to answer the same bytes."""
        folder = self.folder / "answers"
        folder.mkdir(exist_ok=True)
        for key, question in self.questions.items():
            response = self.ours.post(question.ours, self.pairs[key][0][0])
            (folder / f"{key}.body").write_bytes(response.content)
            known = known_by(self.ours, question, self.pairs[key][0])
            told = {"200": _fixed(response), "304": [] if known is None else _fixed(known)}
            (folder / f"{key}.headers").write_bytes(orjson.dumps(told))
        return folder

    def warm(self) -> Mapping[str, Mapping[str, float]]:
        """Let both sides compile, plan and fill what they fill; by question and side the answers of the first second."""
        began: dict[str, dict[str, float]] = {key: {} for key in self.questions}
        for key, question in self.questions.items():
            last = self.pairs[key][-WARM:]
            for side, server, document, at in (
                (OURS, self.ours, question.ours, 0),
                (PEER, self.peer, question.peers, 1),
            ):
                if server is not None:
                    file = self.folder / f"{key}.{side}.warm"
                    asked = posted(file, "/graphql", document, [pair[at] for pair in last])
                    began[key][side] = warmed(Asked(side, server, asked))
        return began

    def measure(self, bare: Serving) -> list[Run]:
        """All rounds; in every other one the sides go in the opposite order."""
        plan = [step for question in self.questions.values() for step in self._steps(question, bare)]
        runs = []
        for number in range(1, self.rounds + 1):
            for kind, question, sides in plan:
                for connections in self.connections:
                    for asked in sides if number % 2 else sides[::-1]:
                        burst = asked.burst(connections, self.seconds)
                        runs.append(Run(number, kind, question, connections, asked.side, burst))
                        self.megabytes = max(self.megabytes, self.ours.megabytes)
            self.say(f"round {number} of {self.rounds}: {self.megabytes:.0f} MB")
        for kind, question, sides in plan:
            if kind == MISS and (again := [one.side for one in sides if one.requests.is_repeating]):
                self.say(f"{question}: {', '.join(again)} answered all questions and began again.")
        return runs

    def _steps(self, question: Question, bare: Serving) -> Iterator[tuple[str, str, list[Asked]]]:
        key, pairs = question.key, self.pairs[question.key]
        mine = posted(self.folder / f"{key}.ours", "/graphql", question.ours, [ours for ours, _ in pairs])
        sides = [Asked(OURS, self.ours, mine)]
        if self.peer is not None:
            file = self.folder / f"{key}.peer"
            theirs = posted(file, "/graphql", question.peers, [peers for _, peers in pairs])
            sides.append(Asked(PEER, self.peer, theirs))
        yield MISS, key, sides
        again = [
            Asked(side, server, posted(self.folder / f"{key}.{side}.hit", path, question.ours, [pairs[0][0]]))
            for side, server, path in ((OURS, self.ours, "/graphql"), (BARE, bare, f"/{key}"))
        ]
        yield HIT, key, again
        if (known := known_by(self.ours, question, pairs[0])) is not None:
            tag = known.headers["etag"]
            asked = query_string(question, pairs[0])
            yield (
                NOT_MODIFIED,
                key,
                [
                    Asked(side, server, got(self.folder / f"{key}.{side}.tag", [f"{path}?{asked}"]), tag)
                    for side, server, path in ((OURS, self.ours, "/graphql"), (BARE, bare, f"/{key}"))
                ],
            )


def warmed(asked: Asked) -> float:
    """Ask until that gets hardly faster; the answers of the first second."""
    rates = [asked.burst(MANY, 1).rate]
    while len(rates) < WARM_AT_MOST:
        rates.append(asked.burst(MANY, 1).rate)
        if len(rates) > 2 and max(rates[-2:]) < WARMER * max(rates[:-2]):
            break
    return rates[0]


def origin(server: Serving) -> str:
    """A server's address without a path."""
    return server.url.removesuffix("/graphql")


def query_string(question: Question, pair: Pair) -> str:
    """A question to us as GET asks it."""
    return f"query={quote(question.ours)}&variables={quote(orjson.dumps(pair[0]).decode())}"


def known_by(server: Serving, question: Question, pair: Pair) -> httpx2.Response | None:
    """The 304 to our question by GET with the ETag of its answer; None where that is not done."""
    url = f"{server.url}?{query_string(question, pair)}"
    tag = client().get(url, headers={"Accept": ACCEPT}).headers.get("etag")
    if tag is None:
        return None
    again = client().get(url, headers={"Accept": ACCEPT, "If-None-Match": tag})
    return again if again.status_code == 304 else None


def _fixed(response: httpx2.Response) -> list[tuple[str, str]]:
    """The headers of an answer but the server's own, which any uvicorn adds."""
    return [(name, value) for name, value in response.headers.items() if name not in ("date", "server")]
