"""Links written from one encoded search lead where the addresses do that are changed one by one."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl, urlencode

from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.contract import FACETS, Facet
from search_web.links import SearchAddress
from search_web.variants import Variants

TEXTS = st.text(st.characters(exclude_categories=()), max_size=8) | st.sampled_from(
    ["", "a b&c=d", "\"<'>", "é 漢", "x" * 300]
)
VALUES = st.lists(TEXTS.filter(str.strip), min_size=1, max_size=3).map(tuple)
CHOSEN = st.dictionaries(st.sampled_from(FACETS), VALUES, max_size=3)
ADDRESSES = st.builds(
    SearchAddress, text=TEXTS, first=TEXTS, last=TEXTS, match=st.sampled_from(["", "all", "any"]), sort=TEXTS,
    page=st.sampled_from(["", "1", "3"]), size=st.sampled_from(["", "10", "50"]), chart=st.sampled_from(["", "share", "x"]),
    facet_values=st.sampled_from(["", "30"]), compare=VALUES | st.just(()), include=CHOSEN, exclude=CHOSEN,
)  # fmt: skip


def path_of(address: SearchAddress, end: str = "") -> str:
    return f"/search?{address.query_string()}" + (f"&{end}" if end else "")


@given(ADDRESSES, st.sampled_from(["", "locale=de"]))
def test_a_link_to_days_is_the_address_with_these_days(address: SearchAddress, end: str) -> None:
    link = Variants(address, "/search", end).with_days()("2020-02-03", "2020-02-09")
    assert unescape(link) == path_of(address.with_dates("2020-02-03", "2020-02-09"), end)
    assert not set(link) & set("<>\"'")


@given(ADDRESSES, st.sampled_from(FACETS), TEXTS.filter(bool), st.sampled_from(["", "locale=de"]))
def test_a_link_to_a_value_is_the_address_with_one_more_value(
    address: SearchAddress, facet: Facet, value: str, end: str
) -> None:
    link = Variants(address, "/search", end).with_value(facet)(value)
    assert unescape(link) == path_of(address.with_value(facet, value), end)
    assert not set(link) & set("<>\"'")


@given(ADDRESSES)
def test_an_address_is_encoded_as_a_form_is(address: SearchAddress) -> None:
    assert address.query_string() == urlencode(address.typed(), errors="replace")
    assert len(parse_qsl(address.query_string(), keep_blank_values=True)) == len(address.typed())


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "sort": st.sampled_from(["", "newest"]),
        "size": st.sampled_from(["", "10", "25"]),
        "page": st.sampled_from(["1", "7"]),
        "chart": st.sampled_from(["", "share"]),
    },
)


@given(ADDRESSES, CHANGES, st.sampled_from(["", "locale=de"]))
def test_a_link_with_other_values_is_the_address_with_these_on_its_first_page(
    address: SearchAddress, changes: dict[str, str], end: str
) -> None:
    link = str(Variants(address, "/search", end).changed(**changes))
    expected = replace(address, **{"page": "", **changes})
    asked = "&".join(filter(None, (expected.query_string(), end)))
    assert unescape(link) == (f"/search?{asked}" if asked else "/search")
    assert not set(link) & set("<>\"'")


@given(ADDRESSES, TEXTS, TEXTS)
def test_a_link_between_typed_days_is_the_address_with_them(
    address: SearchAddress, first: str, last: str
) -> None:
    link = str(Variants(address, "/search").between(first, last))
    asked = address.with_dates(first, last).query_string()
    assert unescape(link) == (f"/search?{asked}" if asked else "/search")
