"""The wire formats: golden pairs named for their traps, heads that tell the format, hostile bytes, versions and ids."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from golden_pairs import DATA, ROWS, list_cases, read_expected, read_outcomes
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from indexer.article import Article, NotArticle, Origin, Outcome, Reject
from indexer.formats import choose, why_no_article, xml_document
from indexer.formats.wire import wire_messages
from indexer.formats.wire.iptc_codes import subject_field, why_stopped
from indexer.formats.wire.wire_item import name_story, strip_by
from indexer.formats.wire.wire_lines import flow_lines, join_wrapped
from indexer.formats.xml_document import Document, mend, read_documents
from indexer.ingest.ranks import rank
from indexer.settings import ReadingOptions

WIRES = ("nitf", "newsml-g2", "newsml", "ninjs", "iptc-7901", "anpa", "ritzau", "guardian")
CASES = [(name, case) for name in WIRES for case in list_cases(name)]
BYTES = {name: [case.read_bytes() for case in list_cases(name)] for name in WIRES}


def parse(name: str, data: bytes, path: str = "wire/x") -> list[Outcome]:
    return list(ROWS[name].parse(BytesIO(data), Origin(path=path), ReadingOptions()))


def articles(outcomes: list[Outcome]) -> list[Article]:
    return [outcome for outcome in outcomes if isinstance(outcome, Article)]


@pytest.mark.parametrize(("name", "case"), CASES, ids=lambda value: getattr(value, "stem", value))
def test_a_message_is_read_as_its_golden_pair_says(name: str, case: Path) -> None:
    assert read_outcomes(case, name) == read_expected(case)["outcomes"]


@pytest.mark.parametrize(("name", "case"), CASES, ids=lambda value: getattr(value, "stem", value))
def test_the_content_tells_the_format_whatever_the_name(name: str, case: Path) -> None:
    head = case.read_bytes()
    chosen = choose(head, "tag_wire_2014_version_5")
    assert why_no_article(head, "tag_wire_2014_version_5") is None
    assert chosen is not None and name == chosen.NAME


@pytest.mark.parametrize(
    "head",
    [
        b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>',
        b"<html><body><newsItem/></body></html>",
        b'{"uri": "http://x.example/1", "title": "A story", "body": "Text."}',
        b'{"guid": "1", "headline": "A story", "date": "2020-01-01"}',
        b"The first line\n\x01 is odd\n",
    ],
)
def test_what_only_looks_like_a_wire_is_left_to_others(head: bytes) -> None:
    chosen = choose(head, "a.txt")
    assert chosen is None or chosen.NAME not in WIRES


def test_a_message_in_utf_16_is_told_too() -> None:
    data = (
        (DATA / "nitf" / "byline-in-parts.xml").read_text("utf-8").replace("UTF-8", "UTF-16").encode("utf-16")
    )
    chosen = choose(data[:65_536], "x")
    assert chosen is not None and chosen.NAME == "nitf"
    assert articles(parse("nitf", data))[0].title == "Clock stops"


def test_versions_of_an_item_share_an_id_and_the_newer_ranks_higher() -> None:
    old = articles(parse("newsml-g2", (DATA / "newsml-g2" / "lines-of-results.xml").read_bytes(), "a/1"))[0]
    new = articles(parse("newsml-g2", (DATA / "newsml-g2" / "later-version.xml").read_bytes(), "b/2"))[0]
    assert old.id == new.id and rank(old) < rank(new)


def test_revisions_of_a_newsml_1_item_share_an_id() -> None:
    first, second = (
        articles(parse("newsml", (DATA / "newsml" / name).read_bytes(), name))[0]
        for name in ("latin-1.xml", "second-revision.xml")
    )
    assert first.id == second.id and rank(first) < rank(second)


def test_a_number_that_is_only_good_in_its_file_makes_no_global_id() -> None:
    data = (DATA / "nitf" / "byline-in-parts.xml").read_bytes()
    here, there = (articles(parse("nitf", data, path))[0] for path in ("a/1", "b/1"))
    assert here.id != there.id


def test_an_agencys_number_under_its_name_makes_a_global_id() -> None:
    data = (DATA / "nitf" / "edition-and-page.xml").read_bytes()
    here, there = (articles(parse("nitf", data, path))[0] for path in ("a/1", "b/1"))
    assert here.id == there.id


def test_an_entity_bomb_stays_letters() -> None:
    bomb = b'<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (b"" if n == 1 else b"%d" % (n - 1)) * 10)
        for n in range(1, 10)
    )
    data = bomb + b"]><nitf><body><body.head><hedline><hl1>&a9;</hl1></hedline></body.head></body></nitf>"
    assert [article.title for article in articles(parse("nitf", data))] == ["&a9;"]


def test_an_external_entity_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    data = f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file://{secret}">]><nitf><body><body.head><hedline><hl1>A &x;</hl1></hedline></body.head></body></nitf>'
    found = parse("nitf", data.encode())
    assert "secret" not in json.dumps([article.as_json() for article in articles(found)])
    assert articles(found)[0].title == "A &x;"


def test_a_file_too_long_for_one_tree_is_a_reject_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_document, "MOST_BYTES", 1_000)
    (found,) = parse("nitf", b"<nitf>" + b" " * 2_000 + b"</nitf>")
    assert isinstance(found, Reject) and "MB" in found.reason


def test_an_endless_message_is_cut_within_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire_messages, "MOST_BYTES", 1_000)
    plain = (DATA / "anpa" / "plain.tst").read_bytes()
    outcomes = parse("anpa", b"\x01W1111\x1fx\n\x02" + b"text " * 5_000 + plain)
    assert isinstance(outcomes[0], Reject)
    assert [article.title for article in articles(outcomes)] == ["Harbour clock runs late"]


def test_messages_are_found_whatever_a_read_gives_at_once() -> None:
    class Dribble(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(7)

    data = (DATA / "iptc-7901" / "several-messages.txt").read_bytes()
    dribbled = list(ROWS["iptc-7901"].parse(Dribble(data), Origin(path="wire/x"), ReadingOptions()))
    assert dribbled == parse("iptc-7901", data)


def test_every_name_of_an_html_entity_is_read_and_lines_stay_where_they_are() -> None:
    mended = mend('<?xml version="1.0"?>\n<!DOCTYPE a [\n<!ENTITY b "c">\n]>\n<a>&eacute;&b;&#3;&#65;&</a>')
    assert mended.count("\n") == 4 and mended.strip() == "<a>éc&#65;&amp;</a>"


@pytest.mark.parametrize(
    ("declared", "text", "mended"),
    [
        ('<!ENTITY agency "Harbour Wire">', "(&agency;)", "(Harbour Wire)"),
        ("<!ENTITY a 'one'> <!ENTITY a 'two'>", "&a;", "one"),
        ('<!ENTITY eacute "E">', "&eacute;", "E"),
        ('<!ENTITY dash "&#8212;"><!ENTITY by "Ada &dash; Wire">', "&by;", "Ada — Wire"),
        ('<!ENTITY m.x_1 "&#60;b>">', "<a b='&m.x_1;'/>", "<a b='&lt;b>'/>"),
        ('<!ENTITY sig "<em>Ada</em> &amp; Co">', "&sig;", "Ada &amp; Co"),
        ('<!-- <!ENTITY a "x"> -->', "&a;", "&amp;a;"),
        ('<!ENTITY % p "x"><!ENTITY n SYSTEM "p.jpg" NDATA jpeg>', "&p;&n;", "&amp;p;&amp;n;"),
        ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;&b;", "&amp;a;&amp;b;"),
        (f'<!ENTITY a "{"x" * 2_001}">', "&a;", "&amp;a;"),
    ],
)
def test_an_entity_that_a_file_declares_is_its_text(declared: str, text: str, mended: str) -> None:
    assert mend(f"<!DOCTYPE n [{declared}]><n>{text}</n>") == f"<n>{mended}</n>"


def test_what_entities_add_to_a_document_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_document, "MOST_EXPANDED", 2_000)
    mended = mend(f'<!DOCTYPE n [<!ENTITY a "{"x" * 500}">]><n>{"&a;" * 1_000}</n>')
    assert mended.count("x") <= 2_500 and mended.count("&amp;a;") >= 995


def test_text_in_a_cdata_section_is_not_mended() -> None:
    assert mend("<a><![CDATA[&x; & <b>]]>&x;</a>") == "<a><![CDATA[&x; & <b>]]>&amp;x;</a>"


def test_documents_know_their_lines() -> None:
    text = b"\n\n<?xml version='1.0'?>\n<a>\n<b/></a>\n<?xml version='1.0'?>\n<c/>"
    found = [one for one in read_documents(BytesIO(text)) if isinstance(one, Document)]
    assert [(one.root.tag, one.line_of(one.root)) for one in found] == [("a", 4), ("c", 7)]


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("By Ida Karr", "Ida Karr"),
        ("BY: IDA KARR", "IDA KARR"),
        ("Von Ida Karr, hb", "Ida Karr, hb"),
        ("von Trapp", "von Trapp"),
        ("Byron Bay Times", "Byron Bay Times"),
        ("Par Jeanne Roux", "Jeanne Roux"),
        ("Di Stefano", "Di Stefano"),
        ("", ""),
    ],
)
def test_the_word_before_a_name_is_left_out(byline: str, name: str) -> None:
    assert strip_by(byline) == name


def test_lines_are_joined_where_they_were_full_and_kept_where_they_were_not() -> None:
    wrapped = "The clock at the harbour, which was set up in the\nyear of the flood, is late again.\n   Nobody minds."
    assert flow_lines(wrapped) == (
        "The clock at the harbour, which was set up in the year of the flood, is late again.\n\nNobody minds."
    )
    assert flow_lines("One\nTwo\nThree") == "One\nTwo\nThree"
    assert flow_lines("A         10\nB          2") == "A         10\nB          2"


def test_breaks_of_a_full_line_are_blanks() -> None:
    full = "The clock at the harbour, which was set up in "
    assert join_wrapped(f"{full}\n1891, is late.\nNobody minds.") == f"{full}1891, is late.\nNobody minds."


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("stat:canceled", "cancelled by its publisher"),
        ("http://cv.iptc.org/newscodes/pubstatusg2/withheld", "withheld by its publisher"),
        ("Usable", ""),
        ("", ""),
    ],
)
def test_a_status_says_why_an_item_is_not_shown(status: str, why: str) -> None:
    assert why_stopped(status) == why


def test_a_subject_code_tells_its_field() -> None:
    assert [subject_field(code) for code in ("15054000", "subj:02003001", "N2:SOCC", "99000000")] == [
        "sport",
        "crime, law and justice",
        "",
        "",
    ]


@pytest.mark.parametrize("name", WIRES)
@pytest.mark.timeout(150)
@given(data=st.data())
def test_any_bytes_give_only_articles_rejects_and_names(name: str, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(BYTES[name]))
    noise = data.draw(st.binary(max_size=60))
    at, end = data.draw(st.integers(0, len(whole))), data.draw(st.integers(0, len(whole)))
    for changed in (noise, whole[:at] + noise + whole[end:], whole[:at] + whole[end:] + whole):
        assert all(isinstance(outcome, (Article, Reject, NotArticle)) for outcome in parse(name, changed))


@pytest.mark.parametrize(
    ("name", "before", "piece", "after"),
    [
        ("nitf", b"<nitf><body><body.content>", b"<p>", b"</body.content></body></nitf>"),
        ("nitf", b"<nitf><body><body.content>", b"<block>x", b""),
        ("nitf", b"<nitf><body><body.content><p>", b"a&b; ", b"</p></body.content></body></nitf>"),
        ("nitf", b"<nitf><body><body.content>", b"<![CDATA[", b"</body.content></body></nitf>"),
        ("nitf", b"<nitf><body><body.content><p>", b"a  b\n", b"</p></body.content></body></nitf>"),
        ("nitf", b"<nitf><body><body.content><p>", b"a <br/>", b"</p></body.content></body></nitf>"),
        ("nitf", b"<nitf><head>", b'<meta name="a" content="b"/>', b"</head></nitf>"),
        ("nitf", b"<nitf>", b"<!DOCTYPE [", b"</nitf>"),
        ("newsml-g2", b"<newsMessage><itemSet>", b"<newsItem>", b"</itemSet></newsMessage>"),
        ("newsml-g2", b"<newsMessage><itemSet>", b"<newsItem/>", b"</itemSet></newsMessage>"),
        ("newsml-g2", b"<newsItem><contentMeta>", b"<subject><name>a</name></subject>", b"</contentMeta></newsItem>"),
        ("newsml-g2", b"<newsItem><contentSet><inlineData>", b"a\n", b"</inlineData></contentSet></newsItem>"),
        ("newsml", b"<NewsML>", b"<NewsItem><NewsComponent/></NewsItem>", b"</NewsML>"),
        ("newsml", b"<NewsML><NewsItem>", b"<NewsComponent>", b"</NewsItem></NewsML>"),
        ("newsml", b"<NewsML><NewsItem><NewsComponent>", b"<ContentItem><DataContent>x</DataContent></ContentItem>", b"</NewsComponent></NewsItem></NewsML>"),
        ("ritzau", b"<ListOfRBNews>", b"<RBNews><content>a</content></RBNews>", b"</ListOfRBNews>"),
        ("ninjs", b"", b'{"a":', b""),
        ("ninjs", b"[", b'{"uri": "a", "pubstatus": "b"},', b"{}]"),
        ("iptc-7901", b"\x01eca062 4 i 211 x\r\n\x02", b"a b c\r\n", b"\x03131137 GMT Nov 13"),
        ("iptc-7901", b"", b"\x01\x02\x03", b""),
        ("iptc-7901", b"\x01eca062 4 i 211 x\r\n\x02A =\n", b"(a ", b"\x03131137 GMT Nov 13"),
        ("anpa", b"\x16\x01W1\x1fx\n\x02", b"^a<\n", b"\x03AP-WF-11-13-13 1509GMT"),
        ("anpa", b"\x16\x01W1\x1fx\n\x02", b"\x1f\x1e ", b"\x03"),
        ("anpa", b"\x16", b"\x01 ", b""),
    ],
)  # fmt: skip
@pytest.mark.timeout(150)
def test_a_hostile_message_takes_time_in_proportion(
    name: str, before: bytes, piece: bytes, after: bytes
) -> None:
    assert parse(name, before + piece * (300_000 // len(piece)) + after) is not None


@pytest.mark.parametrize(
    ("agency", "own", "named"),
    [
        ("HB Wire", "BD-20160112123540", "urn:newsml:hb-wire:BD-20160112123540"),
        ("HB Wire", "tag:hb.example,2022:1", "tag:hb.example,2022:1"),
        ("HB Wire", "17", "17"),
        ("HB Wire", "with a blank in it", "with a blank in it"),
        ("", "BD-20160112123540", "BD-20160112123540"),
    ],
)
def test_an_agencys_long_number_is_global_under_its_name(agency: str, own: str, named: str) -> None:
    assert name_story(agency, own) == named


def test_stories_that_damage_put_into_each_other_are_read_once_each() -> None:
    story = "<RBNews><NewsID>{0}</NewsID><headline>Headline {0}</headline><content>Words {0}.</content>"
    data = "".join(map(story.format, range(3))) + "</RBNews>" * 3
    found = list(ROWS["ritzau"].parse(BytesIO(data.encode()), Origin(path="x.xml"), ReadingOptions()))
    assert [(one.title, one.body) for one in found if isinstance(one, Article)] == [
        (f"Headline {n}", f"Words {n}.") for n in range(3)
    ]


def test_a_short_form_before_the_headline_is_not_the_headline() -> None:
    data = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1"><itemMeta><itemClass qcode="ninat:text"/>'
        "<versionCreated>2019-03-05T09:00:00+01:00</versionCreated><embargoed>2019-03-05T06:00:00Z</embargoed></itemMeta>"
        '<contentMeta><headline role="hld:short">Dockers stop</headline><headline>Dockers stop in three harbours</headline></contentMeta>'
        "<contentSet><inlineData>Words.</inlineData></contentSet></newsItem>"
    )
    (found,) = ROWS["newsml-g2"].parse(BytesIO(data.encode()), Origin(path="x.xml"), ReadingOptions())
    assert isinstance(
        found, Article
    )  # the embargo had run out two hours before this version, by another clock
    assert (found.title, found.extra["headline_short"]) == ("Dockers stop in three harbours", "Dockers stop")


def test_the_text_behind_a_record_that_damage_put_into_another_stays_with_the_other() -> None:
    root = etree.fromstring("<n><r>one <r>two <b/><r>three</r> two again</r> one again</r> none</n>")
    found = xml_document.take_apart(root, "r")
    assert [xml_document.line_of(record) for record in found] == ["one one again", "two two again", "three"]
    assert xml_document.line_of(root) == "one one again none"
