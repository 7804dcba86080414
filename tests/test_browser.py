"""A reader at a real browser before a real index: search, narrow, read, with and without script, on a phone, by keyboard."""

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

pytestmark = pytest.mark.browser

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


def walk_through(window: Visit) -> None:
    """Search from the start page, narrow by a bar and a facet, widen again, read, go back."""
    page = window.page
    page.goto("/")
    page.fill("#q", "storms harbour")
    page.get_by_role("button", name="Search").click()
    assert window.count() == "10 articles"
    assert page.locator(".hit mark").first.inner_text().lower() in ("storm", "harbour")

    bars = page.locator("svg.bars a")
    before = bars.count()
    page.locator("svg.bars a").nth(1).locator("rect").last.click()
    assert "from=20" in page.url
    assert int(window.count().split()[0]) < 10
    assert "Dates:" in page.locator(".chips").inner_text()

    page.get_by_role("link", name="Dates:").click()
    assert window.count() == "10 articles"
    assert page.locator("svg.bars a").count() == before

    page.locator(".facets").get_by_role("link", name="Town").click()
    assert window.count() == "10 articles"
    page.get_by_role("link", name="Harbour Times").first.click()
    assert page.locator(".chips li").count() == 3, "two filters and a way to drop both"

    page.locator(".hit h2 a").first.click()
    assert page.locator(".text p").count() == 2
    assert {mark.lower() for mark in page.locator("article mark").all_inner_texts()} == {"storm", "harbour"}
    page.get_by_role("link", name="Back to the results").click()
    assert "source=Harbour" in page.url


def test_a_reader_searches_narrows_reads_and_comes_back(visit: Visit) -> None:
    walk_through(visit)


def test_everything_works_without_script(scriptless: Visit) -> None:
    walk_through(scriptless)


def test_a_mistyped_search_leads_to_what_was_meant(scriptless: Visit) -> None:
    page = scriptless.page
    page.goto("/")
    page.fill("#q", "stomr harbuor")
    page.get_by_role("button", name="Search").click()
    assert scriptless.count() == "Nothing found"
    page.get_by_role("link", name="storm harbour").click()
    assert scriptless.count() == "10 articles"
    assert page.input_value("#q") == "storm harbour"


def test_the_part_that_keeps_everything_out_is_left_out_by_a_link(scriptless: Visit) -> None:
    page = scriptless.page
    page.goto("/search?q=harbour+market&from=2020-02")
    assert "no article matches harbour and market together" in page.locator(".nothing").inner_text()
    page.locator("table.parts tbody tr").nth(1).get_by_role("link").last.click()
    assert page.input_value("#q") == "harbour"
    assert page.input_value("#from") == "2020-02"
    assert page.locator(".hit").count() > 0


def test_an_example_of_the_help_page_is_a_search(scriptless: Visit) -> None:
    page = scriptless.page
    page.goto("/search?q=storm")
    page.get_by_role("link", name="How to search").click()
    page.get_by_role("link", name="Nearness").click()
    page.get_by_role("link", name="(storm OR flood) harbour", exact=True).click()
    assert scriptless.count() == "10 articles"


def test_the_table_of_the_timeline_opens_and_narrows_without_script(scriptless: Visit) -> None:
    page = scriptless.page
    page.goto("/search?q=storm")
    assert not page.locator("figure table").is_visible()
    page.get_by_text("As a table").click()
    assert page.locator("figure table").is_visible()
    page.locator("figure table a").first.click()
    assert "from=20" in page.url


def test_facets_are_open_beside_the_results_on_a_wide_screen(scriptless: Visit) -> None:
    scriptless.page.goto("/search?q=storm")
    assert scriptless.page.locator(".facets").is_visible()
    assert not scriptless.page.get_by_text("Narrow by").is_visible()


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_wider_than_a_phone(chromium: Any, site: str, width: int) -> None:
    window = Visit(chromium, site)
    window.page.set_viewport_size({"width": width, "height": 740})
    for address in (
        "/",
        "/search?q=storm&source=Harbour+Times&from=2020&exclude_section=Town",
        "/search?q=" + "w" * 300,
        "/search?q=storm&from=the+32nd+of+May",
        "/search?q=zeppelin&from=2020",
        "/search?q=stomr+harbour+title:market&from=2020&source=The+Evening+Ledger&exclude_section=Town",
        "/help",
        "/article/story-0?q=storm",
        "/article/hostile",
        "/nowhere",
    ):
        window.page.goto(address)
        assert window.overflow() == 0, address
    window.context.close()


