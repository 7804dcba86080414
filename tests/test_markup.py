"""Bytes of every charset become text, and fragments of HTML plain paragraphs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.charsets import Decoded, NoTextError, clean, decode
from indexer.markup import looks_like_markup, normal_paragraphs, text_of

WRITTEN = {
    "cp1252": "Le maire a déclaré que l’école du quai rouvrira après l’été. « C’est décidé », a-t-il ajouté, déçu.",
    "cp1250": "Burmistrz powiedział, że most zostanie otwarty w październiku. Część radnych ma jednak wątpliwości.",
    "cp1251": "Мэр заявил, что мост откроют в октябре. По мнению инженеров, работы идут по плану.",
    "koi8_r": "Мэр заявил, что мост откроют в октябре. По мнению инженеров, работы идут по плану.",
    "cp1253": "Ο δήμαρχος δήλωσε ότι η γέφυρα θα ανοίξει τον Οκτώβριο. Οι μηχανικοί συμφωνούν με την απόφαση.",
    "cp1254": "Belediye başkanı köprünün ekim ayında açılacağını söyledi. Mühendislere göre çalışmalar sürüyor.",
    "cp1255": "ראש העיר אמר כי הגשר ייפתח באוקטובר. לדעת המהנדסים העבודה מתקדמת.",
    "cp1256": "قال رئيس البلدية إن الجسر سيفتح في أكتوبر. ويرى المهندسون أن العمل يسير كما هو مخطط له.",
    "cp932": "市長は、橋を十月に開通させると述べた。技術者によると、工事は順調に進んでいるという。",
    "euc_jp": "市長は、橋を十月に開通させると述べた。技術者によると、工事は順調に進んでいるという。",
    "iso2022_jp": "市長は、橋を十月に開通させると述べた。技術者によると、工事は順調に進んでいるという。",
    "gb18030": "市长表示，大桥将于十月通车。工程师认为，工程进展顺利，不会超出预算。",
    "big5": "市長表示，大橋將於十月通車。工程師認為，工程進展順利，不會超出預算。",
    "cp949": "시장은 다리가 10월에 개통될 것이라고 말했다. 기술자들은 공사가 순조롭다고 본다.",
    "cp874": "นายกเทศมนตรีกล่าวว่าสะพานจะเปิดในเดือนตุลาคม วิศวกรเห็นว่างานก้าวหน้าไปด้วยดี",
}
STORY = WRITTEN["cp1252"]


@pytest.mark.parametrize("charset", WRITTEN)
@pytest.mark.parametrize("times", [1, 40])
def test_a_charset_is_told_by_the_bytes_alone(charset: str, times: int) -> None:
    text = "\n".join([WRITTEN[charset]] * times)
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize("charset", WRITTEN)
def test_what_is_declared_is_used(charset: str) -> None:
    assert decode(WRITTEN[charset].encode(charset), charset).text == WRITTEN[charset]


@pytest.mark.parametrize("charset", sorted(set(WRITTEN) - {"cp1254"}))
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "us-ascii", "klingon", "rot13", "utf-7", ""])
def test_a_charset_that_is_plainly_wrong_is_overruled(charset: str, declared: str) -> None:
    assert decode(WRITTEN[charset].encode(charset), declared).text == WRITTEN[charset]


@pytest.mark.parametrize("declared", [*WRITTEN, "utf-16", "ascii"])
@pytest.mark.parametrize("text", WRITTEN.values())
def test_utf_8_is_utf_8_whatever_is_declared(declared: str, text: str) -> None:
    assert decode(text.encode(), declared).text == text


@pytest.mark.parametrize(
    "charset", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize(
    "text", [STORY, WRITTEN["cp1251"] * 3, WRITTEN["gb18030"] + "\n" + WRITTEN["gb18030"] + "\n"]
)
def test_wide_charsets_are_told_with_and_without_a_mark(charset: str, text: str) -> None:
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize("text", ["café", "£4 more", "“Soon”", "Zoë’s", "naïve façade"])
def test_few_letters_are_read_as_windows_1252(text: str) -> None:
    assert decode(text.encode("cp1252")) == Decoded(text, "cp1252")


def test_stray_bytes_in_utf_8_are_read_as_windows_1252_and_counted() -> None:
    data = "Zoë’s café — ".encode() + b"caf\xe9 \x93soon\x94" + " für déjà vu".encode()
    assert decode(data) == Decoded("Zoë’s café — café “soon” für déjà vu", "utf-8", 3)


def test_a_letter_cut_off_at_the_end_is_dropped() -> None:
    assert decode("Zoë’s café – “soon”".encode()[:-1]).text == "Zoë’s café – “soon"


def test_letters_written_as_two_surrogates_are_one() -> None:
    assert decode(b"dance \xed\xa0\xbd\xed\xb2\x83 on").text == "dance \U0001f483 on"


def test_line_ends_become_one_and_controls_go() -> None:
    assert decode(b"one\r\ntwo\rthree\x00\x07\x1bfour\tfive\x0csix").text == "one\ntwo\nthreefour\tfive\nsix"
    assert clean("it\x92s \x93so\x94 \ufeffhere\u2029there\ud800") == "it’s “so” here\n\nthere\ufffd"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4\n%abc", "PDF"),
        (b"PK\x03\x04" + b"\0" * 30, "zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x7fELF\x02", "program"),
        (bytes(range(256)) * 20, "binary"),
        (b"text\0\0\0\0\0\0 and more \0\0\0\0\0\0\0 of it", "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, kind: str) -> None:
    with pytest.raises(NoTextError, match=kind):
        decode(data)


@pytest.mark.parametrize(
    "text", ["RIFF over pay grows", "MZ is short for Mozambique", "ID3 tags are old", "BZh9 is no word"]
)
def test_a_text_that_starts_like_another_file_is_a_text(text: str) -> None:
    assert decode(text.encode()).text == text or text.startswith(("BZh9",))


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "utf-16", "gbk", "shift_jis", "hz", "idna", "x" * 50, "\udcff"]),
)
def test_any_bytes_give_text_or_a_refusal(data: bytes, declared: str | None) -> None:
    try:
        decoded = decode(data, declared)
    except NoTextError:
        return
    decoded.text.encode("utf-8")
    assert not any(letter < " " and letter not in "\t\n" for letter in decoded.text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn")), max_size=200))
def test_any_text_comes_back_from_utf_8(text: str) -> None:
    expected = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\ufeff", "")
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == expected


def test_a_file_of_stray_bytes_takes_time_in_proportion() -> None:
    data = ("é".encode() * 2 + b"\xe9 ") * 1_000_000
    start = time.process_time()
    assert decode(data).damaged == 1_000_000
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>One &amp; two.</p><p>Three</p>", "One & two.\n\nThree"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<div>One <b>bold</b>,\n two</div>three", "One bold, two\n\nthree"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        (
            "<table><tr><th>Club</th><th>Points</th></tr><tr><td>Ellery</td><td>4</td></tr></table>",
            "Club Points\nEllery 4",
        ),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<p>Seen</p><script>alert(1)</script>\n<style>p {}</style><p>also</p>", "Seen\n\nalso"),
        ("<p>Seen<noscript><img src=x></noscript> still</p>", "Seen still"),
        ("<p>Seen<!-- not --> still</p>", "Seen still"),
        ("<p>open <i>and never closed", "open and never closed"),
        ("AT&amp;T &#8211; caf&eacute; &#x201C;x&#x201D; &#146;s", "AT&T – café “x” ’s"),
        ("Profit < loss, 3 > 2", "Profit < loss, 3 > 2"),
        ("Shares of Ellery Steel <ELS.PE> fell", "Shares of Ellery Steel <ELS.PE> fell"),
        ("<p>Shares <ELS.PE> fell, a < b</p>", "Shares <ELS.PE> fell, a < b"),
        ("&lt;p&gt;One &amp;amp; two&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;", "One & two\n\nThree"),
        ("Write &lt;b&gt; for bold", "Write <b> for bold"),
        ("<p><![CDATA[One & <two>]]></p>", "One & <two>"),
        ("<o:p></o:p><p>Word</p>", "Word"),
        ("<p>One</p>\n\n\n<p>&nbsp;</p>\n<p>Two</p>", "One\n\nTwo"),
        ("", ""),
        ("<p></p>", ""),
        ("cafe\u0301", "café"),
        ("<p>\ud83d\udc83 and \ud800</p>", "\U0001f483 and \ufffd"),
    ],
)
def test_a_fragment_becomes_plain_paragraphs(fragment: str, text: str) -> None:
    assert text_of(fragment) == text


@pytest.mark.parametrize(
    ("text", "answer"),
    [("a <b>c</b>", True), ("1 < 2", False), ("<RTRS>", False), ("x<br/>", True), ("<3", False)],
)
def test_markup_is_told_by_a_tag_that_html_has(text: str, answer: bool) -> None:
    assert looks_like_markup(text) is answer


def test_paragraphs_have_one_blank_line_between_them() -> None:
    assert normal_paragraphs("\n a \t b \r\n\r\n \n\nc\nd\n") == "a b\n\nc\nd"


@pytest.mark.parametrize(
    "piece", ["<div>", "<p>a", "<b><i>", "&lt;", "<!--", "<a ", "<![CDATA[", "\n \n", "<table><tr><td>"]
)
def test_hostile_fragments_take_time_in_proportion(piece: str) -> None:
    start = time.process_time()
    text_of(piece * (1_000_000 // len(piece)))
    assert time.process_time() - start < 20


@given(st.text(st.sampled_from("<>/&;!-[]abp =\"'\n\ud800"), max_size=200))
def test_any_fragment_gives_text(fragment: str) -> None:
    text_of(fragment).encode("utf-8")


@pytest.mark.timeout(60)
def test_sections_without_an_end_are_read_in_time_in_proportion_to_their_letters() -> None:
    assert text_of("<p>A</p>" + "<![CDATA[x" * 200_000).startswith("A")
    assert text_of("<p><![CDATA[a < b]]> and <![CDATA[c]]></p>") == "a < b and c"
