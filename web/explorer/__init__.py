"""The GraphQL explorer: GraphiQL, bundled by `make explorer` and served from here, never from another host.

Where it has not been built, and for browsers without JavaScript, links run the same examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from web.built import built_file, no_such_file
from web.explorer.examples import Example, examples
from web.headers import DEMO_NAME, DEMO_SAYS, EXPLORER_POLICY, PAGE_POLICY

_HERE = Path(__file__).parent
_STATIC = _HERE / "static"
_FILES = "/explorer/static/"

_HEAD = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Khám phá dữ liệu bằng GraphQL · Danh mục di tích tỉnh Điện Biên</title>
"""

_INTRODUCTION = """<main>
<h1>Khám phá dữ liệu bằng GraphQL</h1>
<p class="other" lang="en">Explore the data with GraphQL</p>
<p>Mỗi ví dụ dưới đây là một truy vấn mà các ứng dụng thật gửi tới danh mục này. Bấm vào để chạy và xem
câu trả lời (JSON); không cần JavaScript.</p>
<p class="other" lang="en">Each example is a query that real applications send to this catalogue. Follow its
link to run it and see the answer (JSON); no JavaScript is needed.</p>
"""

_BANNER = f"""<aside class="demo" aria-label="{DEMO_NAME.vi} / {DEMO_NAME.en}">
<p><strong>{DEMO_NAME.vi}</strong>: {DEMO_SAYS.vi} <span lang="en"><strong>{DEMO_NAME.en}</strong>: {DEMO_SAYS.en}</span></p>
</aside>
"""
_BANNER_STYLE = """<style>.demo { padding: 0.4rem 1rem; border-bottom: 3px solid #8a2f66; background: #f7ecd4; color: #3d2900;
font: 0.875rem/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; } .demo p { margin: 0; }</style>
"""
_NOT_TO_BE_FOUND = """<meta name="robots" content="noindex, nofollow">
"""

_HOW_TO_BUILD = """<h2>Trình soạn truy vấn <span class="other" lang="en">/ The query editor</span></h2>
<p>Chưa được dựng trên máy chủ này. Người quản trị dựng bằng lệnh <code>make explorer</code> (cần Node.js và
npm), rồi tải lại trang.</p>
<p class="other" lang="en">It has not been built on this server. The operator builds it with
<code>make explorer</code> (needs Node.js and npm); then reload this page.</p>
"""

_WHERE_IT_IS = """<p><a href="/explorer">Trình soạn truy vấn</a> cần JavaScript.</p>
<p class="other" lang="en">The <a href="/explorer">query editor</a> needs JavaScript.</p>
"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files that `make explorer` made; each is named by its content and never changes."""

    script: str
    style: str

    @classmethod
    def found(cls, folder: Path) -> Bundle | None:
        """The bundle in a folder, or None where none has been built."""
        manifest = folder / "manifest.json"
        return cls(**orjson.loads(manifest.read_bytes())) if manifest.exists() else None


class Explorer:
    """The explorer's pages and files; looks for the bundle at every request, so building needs no restart."""

    def __init__(self, endpoint: str, folder: Path, *, is_demo: bool = False) -> None:
        self.endpoint = endpoint
        self.is_demo = is_demo
        self.folder = folder

    def page(self, request: Request) -> Response:
        """GraphiQL where it has been built, else the examples as links."""
        bundle = Bundle.found(self.folder)
        if bundle is None:
            return self.plain(request)
        return _page(editor_page(self.endpoint, bundle, is_demo=self.is_demo), EXPLORER_POLICY)

    def plain(self, _request: Request) -> Response:
        """The examples as links, for whoever has no JavaScript or cannot use GraphiQL."""
        text = plain_page(self.endpoint, Bundle.found(self.folder), is_demo=self.is_demo)
        return _page(text, PAGE_POLICY)

    def file(self, request: Request) -> Response:
        """One file of the bundle, compressed where the client takes it; no other name is looked up."""
        name: str = request.path_params["name"]
        bundle = Bundle.found(self.folder)
        if bundle is None or name not in (bundle.script, bundle.style):
            return no_such_file()
        return built_file(request, self.folder, name)

    def style(self, _request: Request) -> Response:
        """The plain page's style sheet."""
        text = (_HERE / "page.css").read_text(encoding="utf-8")
        return Response(text, headers={"Cache-Control": "no-cache"}, media_type="text/css")