def test_facets_fold_on_a_phone_and_open_by_a_tap(scriptless: Visit) -> None:
    page = scriptless.page
    page.set_viewport_size(PHONE)
    page.goto("/search?q=storm")
    assert not page.locator(".facets").is_visible()
    page.get_by_text("Narrow by").click()
    page.locator(".facets").get_by_role("link", name="Weather").click()
    assert scriptless.count() == "30 articles"


def test_keys_lead_through_the_hits(visit: Visit) -> None:
    page = visit.page
    page.goto("/search?q=storm&sort=oldest")
    titles = page.locator(".hit h2 a").all_inner_texts()
    for key, expected in (("j", titles[0]), ("j", titles[1]), ("k", titles[0]), ("k", titles[0])):
        page.keyboard.press(key)
        assert visit.focused() == expected
    page.keyboard.press("/")
    assert visit.focused() == "q"
    page.keyboard.type("jk?/")
    assert page.input_value("#q") == "jk?/", "in the box they are letters"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.locator("#keys").wait_for(state="hidden")
    page.keyboard.press("j")
    assert visit.focused() == titles[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/**", timeout=5_000)


def test_the_first_tab_skips_to_the_content(visit: Visit) -> None:
    page = visit.page
    page.goto("/search?q=storm")
    page.keyboard.press("Tab")
    assert visit.focused() == "Skip to the content"
    page.keyboard.press("Enter")
    assert visit.focused() == "content"


def test_a_field_that_cannot_be_read_has_the_focus(visit: Visit) -> None:
    visit.page.goto("/search?q=storm&to=never")
    assert visit.focused() == "to"
    visit.complaints.clear()  # the browser notes the status 400


def test_no_markup_of_an_article_ever_runs(visit: Visit) -> None:
    page = visit.page
    for address in ("/", "/search?q=storm+dated:no", "/article/hostile?q=storm"):
        page.goto(address)
    assert page.locator("h1").inner_text().startswith("<img src=x onerror=")
    assert page.locator("main img, main script").count() == 0


def test_a_right_to_left_article_is_set_from_the_right(visit: Visit) -> None:
    visit.page.goto("/article/arabic?q=storm")
    assert visit.page.evaluate("getComputedStyle(document.querySelector('.text p')).direction") == "rtl"
    assert visit.page.locator(".about time").inner_text() == "March 2020"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_light_and_dark(chromium: Any, site: str, scheme: str) -> None:
    window = Visit(chromium, site, color_scheme=scheme)
    for address in (
        "/",
        "/search?q=storm&from=2020",
        "/article/story-0?q=storm",
        "/search?q=storm&from=never",
        "/search?q=stomr+title:market",
        "/help",
    ):
        window.page.goto(address)
        faint = window.page.evaluate(CONTRASTS)
        assert faint == [], address
    window.context.close()


CONTRASTS = """() => {
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || element.closest("svg")) continue;
    const [one, two] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) faint.push(`${element.tagName} ${element.className} ${ratio.toFixed(2)}`);
  }
  return faint;
}"""


def test_a_printed_article_is_the_article_alone(visit: Visit) -> None:
    page = visit.page
    page.goto("/article/story-0?q=storm")
    page.emulate_media(media="print")
    assert page.locator(".text").is_visible()
    assert page.locator(".record").is_visible()
    for left_out in (".again", ".back", ".colophon"):
        assert not page.locator(left_out).is_visible()


def test_the_page_does_not_jump_while_it_loads(visit: Visit) -> None:
    page = visit.page
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries())"
        " window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto("/search?q=storm")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shift") < 0.01
    requests = page.evaluate(
        "performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)"
    )
    assert sorted(set(requests) - {"/static/icon.svg"}) == ["/static/morgue.css", "/static/morgue.js"]
