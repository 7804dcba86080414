"""A real browser before a real index of an invented town: the fixtures of all browser tests."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from indexer.article import Article, PublicationDate, Undated
from indexer.engines import open_archive
from search_web import create_app

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PLACES = ("harbour", "market", "station", "library", "bridge", "theatre")


def articles() -> Iterator[Article]:
    """Half a year of an invented town: three papers, one storm a week, and some articles that are odd."""
    for number in range(60):
        month, day = divmod(number * 3, 28)
        place = PLACES[number % len(PLACES)]
        yield Article(
            id=f"story-{number}",
            title=f"Storm closes the {place} for the {number + 1}. time",
            byline=("Maria Lopez", "Jan Kowalski", None)[number % 3],
            source=("Harbour Times", "Northern Wire", "The Evening Ledger")[number % 3],
            section=("Town", "Weather")[number % 2],
            language="en",
            body=f"The storm came at night.\n\nBy morning the {place} was closed, and nobody could say for how long.",
            captions=(f"The {place} on the day after.",),
            published=PublicationDate(date=f"2020-{month + 1:02d}-{day + 1:02d}", raw="as printed"),
            path=f"town/{number}.txt",
            format="text",
        )
    yield Article(
        id="hostile",
        title='<img src=x onerror="alert(1)"> storm <script>alert(2)</script>',
        source="<b>Bold</b>",
        body='"><script>alert(3)</script> storm',
        url="javascript:alert(4)",
        undated=Undated(reason="<i>none</i>"),
        path="town/hostile.txt",
        format="text",
    )
    yield Article(
        id="arabic",
        title="عاصفة تغلق الميناء",
        language="ar",
        body="أغلقت العاصفة الميناء ليلا. storm",
        published=PublicationDate(date="2020-03", precision="month"),
        path="town/arabic.json",
        format="json",
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a fresh index of the town."""
    location: Path = tmp_path_factory.mktemp("site") / "index"
    archive = open_archive(location)
    with archive.writer(update=False) as writer:
        loader = writer.loader_factory()(0)
        for article in articles():
            loader.put(article)
        batch = loader.flush()
        assert batch is not None
        writer.commit([batch])
    app = create_app(archive, today=lambda: date(2020, 7, 1))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A running Chromium; skips where there is none, fails where there must be one."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    missing = None if program else "Chromium is not installed (on Debian: apt-get install chromium)"
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing = "Playwright is not installed (pip install 'morgue[test]')"
    if missing:
        if os.environ.get("MORGUE_REQUIRE_ALL_TESTS"):
            pytest.fail(f"{missing}, and this run must not skip the browser")
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """One window on the site, which remembers what the browser complained of and which dialogs came up."""

    def __init__(self, browser: Any, site: str, **options: Any) -> None:
        self.context = browser.new_context(viewport=DESK, base_url=site, **options)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        self.complaints.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def count(self) -> str:
        return str(self.page.inner_text("h1"))

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.id || document.activeElement.textContent"))


@pytest.fixture
def visit(chromium: Any, site: str) -> Iterator[Visit]:
    """A window with script; afterwards the browser must have had nothing to complain of."""
    window = Visit(chromium, site)
    yield window
    window.context.close()
    assert window.complaints == []


@pytest.fixture
def scriptless(chromium: Any, site: str) -> Iterator[Visit]:
    window = Visit(chromium, site, java_script_enabled=False)
    yield window
    window.context.close()
