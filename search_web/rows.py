"""Markup of what a page has dozens of: values of facets, bars and their table, hits. Each is one string, which a template puts in its place.

A template writes such a row in a hundred steps, and that was a third of a page's time. As HTML lets them, items, cells and paragraphs go
unclosed and plain values unquoted: a page of a hundred rows has no room to spare. Everything that comes from an article or
from a searcher goes through `escaped` here; links come escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from gettext import NullTranslations

from flask import Flask
from markupsafe import Markup

from indexer.article import DateOrigin, Precision
from indexer.engines.contract import Hit
from search_web.asking import Desk
from search_web.facets import Choice
from search_web.links import SearchAddress
from search_web.locales import gettext as _
from search_web.locales import spoken as spoken_now
from search_web.marking import escaped, in_element, marked_text, passage_text, unquoted
from search_web.quick_ranges import QuickRange, quick_ranges
from search_web.templating import article_links, cut
from search_web.timeline import Bar, Chart
from search_web.wording import (
    begun,
    day_in_words,
    direction,
    language_attribute,
    number,
    origin_in_words,
    precision_in_words,
)


def register(app: Flask, desk: Desk) -> None:
    """Gives these rows to the templates of an application."""

    def ranges(address: SearchAddress) -> list[QuickRange]:
        known = desk.glance()
        first, last = (known.first, known.last) if known else (None, None)
        return quick_ranges(address, desk.today(), first, last)

    app.jinja_env.globals.update(
        choice_rows=choice_rows,
        bar_links=bar_links,
        bar_rows=bar_rows,
        hit_rows=hit_rows,
        quick_ranges=ranges,
    )


def choice_rows(choices: Iterable[Choice]) -> Markup:
    """The values of a facet, each with its link, its count, and the button that leaves it out."""
    without, labelled = escaped(_("not")), escaped(_("not %(value)s"))
    return Markup("".join([_choice_row(choice, without, labelled) for choice in choices]))


def _choice_row(choice: Choice, without: str, labelled: str) -> str:
    label = escaped(cut(choice.label, 60))
    shown = f"<bdi>{label}</bdi>"
    if choice.state != "open":
        kind, sign, said = (
            ("on", "✓", _("chosen:")) if choice.state == "chosen" else ("off", "✕", _("left out:"))
        )
        tick = (
            f'<span aria-hidden="true" class="tick">{sign}</span><span class="unseen">{escaped(said)} </span>'
        )
        shown = f'<a href="{choice.link}" class="{kind}">{tick}{shown}</a>' if choice.link else shown
    elif choice.link:
        shown = f'<a href="{choice.link}">{shown}</a>'
    count = "" if choice.found is None else f" <span>{number(choice.found)}</span>"
    button = ""
    if choice.against:
        said = labelled % {"value": label}
        button = f'<button name={choice.against} value="{escaped(choice.value)}" aria-label="{said}">{without}</button>'
    return f"<li>{shown}{count}{button}\n"


def bar_links(chart: Chart) -> Markup:
    """The bars that something is found in, drawn as SVG: the whole height leads to their days."""
    return Markup("".join([_bar_link(bar, chart) for bar in chart.bars if bar.link]))


def _bar_link(bar: Bar, chart: Chart) -> str:
    title = f"{escaped(bar.name)}: {number(bar.found)}{f', {bar.share}' if chart.shares else ''}"
    return (
        f'<svg x={bar.left} width={chart.slot} height=96><a href="{bar.link}" tabindex=-1>'
        f'<title>{title}</title><rect/><rect y="{bar.top}"/></a></svg>\n'
    )


def bar_rows(chart: Chart) -> Markup:
    """The same bars as rows of a table."""
    return Markup("".join([_bar_row(bar, chart) for bar in chart.bars]))


def _bar_row(bar: Bar, chart: Chart) -> str:
    name = escaped(bar.name)
    name = f'<a href="{bar.link}">{name}</a>' if bar.link else name
    share = f" <td>{bar.share}" if chart.shares else ""
    return f"<tr><th scope=row>{name} <td>{number(bar.found)} <td>{number(bar.all)}{share}"


def hit_rows(hits: Iterable[Hit], address: SearchAddress) -> Markup:
    """The hits of a page, each with its headline, what is known of it, and passages."""
    link = article_links(address)
    tick = unquoted(_("Tick"))
    return Markup("".join([_hit_row(hit, link(hit.id), tick) for hit in hits]))


def _hit_row(hit: Hit, link: str, tick: str) -> str:
    spoken = _language_of(hit.language)
    title: str = (
        marked_text(hit.title, hit.title_marks, 300)
        if hit.title
        else escaped(cut(hit.opening, 200) or _("Untitled"))
    )
    untitled = "" if hit.title else " class=untitled"
    passages = "".join([f"<p{spoken}>{passage_text(one.text, one.marks, 600)}" for one in hit.snippets])
    return (
        f"<li><input type=checkbox name=id value={unquoted(hit.id)} aria-label={tick}>"
        f'<h2{spoken}><a href="{link}"{untitled}>{title}</a></h2>'
        f"<div>{_about(hit)}</div>{passages}\n"
    )


def _language_of(code: str | None) -> str:
    """The attributes of an article's text; none where it is in the language of the page around it."""
    return "" if code == spoken_now().code else f' lang="{language_attribute(code)}" dir="{direction(code)}"'


def _about(hit: Hit) -> str:
    source = f"<bdi>{in_element(cut(hit.source, 100))}</bdi> " if hit.source else ""
    section = f" <bdi>{in_element(cut(hit.section, 100))}</bdi>" if hit.section else ""
    byline = f" <bdi>{in_element(cut(hit.byline, 150))}</bdi>" if hit.byline else ""
    return f"{source}{_day(hit)}{section}{byline}"


@lru_cache(maxsize=256)
def _origin(_catalogue: NullTranslations, precision: Precision, origin: DateOrigin) -> str:
    """How precise a date is, where it is not to the day as it is shown, and where it was read, in the language spoken; its catalogue tells it apart from what was said in another."""
    if precision == "day":
        return escaped(_("From %(origin)s")) % {"origin": escaped(origin_in_words(origin))}
    return escaped(_("%(precision)s; from %(origin)s")) % {
        "precision": escaped(begun(precision_in_words(precision))),
        "origin": escaped(origin_in_words(origin)),
    }


def _day(hit: Hit) -> str:
    """The day, with where it was read from behind the fold."""
    published = hit.published
    if published is None:
        return f"<span class=undated>{escaped(_('undated'))}</span>"
    # `date` is digits and hyphens, which PublicationDate sees to
    origin = _origin(spoken_now().catalogue, published.precision, published.origin)
    raw = f": <q>{in_element(cut(published.raw, 200))}</q>" if published.raw else ""
    return (
        f"<details><summary><time datetime={published.date}>{escaped(day_in_words(published.date))}</time></summary>"
        f"<p>{origin}{raw}</details>"
    )
