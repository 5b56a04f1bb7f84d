"""People's own score sheets, through the public schema: the office of a test, and the day after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from catalog.scoring.individuals import code_of
from catalog.terms import Role
from tests import catalogue as calendar
from tests.catalog.coverage.closing import OPEN as OPEN_PERIOD
from tests.catalogue import Catalogue
from tests.schema.scoring import APPRAISE, DECIDE, OPEN, SCORE, SUBMIT, done, url, values
from tests.schema.test_work_counts import WORKING
from tests.staff import Team
from tests.staff import done as worked

AUTUMN = "2026-THU"
ASSIGN = """mutation ($site: ID!, $name: String!, $day: Date!) {
    assignWork(site: $site, assignee: $name, dueOn: $day) { problems { code } } }"""
READ = """query ($subject: String!, $period: String!) { sheet: scoreSheet(subject: $subject, period: $period) {
    subject { code name kind units cluster { code } } state total exactTotal rank watermark
    criteriaSet { name version }
    lines { criterion { code isMeasured } selfScore appraisedScore finalScore isApplicable
        figure { numerator denominator ratio formula workSha256 recountedSha256
            products { site version } refused { site codes reasons } } } } }"""
SUBJECTS = "{ scoreSubjects { code name kind units } }"


@dataclass
class House:
    """A team that works, and who judges it."""

    team: Team
    officer: Catalogue
    evaluator: Catalogue
    council: Catalogue
    chief: Catalogue
    """Gives the work to all others."""

    @property
    def catalogue(self) -> Catalogue:
        """As the public sees it."""
        return self.team.catalogue

    def autumn(self) -> None:
        """A period that ends with the day of the tests."""
        done(self.council, OPEN_PERIOD, code=AUTUMN, opensOn="2026-11-01", closesOn="2026-11-24")

    def scored(self, who: Catalogue, points: str = "8", **more: Any) -> dict[str, Any]:
        """The own sheet by the template, opened and scored as far as people score it."""
        done(who, OPEN, **of(who), **more)
        line = {**values("IV", points=points), "evidence": [url(f"tu-danh-gia-{code(who)}")]}
        found: dict[str, Any] = done(who, SCORE, **of(who), lines=[line])["scoreSheet"]
        return found

    def decided(self, who: Catalogue, points: str = "8") -> None:
        """The same, submitted, appraised and decided as it was scored."""
        self.scored(who, points)
        done(who, SUBMIT, **of(who))
        done(self.evaluator, APPRAISE, **of(who), lines=[], rest=True)
        done(self.council, DECIDE, **of(who), lines=[])

    def read(self, reader: Catalogue, who: Catalogue) -> Any:
        """Somebody's sheet, as somebody sees it."""
        return reader.data(READ, **of(who))["sheet"]

    def figure(self, who: Catalogue, criterion: str) -> Any:
        """What the catalogue counts for a criterion of the own sheet."""
        lines = self.read(who, who)["lines"]
        return next(line["figure"] for line in lines if line["criterion"]["code"] == criterion)

    def given(self, slug: str, who: Catalogue, day: str = "2026-11-23") -> dict[str, Any]:
        """A site of the register, given to somebody."""
        assert who.viewer is not None
        site: dict[str, Any] = self.catalogue.data(WORKING, slug=slug)["site"]
        done(self.chief, ASSIGN, site=site["id"], name=who.viewer.name, day=day)
        return site

    def changed(self, who: Catalogue, site: dict[str, Any], **change: Any) -> dict[str, Any]:
        """A revision by somebody that went the whole way."""
        revised = worked(who, "ReviseSite", id=site["id"], version=site["version"], input=change)
        at = {"id": site["id"], "version": revised["version"]}
        worked(who, "SubmitSite", **at)
        worked(self.team.reviewer, "ApproveSite", **at)
        worked(self.team.publisher, "PublishSite", **at)
        return {**site, "version": revised["version"]}


def number(who: Catalogue) -> int:
    """The person."""
    assert who.viewer is not None
    return who.viewer.person_id


def code(who: Catalogue) -> str:
    """The code under which somebody is scored."""
    return code_of(number(who))


def of(who: Catalogue) -> dict[str, str]:
    """Whose sheet."""
    return {"subject": code(who), "period": AUTUMN}


def the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """The period is over."""
    monkeypatch.setattr(calendar, "TODAY", calendar.TODAY + timedelta(days=1))
    monkeypatch.setattr(calendar, "NOW", calendar.NOW + timedelta(days=1))


def everybody(catalogue: Catalogue, someone: Any) -> dict[Role, Catalogue]:
    """One more person of each role; the officer is of another commune."""
    return {
        role: someone(catalogue, role, "03127" if role == Role.COMMUNE_OFFICER else None) for role in Role
    }