def explorer_routes(
    endpoint: str = "/graphql", folder: Path = _STATIC, *, is_demo: bool = False
) -> list[BaseRoute]:
    """The routes of the explorer for the GraphQL interface at `endpoint`; `folder` holds the bundle."""
    explorer = Explorer(endpoint, folder, is_demo=is_demo)
    return [
        Route("/explorer", explorer.page, name="explorer"),
        Route("/explorer/examples", explorer.plain, name="explorer-examples"),
        Route("/explorer/page.css", explorer.style, name="explorer-style"),
        Route(_FILES + "{name}", explorer.file, name="explorer-file"),
    ]


def editor_page(endpoint: str, bundle: Bundle, *, is_demo: bool = False) -> str:
    """The page that loads GraphiQL; the examples travel in it as data, not as script."""
    data = {
        "endpoint": endpoint,
        "examples": [
            {"name": each.name, "query": each.query, "variables": each.variables} for each in examples()
        ],
    }
    json = orjson.dumps(data).decode().replace("<", "\\u003c")
    links = "".join(
        f'<li><a href="/explorer?example={each.name}">{escape(each.title.vi)}</a></li>' for each in examples()
    )
    return f"""{_HEAD}{_NOT_TO_BE_FOUND + _BANNER_STYLE if is_demo else ""}<link rel="stylesheet" href="{_FILES}{bundle.style}">
<script type="module" src="{_FILES}{bundle.script}"></script>
</head>
<body>
{_BANNER if is_demo else ""}<header class="explorer-bar">
<h1><a href="/">Danh mục di tích tỉnh Điện Biên</a> · GraphQL</h1>
<nav aria-label="Ví dụ / Examples"><ul>{links}
<li><a href="/explorer/examples">Trang không cần JavaScript</a></li></ul></nav>
</header>
<main id="explorer"><noscript>{_example_list(endpoint)}</noscript></main>
<script type="application/json" id="explorer-data">{json}</script>
</body>
</html>
"""


def plain_page(endpoint: str, bundle: Bundle | None, *, is_demo: bool = False) -> str:
    """The page without GraphiQL: what the interface is, and every example with a link that runs it."""
    return f"""{_HEAD}{_NOT_TO_BE_FOUND if is_demo else ""}<link rel="stylesheet" href="/explorer/page.css">
</head>
<body>
{_BANNER if is_demo else ""}{_INTRODUCTION}<h2>Ví dụ <span class="other" lang="en">/ Examples</span></h2>
{_example_list(endpoint)}
{_HOW_TO_BUILD if bundle is None else _WHERE_IT_IS}</main>
</body>
</html>
"""


def _page(text: str, policy: str) -> Response:
    return HTMLResponse(text, headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"})


def _example_list(endpoint: str) -> str:
    items = "\n".join(_example_item(each, endpoint) for each in examples())
    return f'<ul class="examples">\n{items}\n</ul>'


def _example_item(example: Example, endpoint: str) -> str:
    variables = orjson.dumps(example.variables, option=orjson.OPT_INDENT_2).decode()
    return f"""<li>
<h3><a href="{escape(example.address(endpoint))}">{escape(example.title.vi)}</a></h3>
<p class="other" lang="en">{escape(example.title.en)}</p>
<details><summary>Truy vấn và biến <span class="other" lang="en">/ Query and variables</span></summary>
<pre tabindex="0"><code>{escape(example.query)}
{escape(variables)}</code></pre></details>
</li>"""
