"""The proof in about ninety seconds, on a catalogue of its own: `make tour` (ARGS="--lang en").

A real server on the loopback address, real people with tokens of their own, a real photograph; what is printed is what
the server answered. Everything is thrown away at the end. Figures of the register are real, the words entered are not.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
from PIL import Image

from catalog.errors import Message
from catalog.places import legal_day
from tools.tour_words import ACTS, ASKED, HALF_KNOWN, PEOPLE, RECORD, WORDS

CATALOG = str(Path(sys.executable).with_name("catalog"))
SLUG = "hang-dong-con-cang"
START_S = 60
MOST_LINES = 3
"""Faults that are printed; a byte that is altered changes every figure that counts it."""


@dataclass
class Tour:
    """A server of its own, the people who work on it, and the transcript."""

    url: str
    data: Path
    language: str
    say: Callable[[str], None]
    tokens: dict[str, str] = field(default_factory=dict)

    def tell(self, key: str, *values: object) -> None:
        """A line of the transcript."""
        self.say(WORDS[key].in_language(self.language).format(*values))

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`catalog` with these words, on the tour's data."""
        environment = {**clean(), "DIENBIEN_DATA": str(self.data)}
        words = ("--lang", self.language, *words)
        return subprocess.run((CATALOG, *words), env=environment, capture_output=True, text=True, check=False)

    def ask(self, who: str | None, document: str, **variables: object) -> Any:
        """The data that the server answers somebody with."""
        headers = {"Accept-Language": self.language}
        headers |= {"Authorization": f"Bearer {self._token(who)}"} if who else {}
        body = {"query": document, "variables": variables}
        answer = httpx2.post(f"{self.url}/graphql", json=body, headers=headers, timeout=60).json()
        if answer.get("errors"):
            raise RuntimeError(answer["errors"])
        return answer["data"]

    def do(self, who: str, act: str, **variables: object) -> dict[str, Any]:
        """What a mutation answers."""
        payload: dict[str, Any] = next(iter(self.ask(who, ACTS[act], **variables).values()))
        return payload

    def send(self, who: str, act: str, file: bytes, **variables: object) -> dict[str, Any]:
        """The same with a file, as a browser sends it."""
        headers = {
            "Accept-Language": self.language,
            "Authorization": f"Bearer {self._token(who)}",
            "GraphQL-Require-Preflight": "1",
        }
        operations = json.dumps({"query": ACTS[act], "variables": {**variables, "file": None}})
        parts: dict[str, Any] = {"operations": (None, operations), "map": (None, '{"0": ["variables.file"]}'),
                 "0": ("cave.jpg", file, "image/jpeg")}  # fmt: skip
        answer = httpx2.post(f"{self.url}/graphql", files=parts, headers=headers, timeout=60).json()
        if answer.get("errors"):
            raise RuntimeError(answer["errors"])
        payload: dict[str, Any] = next(iter(answer["data"].values()))
        return payload

    def _token(self, who: str) -> str:
        if who not in self.tokens:
            role = PEOPLE[who]
            made = self.command("token", "--person", who, "--role", role)
            if made.returncode:
                raise RuntimeError(made.stderr)
            self.tokens[who] = made.stdout.strip()
        return self.tokens[who]


