"""An office with its people at the desk: an editor, a reviewer, a publisher, and what they bring about beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from catalog.db import Database
from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.desk.sitting import SCREEN, Sitting, sitting
from tests.people import Someone, member
from tests.photographs import file_room
from tests.staff import Team, done, site_input
from tests.web.accounts import Site, open_site

RETURN = """mutation ($id: ID!, $version: Int!, $comment: String!, $remarks: [RemarkInput!]) {
  returnSite(id: $id, version: $version, comment: $comment, remarks: $remarks) { site { state } problems { code } }
}"""


@dataclass
class Office:
    """A running application and people with accounts; `team` does things without a browser."""

    site: Site
    browser: Browser
    people: dict[Role, Someone]
    team: Team

    @contextmanager
    def sits(
        self, role: Role, *, width: int = SCREEN, look: str | None = None, language: str = "vi-VN"
    ) -> Iterator[Sitting]:
        """One of them at the desk; `look` is light or dark."""
        with sitting(
            self.browser, self.site, role, width=width, language=language, who=self.people[role]
        ) as desk:
            if look:
                desk.page.add_init_script(f"localStorage.setItem('desk.look', '{look}')")
            yield desk

    def draft(self, name: str, **changes: Any) -> dict[str, Any]:
        """A new draft of the editor's."""
        return done(
            self.team.editor,
            "CreateSite",
            input=site_input(names=[{"language": "VI", "text": name}], **changes),
        )

    def submitted(self, name: str, **changes: Any) -> dict[str, Any]:
        """A new draft that waits for review."""
        site = self.draft(name, **changes)
        done(self.team.editor, "SubmitSite", id=site["id"], version=1)
        return site

    def returned(self, site: dict[str, Any], comment: str, **remarks: str) -> None:
        """The submission, given back with remarks by field (`__` for a point)."""
        said = [{"field": name.replace("__", "."), "text": text} for name, text in remarks.items()]
        self.team.reviewer.data(RETURN, id=site["id"], version=site["version"], comment=comment, remarks=said)


@contextmanager
def open_office(browser: Browser, url: str, folder: Path) -> Iterator[Office]:
    """The application over a register of the test's own, with a room for files, and the people."""
    with closing(Database(url)) as database, file_room(folder) as room:
        catalogue = Catalogue(database, room=room)
        with open_site(catalogue, data=folder) as site:
            team = (Role.EDITOR, Role.REVIEWER, Role.PUBLISHER)
            roles = (*team, Role.EVALUATOR, Role.ADMINISTRATOR)
            people = {role: member(database, role, at=site.time.now) for role in roles}
            seen = [catalogue.seen_by(people[role].viewer(site.time.now)) for role in team]
            yield Office(site, browser, people, Team(catalogue, *seen))
