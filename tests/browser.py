"""A real browser for the tests: Debian's Chromium, driven by Playwright, seeing one host only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from tests.lanes import chromium
from tests.npm import node_modules

AXE = Path(__file__).parent / "web" / "axe"
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start Chromium without a window; root has to do without its sandbox."""
    flags = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A fresh visitor with one page, and what went wrong on it.

    `foreign` are addresses outside this machine that the page asked for (none is let through), `faults`
    are errors in its console or its scripts.
    """

    page: Page
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note foreign requests and faults from now on."""
        self.page.route("**/*", self._let_through)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda message: self._note(message.type, message.text))

    def _let_through(self, route: Route, request: Request) -> None:
        if urlsplit(request.url).hostname in {"127.0.0.1", "localhost", None}:
            route.continue_()
        else:
            self.foreign.append(request.url)
            route.abort()

    def _note(self, kind: str, text: str) -> None:
        if kind == "error":
            self.faults.append(text)


@contextmanager
def visitor(
    browser: Browser, *, width: int = 1280, language: str = "vi-VN", javascript: bool = True
) -> Iterator[Visitor]:
    """A visitor who never came before. `width` in CSS pixels: 390 is a telephone, 1280 a desk."""
    context = browser.new_context(
        viewport={"width": width, "height": 844}, locale=language, java_script_enabled=javascript
    )
    guest = Visitor(context.new_page())
    guest.watch()
    yield guest
    context.close()


@cache
def _axe_source() -> str:
    return (node_modules(AXE) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def accessibility_violations(page: Page) -> list[str]:
    """Every rule of axe-core that the page breaks, with the elements; marks: `chromium` and `node`."""
    page.evaluate(_axe_source())
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run()).violations")
    return [f"{v['id']}: {v['help']} {[node['target'] for node in v['nodes']]}" for v in found]
