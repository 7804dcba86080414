"""A reader at a real browser before a real index: search, narrow, read, with and without script, on a phone, by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import PHONE, Visit

pytestmark = pytest.mark.browser


def walk_through(window: Visit) -> None:
    """Search from the start page, narrow by a bar and a facet, widen again, read, go back."""
    page = window.page
    page.goto("/")
    page.fill("#q", "storms harbour")
    page.get_by_role("button", name="Search").click()
    assert window.count() == "10 articles"
    assert page.locator(".hits mark").first.inner_text().lower() in ("storm", "harbour")

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

    page.locator(".hits h2 a").first.click()
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
    assert page.locator(".hits > li").count() > 0


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
        "/concordance?q=storm",
        "/words?q=market&locale=de",
        "/nowhere",
    ):
        window.page.goto(address)
        assert window.overflow() == 0, address
    window.context.close()


def test_the_words_looked_for_are_in_sight_on_a_phone_among_their_mentions(scriptless: Visit) -> None:
    page = scriptless.page
    page.set_viewport_size(PHONE)
    page.goto("/concordance?q=storm")
    mentions = [mark.bounding_box() for mark in page.locator(".kwic mark").all()]
    assert len(mentions) == 50
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in mentions)


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
    titles = page.locator(".hits h2 a").all_inner_texts()
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


def test_a_reader_switches_to_german_and_stays_there(scriptless: Visit) -> None:
    page = scriptless.page
    page.goto("/search?q=storm")
    page.get_by_role("link", name="Deutsch").click()
    assert scriptless.count() == "62 Artikel"
    page.fill("#q", "storm harbour")
    page.get_by_role("button", name="Suchen").click()
    assert scriptless.count() == "10 Artikel"
    page.get_by_role("button", name="ohne Town").click()
    assert scriptless.count() == "Nichts gefunden"
    page.get_by_role("link", name="Ressort, ohne").click()
    page.locator(".hits h2 a").first.click()
    assert "Diesen Artikel zitieren" in page.inner_text("main")
    page.get_by_role("link", name="Zurück zu den Treffern").click()
    page.locator(".hits input").first.check()
    page.get_by_role("button", name="Leseliste").click()
    assert scriptless.count() == "Leseliste"
    page.get_by_role("link", name="English").click()
    assert scriptless.count() == "Reading list"


def test_quotation_marks_are_those_of_the_language(scriptless: Visit) -> None:
    page = scriptless.page
    page.goto("/words?q=harbour&locale=de")
    assert page.evaluate("getComputedStyle(document.querySelector('h1 q')).quotes") == "auto"
    page.goto("/words?q=harbour")
    assert "“" in page.evaluate("getComputedStyle(document.querySelector('h1 q')).quotes")
