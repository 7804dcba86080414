"""axe-core finds nothing on any page, in light and dark, on a desk and on a phone; small promises that it cannot measure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsing import DESK, PHONE, Visit

pytestmark = pytest.mark.browser

STATIC = Path(__file__).resolve().parent.parent / "search_web" / "static"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "start": "/",
    "results": "/search?q=storm&source=Harbour+Times&exclude_section=Town",
    "shares": "/search?q=storm+harbour&chart=share",
    "any word": "/search?q=storm+harbour&match=any&from=2020-02&to=15+Feb+2020",
    "nothing found": "/search?q=stormm+zeppelin&from=2020",
    "not read": "/search?q=storm&from=1066-13",
    "article": "/article/story-1?q=storm",
    "hostile article": "/article/hostile?q=storm",
    "Arabic article": "/article/arabic",
    "reading list": "/reading-list?id=story-1&id=arabic",
    "compared": "/search?q=storm&compare=harbour&compare=market&chart=share",
    "mentions": "/concordance?q=storm&order=left",
    "words around": "/words?q=harbour",
    "words of each year": "/words?q=harbour&by=year",
    "saved searches": "/alerts",
    "help": "/help",
    "no such page": "/nothing-here",
}


def findings(page: Any) -> list[str]:
    """What axe-core finds, a line each, with every fold of the page opened."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    answer = axe.run(page, options={"runOnly": RULES}).response
    return [
        f"{found['id']}: {node['html'][:200]}" for found in answer["violations"] for node in found["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_keeps_anybody_from_using_a_page(
    chromium: Any, site: str, size: dict[str, int], scheme: str
) -> None:
    context = chromium.new_context(viewport=size, base_url=site, color_scheme=scheme)
    assert found_on_pages(context) == {name: [] for name in PAGES}


@pytest.mark.parametrize(
    ("size", "scheme"), [(DESK, "dark"), (PHONE, "light")], ids=["dark desk", "light phone"]
)
def test_nothing_keeps_anybody_from_using_a_german_page(
    chromium: Any, site: str, size: dict[str, int], scheme: str
) -> None:
    context = chromium.new_context(viewport=size, base_url=site, color_scheme=scheme, locale="de-DE")
    assert found_on_pages(context) == {name: [] for name in PAGES}


def found_on_pages(context: Any) -> dict[str, list[str]]:
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for name, address in PAGES.items():
        page.goto(address)
        found[name] = findings(page)
    context.close()
    return found


@pytest.mark.parametrize("width", [320, PHONE["width"]])
def test_long_german_words_fit_a_phone(chromium: Any, site: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 740}, base_url=site, locale="de-DE")
    page = context.new_page()
    too_wide = {}
    for name, address in PAGES.items():
        page.goto(address)
        assert page.evaluate("document.documentElement.lang") == "de"
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        too_wide[name] = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    context.close()
    assert too_wide == dict.fromkeys(PAGES, False)


def test_every_table_says_what_it_shows(scriptless: Visit) -> None:
    captions = {}
    for name, address in PAGES.items():
        scriptless.page.goto(address)
        tables = scriptless.page.locator("table").all()
        captions[name] = [" ".join(table.locator("caption").all_text_contents()).strip() for table in tables]
    assert all(caption for found in captions.values() for caption in found)
    assert captions["mentions"] == ["Mentions 1 to 50 with what stands before and behind them"]
    assert all(caption.startswith("Compared ") for caption in captions["words around"])
    assert [len(captions[name]) for name in ("shares", "nothing found", "compared")] == [1, 1, 1]  # fmt: skip


def test_links_lead_from_mention_to_mention_without_script(scriptless: Visit) -> None:
    page = scriptless.page
    page.goto("/article/story-1?q=storm+morning")
    numbers = page.locator(".mentions a").all_inner_texts()
    assert numbers == ["1", "2", "3"]
    page.get_by_role("link", name="2", exact=True).click()
    assert page.locator("mark:target").inner_text() == "storm"
    page.get_by_role("link", name="3", exact=True).click()
    assert page.locator("mark:target").inner_text() == "morning"


def test_keys_lead_from_mention_to_mention_and_stay_at_the_ends(visit: Visit) -> None:
    page = visit.page
    page.goto("/article/story-1?q=storm+morning")
    met = []
    for key in "nnnnpp":
        page.keyboard.press(key)
        met.append(page.evaluate("document.activeElement.id"))
    assert met == ["m1", "m2", "m3", "m3", "m2", "m1"]
    page.goto("/article/story-1?q=storm+morning#m2")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "m3"


def test_an_article_without_marks_has_no_list_of_mentions(visit: Visit) -> None:
    visit.page.goto("/article/story-1")
    assert visit.page.locator(".mentions").count() == 0
    visit.page.keyboard.press("n")
    assert visit.focused() != "m1"


def test_a_value_is_left_out_by_its_button_without_script(scriptless: Visit) -> None:
    page = scriptless.page
    page.goto("/search?q=storm")
    assert scriptless.count() == "62 articles"
    page.get_by_role("button", name="not Town").click()
    assert "exclude_section=Town" in page.url
    assert scriptless.count() == "32 articles"
    assert "Section, not:" in page.locator(".chips").inner_text()
    page.get_by_role("link", name="Section, not:").click()
    assert scriptless.count() == "62 articles"


def test_the_day_s_origin_opens_by_keyboard(visit: Visit) -> None:
    page = visit.page
    page.goto("/search?q=storm&source=Harbour+Times")
    page.locator(".hits summary").first.focus()
    page.keyboard.press("Enter")
    assert "as printed" in page.locator(".hits details p").first.inner_text()


def test_a_page_asks_for_one_style_and_one_script_and_the_script_is_small(visit: Visit) -> None:
    asked: list[tuple[str, str]] = []
    visit.page.on("request", lambda request: asked.append((request.resource_type, request.url)))
    visit.page.goto("/search?q=storm")
    kinds = [kind for kind, _ in asked]
    assert (kinds.count("stylesheet"), kinds.count("script"), kinds.count("document")) == (1, 1, 1)
    assert all(url.startswith(("http://127.0.0.1:", "data:")) for _, url in asked)
    assert (STATIC / "morgue.js").stat().st_size <= 15_000
