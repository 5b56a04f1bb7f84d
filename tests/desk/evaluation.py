"""A running application with what evaluators work on: closed periods, and score sheets on their way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from catalog.db import Database
from catalog.terms import Role
from tests.catalog.coverage.closing import closed
from tests.catalogue import Catalogue
from tests.desk.sitting import SCREEN, Sitting, sitting
from tests.people import Someone, member
from tests.photographs import file_room
from tests.schema.scoring import Bench
from tests.web.accounts import Site, open_site


@dataclass
class Evaluation:
    """The application and its people; `bench` does without a browser what came before."""

    site: Site
    browser: Browser
    catalogue: Catalogue
    bench: Bench

    @contextmanager
    def sits(
        self,
        role: Role,
        *,
        width: int = SCREEN,
        look: str | None = None,
        unit: str | None = None,
        language: str = "vi-VN",
        who: Someone | None = None,
    ) -> Iterator[Sitting]:
        """Somebody of this role at the desk; `look` is light or dark."""
        who = who or member(self.catalogue.database, role, unit, self.site.time.now)
        with sitting(self.browser, self.site, role, width=width, language=language, who=who) as desk:
            if look:
                desk.page.add_init_script(f"localStorage.setItem('desk.look', '{look}')")
            yield desk

    def closed(self, as_of: str = "2026-11-23", **more: Any) -> dict[str, Any]:
        """The snapshot of a closing by the council."""
        return closed(self.bench.council, asOf=as_of, **more)


@contextmanager
def open_evaluation(browser: Browser, url: str, folder: Path) -> Iterator[Evaluation]:
    """The application over a register of the test's own, with a room for files and keys."""
    with closing(Database(url)) as database, file_room(folder) as room:
        catalogue = Catalogue(database, room=room)
        with open_site(catalogue, data=folder) as site:
            yield Evaluation(site, browser, catalogue, Bench.of(catalogue))
