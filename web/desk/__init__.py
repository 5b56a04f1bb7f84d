"""The desk: the staff's and evaluators' web application, built from `desk/` and served from here.

It is a client of the public GraphQL interface like any other; this package only hands out its files and the one page
that loads them. Where it has not been built, the page says how.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from catalog.errors import Message
from web.built import FOR_A_DAY, FOR_EVER, built_file, no_such_file
from web.desk.basemap import BASEMAP, Basemap
from web.headers import PAGE_POLICY, policy

STATIC = Path(__file__).parent / "static"
ENTRY = "src/main.tsx"
FIRST_WORDS = "messages/vi.json"
FIRST_VIEW = "src/home/home.tsx"
FIRST_PARTS = tuple(f"{FIRST_WORDS}?part={part}" for part in ("records", "told", "own"))
WORKER = "sw.js"

DESK_POLICY = policy(
    script_src="'self'",
    style_src="'self'",
    img_src="'self' data: blob:",
    media_src="'self' blob:",
    font_src="'self'",
    connect_src="'self'",
    worker_src="'self'",
    manifest_src="'self'",
    form_action="'self'",
)
"""Everything from this host and nothing inline; `blob:` shows pictures that are not sent yet."""

DESK_PERMISSIONS = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"
"""Officers take photographs and stand at the site: the browser asks them before each is used."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")
_SOURCES = re.compile(r".*\.(gz|br|json)")
_HASHED = re.compile(r".+-[A-Za-z0-9_-]{8}\.[a-z0-9]+")

NOT_BUILT = Message(
    "Bàn làm việc chưa được dựng trên máy chủ này. Người quản trị dựng bằng lệnh make desk, rồi tải lại trang.",
    "The desk has not been built on this server. The operator builds it with make desk; then reload this page.",
)
NEEDS_SCRIPT = Message(
    "Bàn làm việc cần JavaScript. Trang công khai thì không.",
    "The desk needs JavaScript. The public pages do not.",
)


@dataclass(frozen=True, slots=True)
class Build:
    """What the page loads: the entry, the modules that it asks for next, the style sheets, and those of the first view."""

    script: str
    modules: tuple[str, ...]
    styles: tuple[str, ...]
    later_styles: tuple[str, ...]

    @classmethod
    def found(cls, folder: Path, *, is_first: bool = False) -> Build | None:
        """The build in a folder, or None where there is none; `is_first`: with the view that most people begin with.

        The manifest is Vite's.
        """
        file = folder / "manifest.json"
        if not file.exists():
            return None
        chunks = orjson.loads(file.read_bytes())
        wanted = (ENTRY, FIRST_WORDS, *((FIRST_VIEW, *FIRST_PARTS) if is_first else ()))
        near = _with_imports(chunks, wanted)
        modules = tuple(chunks[name]["file"] for name in near if name != ENTRY)
        styles = tuple(chunks[ENTRY].get("css", ()))
        later = [style for name in near for style in chunks[name].get("css", ()) if style not in styles]
        return cls(chunks[ENTRY]["file"], modules, styles, tuple(dict.fromkeys(later)))


def _with_imports(chunks: dict[str, Any], names: Iterable[str]) -> list[str]:
    """These chunks and all that they import, and what that imports, in the order of being named, each once.

    A browser learns of an import only when it has read what imports it: one more round trip for each step.
    """
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting = [*chunks[name].get("imports", ()), *waiting]
    return list(found)


class Desk:
    """The desk's page and files; looks for the build at every request, so building needs no restart."""

    def __init__(self, folder: Path, basemap: Basemap, *, is_demo: bool = False) -> None:
        self.folder = folder
        self.basemap = basemap
        self.is_demo = is_demo

    def page(self, request: Request) -> Response:
        """The page of every view: which one it is, the script reads from the address."""
        build = Build.found(self.folder, is_first=request.url.path == "/desk")
        if build is None:
            return _page(plain_page(NOT_BUILT), PAGE_POLICY, status=503)
        marks = {"data-demo": self.is_demo, "data-basemap": self.basemap.is_there}
        return _page(desk_page(build, [mark for mark, is_set in marks.items() if is_set]), DESK_POLICY)

    def worker(self, request: Request) -> Response:
        """The service worker: asked for anew each time, and allowed to answer for every view."""
        if not (self.folder / WORKER).is_file():
            return no_such_file()
        answer = built_file(request, self.folder, WORKER, cache="no-cache")
        answer.headers["Service-Worker-Allowed"] = "/desk"
        answer.headers["Content-Security-Policy"] = DESK_POLICY
        return answer

    def file(self, request: Request) -> Response:
        """One file of the build; what it was made from and its manifest are not handed out."""
        name: str = request.path_params["name"]
        if not _NAME.fullmatch(name) or _SOURCES.fullmatch(name) or not (self.folder / name).is_file():
            return no_such_file()
        return built_file(
            request, self.folder, name, cache=FOR_EVER if _HASHED.fullmatch(name) else FOR_A_DAY
        )


def desk_routes(
    folder: Path | None = None, *, basemap: Path | None = None, is_demo: bool = False
) -> list[BaseRoute]:
    """The routes of the desk; `folder` holds what was built, `basemap` is a PMTiles file of the office."""
    ground = Basemap(basemap)
    desk = Desk(folder or STATIC, ground, is_demo=is_demo)
    return [
        Route(BASEMAP, ground.file, name="desk-basemap"),
        Route("/desk/static/{name:path}", desk.file, name="desk-file"),
        Route("/desk/sw.js", desk.worker, name="desk-worker"),
        Route("/desk", desk.page, name="desk"),
        Route("/desk/{view:path}", desk.page, name="desk-view"),
    ]


def desk_page(build: Build, marks: Sequence[str] = ()) -> str:
    """The page that loads the desk; `marks` tell it of a demonstration (data-demo) and of a basemap (data-basemap)."""
    files = "/desk/static/"
    styles = "".join(f'<link rel="stylesheet" href="{files}{name}">\n' for name in build.styles)
    modules = "".join(f'<link rel="modulepreload" href="{files}{name}">\n' for name in build.modules)
    modules += "".join(
        f'<link rel="preload" as="style" href="{files}{name}">\n' for name in build.later_styles
    )
    told = "".join(f" {mark}" for mark in marks)
    return f"""{_HEAD}<link rel="icon" href="{files}mark.svg" type="image/svg+xml">
<link rel="manifest" href="{files}desk.webmanifest">
<meta name="theme-color" content="#0e2a22">
{styles}<script type="module" src="{files}{build.script}"></script>
{modules}</head>
<body>
<div id="desk"{told}></div>
<noscript><p>{_both(NEEDS_SCRIPT)} <a href="/">Danh mục di tích tỉnh Điện Biên</a></p></noscript>
</body>
</html>
"""


def plain_page(message: Message) -> str:
    """A page that says one thing."""
    return f"""{_HEAD}</head>
<body>
<main><h1>Danh mục di tích tỉnh Điện Biên</h1>
<p>{_both(message)}</p>
<p><a href="/">Trang chủ / Home</a></p></main>
</body>
</html>
"""


_HEAD = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Danh mục di tích tỉnh Điện Biên</title>
"""


def _both(message: Message) -> str:
    return f'{escape(message.vi)} <span lang="en">{escape(message.en)}</span>'


def _page(text: str, content_policy: str, *, status: int = 200) -> Response:
    headers = {
        "Content-Security-Policy": content_policy,
        "Permissions-Policy": DESK_PERMISSIONS,
        "Cache-Control": "no-cache",
    }
    return HTMLResponse(text, status, headers)
