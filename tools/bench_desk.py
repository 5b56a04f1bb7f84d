"""Measures how soon the desk is usable on a slow telephone: `make bench-desk`.

Chromium is throttled to 400 kbit/s, 400 ms for each round trip and a processor four times slower (DevTools), against a real
server on the loopback address. "Usable" is when the first view shows what the person has to do, counted from the
navigation. A first visit begins with nothing kept in the browser but the session; a later one comes after the service
worker has taken over. Each is done five times, the worst counts; bytes are those of the network. The last line is one
JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CATALOG = str(Path(sys.executable).with_name("catalog"))
PASSWORD = "suối sâu núi cao 7"  # noqa: S105 - of a catalogue that is thrown away
BITS_PER_S, ROUND_TRIP_MS, SLOWER = 400_000, 400, 4
PHONE = {"width": 390, "height": 844}
START_S = 60


@contextmanager
def serving(data: Path, port: int) -> Iterator[str]:
    """A server on a new data directory."""
    environment = {**os.environ, "DIENBIEN_DATA": str(data), "HOST": "127.0.0.1", "PORT": str(port)}
    with (data / "log").open("w") as log:
        process = subprocess.Popen([CATALOG, "serve"], env=environment, stdout=log, stderr=log)
    url, deadline = f"http://127.0.0.1:{port}", time.monotonic() + START_S
    try:
        while True:
            try:
                httpx2.get(f"{url}/health/ready").raise_for_status()
                break
            except httpx2.HTTPError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(START_S)


def joined(browser: Browser, url: str, data: Path) -> Any:
    """An editor's session, as the browser's cookies: invited on the machine, joined on the page."""
    command = [CATALOG, "account", "invite", "--name", "Biên tập 1", "--role", "EDITOR"]
    environment = {**os.environ, "DIENBIEN_DATA": str(data), "DIENBIEN_PUBLIC_URL": url}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    link = next(word for word in said.split() if "/account/join/" in word)
    context = browser.new_context()
    page = context.new_page()
    page.goto(url + link[link.index("/account/join/") :])
    page.locator("#password").fill(PASSWORD)
    page.locator("main button").first.click()
    page.wait_for_url("**/account**")
    cookies = context.cookies()
    context.close()
    return cookies


def throttled(context: BrowserContext, page: Page) -> Any:
    """The page on a slow network and a slow processor; counts the bytes that come."""
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP_MS,
            "downloadThroughput": BITS_PER_S / 8,
            "uploadThroughput": BITS_PER_S / 8,
        },
    )
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return tools


def visit(page: Page, tools: Any, url: str) -> tuple[float, int]:
    """Seconds until the first view is usable, and the bytes that it took."""
    received: list[int] = []
    tools.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    started = time.perf_counter()
    page.goto(f"{url}/desk", wait_until="commit")
    page.locator("main h2").first.wait_for()
    page.wait_for_selector("main [aria-busy=true]", state="detached")
    return time.perf_counter() - started, sum(received)


def measured(browser: Browser, url: str, cookies: Any) -> tuple[tuple[float, int], tuple[float, int]]:
    """A first and a later visit of a browser that was never here."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN")  # type: ignore[arg-type]
    context.add_cookies(cookies)
    page = context.new_page()
    first = visit(page, throttled(context, page), url)
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    page.close()
    page = context.new_page()
    later = visit(page, throttled(context, page), url)
    context.close()
    return first, later


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--port", type=int, default=8321)
    options = asked.parse_args()
    chromium = shutil.which("chromium", path="/usr/bin") or shutil.which("chromium")
    if chromium is None:
        raise SystemExit("bench-desk needs Debian's chromium.")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), options.port) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        cookies = joined(browser, url, Path(folder))
        rounds = [measured(browser, url, cookies) for _ in range(options.rounds)]
        browser.close()
    for name, visits in (("first", [f for f, _ in rounds]), ("later", [la for _, la in rounds])):
        seconds = ", ".join(f"{s:.2f}" for s, _ in visits)
        print(
            f"{name} visit: {seconds} s; worst {max(s for s, _ in visits):.2f} s; {max(b for _, b in visits)} bytes"
        )
    worst = [max(s for s, _ in visits) for visits in zip(*rounds, strict=True)]
    print(
        json.dumps({"first_s": round(worst[0], 2), "later_s": round(worst[1], 2), "rounds": options.rounds})
    )


if __name__ == "__main__":
    main()
