"""People who sit at the desk: a real browser, signed in, on the real application with the real desk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FilePayload, Page, expect

from catalog.terms import Role
from tests.browser import Visitor, accessibility_violations, visitor
from tests.people import Someone, member
from tests.web.accounts import Site

PHONE, NARROWEST, SCREEN = 390, 360, 1280


@dataclass
class Sitting:
    """Somebody at the desk."""

    site: Site
    who: Someone
    guest: Visitor

    @property
    def page(self) -> Page:
        """The browser's one page."""
        return self.guest.page

    def open(self, path: str = "") -> Page:
        """Open a view by its address below `/desk` and wait until it stands."""
        self.page.goto(f"{self.site.url}/desk{path}")
        return self.settled()

    def settled(self) -> Page:
        """Wait until nothing is loading any more."""
        self.page.wait_for_load_state("networkidle")
        self.page.locator("h1").first.wait_for()
        expect(self.page.locator("main [aria-busy=true]")).to_have_count(0)
        return self.page

    def picture(self, name: str) -> None:
        """Take a picture of the whole view as it is now, where DESK_PICTURES names a folder; else nothing."""
        if folder := os.environ.get("DESK_PICTURES"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@contextmanager
def sitting(
    browser: Browser,
    site: Site,
    role: Role,
    *,
    unit: str | None = None,
    width: int = SCREEN,
    language: str = "vi-VN",
    who: Someone | None = None,
) -> Iterator[Sitting]:
    """A person of this role at the desk; `width` in CSS pixels."""
    who = who or member(site.catalogue.database, role, unit, site.time.now)
    with visitor(browser, width=width, language=language) as guest:
        cookie: Any = {"name": "session", "value": who.secret, "url": site.url, "httpOnly": True}
        guest.page.context.add_cookies([cookie])
        yield Sitting(site, who, guest)
        assert guest.foreign == []


def code_in_address(page: Page) -> str:
    """The code of the record whose form is open, once the draft has one."""
    page.wait_for_url("**/desk/sites/*/edit")
    return page.url.split("/")[-2]


def too_small(page: Page) -> list[Any]:
    """Targets under 24 by 24 CSS pixels (WCAG 2.2, 2.5.8), but for links in sentences and what a label enlarges."""
    found: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll('a, button, select, textarea, input:not([type=hidden]), summary')]
        .filter(e => !e.closest('p, dd, .skip, .unseen, label'))
        .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)])
        .filter(([box]) => box.width && (box.width < 24 || box.height < 24))"""
    )
    return found


def looked_at(page: Page) -> None:
    """What must hold of every view and state: no rule of axe broken, nothing too wide, no target too small."""
    broken = accessibility_violations(page)
    assert broken == [], f"{page.url}: {broken}"
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"
    small = too_small(page)
    assert small == [], f"{page.url}: {small}"


def chosen(*contents: bytes) -> list[FilePayload]:
    """Photographs as a folder or a camera hands them over."""
    return [
        FilePayload(name=f"anh-{number}.jpg", mimeType="image/jpeg", buffer=content)
        for number, content in enumerate(contents, start=1)
    ]