def clean() -> dict[str, str]:
    """The environment without settings of whoever runs this."""
    return {
        k: v for k, v in os.environ.items() if not k.startswith("DIENBIEN_") and k not in {"HOST", "PORT"}
    }


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """`catalog serve` on a free port of the loopback address, ended with the block."""
    import socket  # noqa: PLC0415 (here only)

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**clean(), "DIENBIEN_DATA": str(data), "HOST": "127.0.0.1", "PORT": str(port)}
    with (data.parent / "server.log").open("wb") as log:
        process = subprocess.Popen(
            (CATALOG, "serve"), env=environment, cwd=data.parent, stdout=log, stderr=log
        )
        try:
            _wait(process, f"http://127.0.0.1:{port}", data.parent / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(START_S)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx2.get(f"{url}/health/ready", timeout=2).status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(log.read_text(encoding="utf-8", errors="replace"))


def photograph() -> bytes:
    """A picture of 1200 x 800 points as a telephone takes it: with the place in it."""
    picture = Image.linear_gradient("L").resize((1200, 800)).convert("RGB")
    exif = Image.Exif()
    exif[0x0110] = "Telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 12.0, 3.0), 3: "E", 4: (102.0, 55.0, 55.3)})
    target = io.BytesIO()
    picture.save(target, "JPEG", exif=exif, quality=85)
    return target.getvalue()


def place_in(content: bytes) -> bool:
    """Whether a picture tells where it was taken."""
    with Image.open(io.BytesIO(content)) as picture:
        return bool(picture.getexif().get_ifd(0x8825))


def figure(tour: Tour, today: str) -> Mapping[str, Any]:
    """The headline figure: entries that are identified and located (D1) of all that are ranked, and which they are."""
    total: Mapping[str, Any] = tour.ask(None, ASKED["figure"], day=today)["coverage"]["total"]
    return total


def show_figure(tour: Tour, today: str) -> None:
    """Print the figure, and every record that it opens."""
    total = figure(tour, today)
    reached = next(level["numerator"] for level in total["levels"] if level["level"] == "D1")
    tour.tell("figure", reached, total["denominator"])
    for edge in total["entries"]["edges"]:
        tour.tell("opens", edge["node"]["label"], f"/s/{edge['node']['site']['slug']}")
    if len(total["entries"]["edges"]) != reached:
        raise RuntimeError("a figure must open exactly its entries")


def enter(tour: Tour) -> tuple[str, int]:
    """An editor's work: a position, a description, a photograph; and an act of which nothing is known yet."""
    site = tour.ask(None, ASKED["site"], slug=SLUG)["site"]
    acts = [*map(said_again, site["designations"]), HALF_KNOWN]
    revised = tour.do(
        "editor", "revise", id=site["id"], version=site["version"], input={**RECORD, "designations": acts}
    )
    _require(revised)
    tour.tell("entered", site["name"]["text"])
    sent = photograph()
    attached = tour.send("editor", "attach", sent, siteId=site["id"], input=ASKED["picture"])
    _require(attached)
    tour.tell("photograph", len(sent), tour_yes(tour, place_in(sent)))
    return site["id"], attached["site"]["version"]


def said_again(act: Mapping[str, Any]) -> dict[str, Any]:
    """An act of the record as a revision says it again."""
    said = {name: value for name, value in act.items() if value is not None}
    return said | ({"source": {"title": said["source"]}} if "source" in said else {})


def _require(payload: Mapping[str, Any]) -> None:
    if payload["problems"]:
        raise RuntimeError(payload["problems"])


def tour_yes(tour: Tour, holds: bool) -> str:
    """Yes or no."""
    return WORDS["yes" if holds else "no"].in_language(tour.language)


def through_review(tour: Tour, site: str, version: int) -> dict[str, Any]:
    """Submitted by the one who wrote it, approved by a second, published by a third; what the last step answers."""
    for who, act in (("editor", "submit"), ("reviewer", "approve")):
        _require(tour.do(who, act, id=site, version=version))
    return tour.do("publisher", "publish", id=site, version=version)


def review(tour: Tour, site: str, version: int) -> None:
    """Publication is refused with everything that is missing; it is put right, and goes through."""
    refused = through_review(tour, site, version)
    tour.tell("refused", len(refused["problems"]))
    for problem in refused["problems"]:
        tour.tell("reason", problem["code"], problem["message"])
    _require(tour.do("publisher", "return", id=site, version=version, comment="Thiếu căn cứ / No basis"))
    acts = tour.ask("editor", ASKED["working"], slug=SLUG)["site"]["designations"]
    known = [said_again(act) for act in acts if act["scheme"] == "RELIC_RANK"]
    revised = tour.do("editor", "revise", id=site, version=version, input={"designations": known})
    _require(revised)
    version = revised["site"]["version"]
    _require(through_review(tour, site, version))
    tour.tell("published", version)


def delivered(tour: Tour) -> None:
    """What the public gets of the photograph."""
    surrogate = tour.ask(None, ASKED["delivered"], slug=SLUG)["site"]["surrogates"]["edges"][0]["node"]
    content = httpx2.get(f"{tour.url}{surrogate['url']}", timeout=60).content
    tour.tell("delivered", len(content), tour_yes(tour, place_in(content)))


def prove(tour: Tour, today: str, folder: Path) -> None:
    """The period is closed; the file verifies; with one byte altered it does not, and says where."""
    closed = tour.do("council", "close", period=today[:4], asOf=today)
    _require(closed)
    snapshot = closed["snapshot"]
    tour.tell("closed", snapshot["id"], snapshot["sha256"][:16])
    text = tour.ask(None, ASKED["document"], id=snapshot["id"])["snapshot"]["document"]
    file = folder / "snapshot.json"
    file.write_text(text, encoding="utf-8")
    _verify(tour, file)
    record = text.index('"label":"Hang động Con Cang"')
    at = text.index('"level":"D', record) + len('"level":"D')
    file.write_text(f"{text[:at]}{int(text[at]) + 1}{text[at + 1 :]}", encoding="utf-8")
    tour.tell("altered", f"D{text[at]}", f"D{int(text[at]) + 1}")
    _verify(tour, file)
    again = tour.command("coverage", "recompute", snapshot["id"])
    tour.tell("recomputed", again.stdout.strip()[:16], again.returncode)


def _verify(tour: Tour, file: Path) -> None:
    verified = tour.command("coverage", "verify", str(file))
    tour.tell("verify", verified.returncode)
    lines = verified.stdout.strip().splitlines()
    for line in lines[:MOST_LINES]:
        tour.tell("answer", line.partition("\t")[2].partition("\t")[2] or line)
    if len(lines) > MOST_LINES:
        tour.tell("more", len(lines) - MOST_LINES)


def run(language: str, say: Callable[[str], None]) -> None:
    """The whole tour."""
    today = legal_day(datetime.now(UTC)).isoformat()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dienbien-tour-") as name:
        data = Path(name) / "data"
        with serving(data) as url:
            tour = Tour(url, data, language, say)
            tour.tell("begin")
            show_figure(tour, today)
            site, version = enter(tour)
            review(tour, site, version)
            delivered(tour)
            show_figure(tour, today)
            prove(tour, today, Path(name))
            tour.tell("end", round(time.monotonic() - began))


def main() -> None:
    """Print the transcript."""
    options = argparse.ArgumentParser(description=str(Message("Chuyến tham quan.", "The tour.")))
    spoken = "en" if os.environ.get("LANG", "").startswith("en") else "vi"
    options.add_argument("--lang", choices=("vi", "en"), default=spoken)
    run(options.parse_args().lang, lambda line: print(line, flush=True))


if __name__ == "__main__":
    main()
