"""Scoring through the public schema: sets, sheets and what staff do with them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import orjson

from catalog.terms import Role
from tests.catalog.scoring.sets import criterion_data, set_data
from tests.catalogue import Catalogue, contract
from tests.staff import MUONG_PHANG, code_of, everything, someone

DEPARTMENT = {"subject": "svhttdl", "period": "2026"}
COMMUNE = {"subject": MUONG_PHANG, "period": "2026"}
BASIS = {"document_number": "12/QĐ-UBND", "issued_on": "2026-01-05", "file_sha256": "0" * 64}
SHEET = contract("evaluator/score-sheet")
_numbers = itertools.count(1)

ADD = "mutation ($text: String!) { addCriteriaSet(document: $text) { criteriaSet { name version sha256 approved watermark signature } problems { code field message } } }"
APPROVE = """mutation ($set: CriteriaSetInput!, $sha256: String!) { approveCriteriaSet(criteriaSet: $set, sha256: $sha256) {
    criteriaSet { approved legalBasis watermark signature sha256 status } problems { code field message } } }"""
PLACE = "mutation ($code: String!, $subjects: [String!]!) { placeInCluster(code: $code, name: $code, subjects: $subjects) { isDone problems { code field } } }"
_SHEET = "scoreSheet { state isLate dueOn watermark total exactTotal rank lines { criterion { code } selfScore appraisedScore finalScore weight isApplicable evidence { title url sha256 frozenAt fault } figure { numerator denominator ratio snapshotSha256 } } decidedBy { kind criterion } } problems { code field message }"
_HEAD = "mutation ($subject: String!, $period: String!"
OPEN = f"{_HEAD}, $set: CriteriaSetInput) {{ openScoreSheet(subject: $subject, period: $period, criteriaSet: $set) {{ {_SHEET} }} }}"
SCORE = f"{_HEAD}, $lines: [SelfScoreInput!]!) {{ selfScore(subject: $subject, period: $period, lines: $lines) {{ {_SHEET} }} }}"
SUBMIT = f"{_HEAD}) {{ submitScores(subject: $subject, period: $period) {{ {_SHEET} }} }}"
APPRAISE = f"{_HEAD}, $lines: [JudgedScoreInput!]!, $rest: Boolean! = false) {{ appraiseScores(subject: $subject, period: $period, lines: $lines, acceptRest: $rest) {{ {_SHEET} }} }}"
DECIDE = f"{_HEAD}, $lines: [JudgedScoreInput!]!) {{ decideScores(subject: $subject, period: $period, lines: $lines) {{ {_SHEET} }} }}"
PUBLISH = "mutation ($period: String!) { publishScores(period: $period) { isDone problems { code field message } } }"
RANKING = """query ($period: String!, $cluster: String!) { ranking(period: $period, cluster: $cluster) {
    subject { code } rank total exactTotal decidedBy { kind criterion } } }"""
READ = "query ($subject: String!, $period: String!) { sheet: scoreSheet(subject: $subject, period: $period) { state total exactTotal rank watermark lines { criterion { code } selfScore appraisedScore finalScore finalReason evidence { title sha256 fault } figure { numerator denominator snapshotSha256 } } } }"


@dataclass
class Bench:
    """Everybody who has to do with a sheet, each another person."""

    catalogue: Catalogue
    editor: Catalogue
    officer: Catalogue
    evaluator: Catalogue
    council: Catalogue

    @classmethod
    def of(cls, catalogue: Catalogue) -> Bench:
        """Seated for this catalogue."""
        return cls(
            catalogue,
            someone(catalogue, Role.EDITOR),
            someone(catalogue, Role.COMMUNE_OFFICER, MUONG_PHANG),
            someone(catalogue, Role.EVALUATOR),
            someone(catalogue, Role.COUNCIL),
        )

    def approved(self, *criteria: dict[str, Any], **more: Any) -> dict[str, str]:
        """A set that was sent in and approved; answers its name and version."""
        version = f"1.{next(_numbers)}"
        data = set_data(
            *criteria, **{"version": version, "legal_basis": BASIS, "valid_from": "2026-01-01", **more}
        )
        made = done(self.evaluator, ADD, text=orjson.dumps(data).decode())["criteriaSet"]
        wanted = {"name": made["name"], "version": made["version"]}
        done(self.council, APPROVE, set=wanted, sha256=made["sha256"])
        return wanted

    def submitted(
        self, who: Catalogue, wanted: dict[str, str], lines: list[dict[str, Any]], **at: str
    ) -> Any:
        """A sheet that was opened, scored and submitted."""
        done(who, OPEN, **at, set=wanted)
        done(who, SCORE, **at, lines=lines)
        return done(who, SUBMIT, **at)["scoreSheet"]

    def decided(self, who: Catalogue, wanted: dict[str, str], lines: list[dict[str, Any]], **at: str) -> Any:
        """The same, appraised as it was scored and decided as it was appraised."""
        self.submitted(who, wanted, lines, **at)
        done(self.evaluator, APPRAISE, **at, lines=[], rest=True)
        return done(self.council, DECIDE, **at, lines=[])["scoreSheet"]


def payload(who: Catalogue, document: str, /, **variables: Any) -> Any:
    """What a mutation answers."""
    return next(iter(who.data(document, **variables).values()))


def done(who: Catalogue, document: str, /, **variables: Any) -> Any:
    """The same, of one that must succeed."""
    found = payload(who, document, **variables)
    assert found["problems"] == []
    return found


def problems(who: Catalogue, document: str, /, **variables: Any) -> list[tuple[str, str | None]]:
    """The problems of a mutation; asserts that nothing was changed."""
    before = everything(who)
    found = payload(who, document, **variables)
    assert everything(who) == before
    return [(problem["code"], problem["field"]) for problem in found["problems"]]


def refused(who: Catalogue, document: str, /, **variables: Any) -> str:
    """The code with which a mutation is turned away; asserts that nothing was changed."""
    before = everything(who)
    (error,) = who.ask(document, **variables).errors
    assert everything(who) == before
    return code_of(error)


def line(sheet: dict[str, Any], code: str) -> dict[str, Any]:
    """A line of a sheet."""
    found: dict[str, Any] = next(each for each in sheet["lines"] if each["criterion"]["code"] == code)
    return found


def values(code: str, **given: str) -> dict[str, Any]:
    """What is said of a criterion: its values."""
    return {"criterion": code, "values": [{"name": name, "value": value} for name, value in given.items()]}


def url(name: str) -> dict[str, Any]:
    """A document at an address."""
    return {"title": f"Văn bản {name}", "url": f"https://example.vn/{name}"}


def manual(code: str, maximum: Any = 100, **more: Any) -> dict[str, Any]:
    """A criterion whose points are given outright."""
    return criterion_data(code, maximum, "MANUAL", **more)
