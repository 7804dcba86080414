"""Mails and mailboxes: golden ones of our own with one trap each, hostile ones, and real ones."""

from __future__ import annotations

import json
import random
import time
from io import BytesIO
from pathlib import Path

import pytest
from drawn_bytes import befall
from hypothesis import given, settings
from hypothesis import strategies as st
from sparse_pairs import describe, read_article, read_file

from indexer.article import Article, NotArticle, Origin, Reject
from indexer.formats import HEAD_BYTES, choose, unread_bytes
from indexer.formats.mail import email_message, mail_story, mbox
from indexer.formats.mail.mail_headers import decode_header, read_mailbox
from indexer.formats.mail.mail_text import cut_footer, unwrap_flowed
from indexer.settings import ReadingOptions

DATA = Path(__file__).parent / "data"
MODULES = {"email": email_message, "mbox": mbox}
CASES = [path for name in MODULES for path in sorted((DATA / name).iterdir()) if path.suffix != ".json"]
HEAD = b"From: Bay <bay@letters.example>\nSubject: Letter\nMIME-Version: 1.0\nDate: Mon, 1 Apr 2019 08:00:00 GMT\nMessage-ID: <1@letters.example>\n"
MAIL = b"From bay@letters.example Mon Apr  1 08:00:00 2019\nFrom: Bay <bay@letters.example>\nSubject: Letter %d\n\nText of letter %d.\n\n"


def case_name(case: Path) -> str:
    return case.stem


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_a_mail_is_read_as_its_golden_pair_says(case: Path) -> None:
    expected = json.loads(case.with_suffix(".json").read_text("utf-8"))["outcomes"]
    outcomes = read_file(MODULES[case.parent.name], case.read_bytes(), f"{case.parent.name}/{case.name}")
    assert [describe(outcome, wanted) for outcome, wanted in zip(outcomes, expected, strict=True)] == expected


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_a_mail_is_known_by_its_first_bytes(case: Path) -> None:
    name = case.name if case.stem.startswith(("no_", "a_page")) else "story.txt"
    found = choose(case.read_bytes()[:HEAD_BYTES], name)
    assert found is not None and case.parent.name == found.NAME


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\nContent-Type: text/html\nDate: Mon, 1 Apr 2019 08:00:00 GMT\n\n<html>",
        b"Content-Type: text/html\nDate: Mon, 1 Apr 2019 08:00:00 GMT\nServer: x\n\n<html>",
        b"Title: The crane\nDate: 2019-04-01\nAuthor: Jane Poe\n\nText.",
        b"Subject: a word about the crane\nFrom: the quay one sees it\n\nText.",
        b"From the quay one sees the crane.\nIt is red.\n",
        b"From Monday, 10:30 the ferry of 2024 sails.\nNote: on weekdays only.\n",
        b"WARC/1.0\nWARC-Type: response\nWARC-Date: 2019-04-01T08:00:00Z\n\n",
    ],
)
def test_what_is_no_mail_is_left_to_others(head: bytes) -> None:
    assert not email_message.sniff(head, "a.txt") and not mbox.sniff(head, "a.txt")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?Q?a=20b_c?=", "a b c"),
        ("=?utf-8?Q?one?= =?utf-8?Q?two?=", "onetwo"),
        ("=?utf-8?Q?one?= and =?utf-8?Q?two?=", "one and two"),
        ("=?utf-8?B?w6k?= =?iso-8859-1?Q?=E9?=", "éé"),
        ("=?utf-8*en?Q?language?=", "language"),
        ("=?UTF-8?Q?What??=", "What?"),
        ("=?utf-8?X?odd?=", "=?utf-8?X?odd?="),
        ("=?no-such-charset?Q?caf=C3=A9?=", "café"),
        ("=?gb2312?B?1tC5+g==?=", "中国"),
        ("folded\r\n\t header", "folded header"),
        ("=?utf-8?B?dGV4d?=", "tex"),
    ],
)
def test_headers_are_decoded(value: str, text: str) -> None:
    assert decode_header(value) == text


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ('"Poe, Jane" <jane@x.example>', "Poe, Jane", "jane@x.example"),
        ("Jane <jane@x.example>, Joe <joe@x.example>", "Jane", "jane@x.example"),
        ("jane@x.example (Jane Poe)", "Jane Poe", "jane@x.example"),
        ("jane@x.example", "", "jane@x.example"),
        ("<jane@x.example>", "", "jane@x.example"),
        ("The Desk", "The Desk", ""),
        ("", "", ""),
    ],
)
def test_a_mailbox_has_a_name_and_an_address(value: str, name: str, address: str) -> None:
    assert read_mailbox(value) == (name, address)


@pytest.mark.parametrize(
    ("body", "text", "footer"),
    [
        ("A story.\n\nUnsubscribe here", "A story.", "Unsubscribe here"),
        (
            "A story.\n\nSie erhalten diese Mail als Leser.\n\nHafenbote, Kai 1\n\nHier abmelden",
            "A story.",
            "Sie erhalten diese Mail als Leser.\n\nHafenbote, Kai 1\n\nHier abmelden",
        ),
        ("A story.\n\n© 2020 Courier\n\nPrivacy policy", "A story.\n\n© 2020 Courier\n\nPrivacy policy", ""),
        (
            "How to unsubscribe from everything.\n\nA story follows, and it is much longer than a footer: "
            + "word " * 60,
            None,
            "",
        ),
        ("Unsubscribe", "Unsubscribe", ""),
        ("A story.\n\n--\n\nJane", "A story.", "Jane"),
        ("A story.\n\n--\n\n" + "Much more text. " * 60, None, ""),
    ],
)
def test_a_footer_is_cut_where_it_is_clearly_one(body: str, text: str | None, footer: str) -> None:
    assert cut_footer(body.strip()) == (body.strip() if text is None else text, footer)


def test_flowed_lines_are_joined() -> None:
    assert unwrap_flowed("one \ntwo\n\n  three\n-- \nJane", joins=False) == "one two\n\n three\n-- \nJane"


def test_a_message_id_names_a_mail_wherever_it_lies() -> None:
    here, there = (read_article(email_message, HEAD + b"\nText.", name) for name in ("a.eml", "b/c.eml"))
    assert here.id == there.id
    anonymous = HEAD.replace(b"<1@letters.example>", b"1") + b"\nText."
    here, there = (read_article(email_message, anonymous, name) for name in ("a.eml", "b/c.eml"))
    assert here.id != there.id


@pytest.mark.parametrize("charset", ["utf-8", "cp1251", "koi8-r", "iso-8859-5", "utf-16"])
@pytest.mark.parametrize("encoding", [b"8bit", b"quoted-printable", b"base64"])
def test_a_text_comes_out_of_every_charset_and_encoding(charset: str, encoding: bytes) -> None:
    import base64
    import quopri

    text = "Паром снова ходит через залив, и на борту было сорок пассажиров."
    data = text.encode(charset)
    encoding = b"base64" if charset == "utf-16" else encoding  # its zero bytes are none of a mail's
    packed = {
        b"8bit": data,
        b"quoted-printable": quopri.encodestring(data),
        b"base64": base64.encodebytes(data),
    }[encoding]
    mail = HEAD + b"Content-Type: text/plain; charset=%s\nContent-Transfer-Encoding: %s\n\n%s\n" % (
        charset.encode(),
        encoding,
        packed,
    )
    assert read_article(email_message, mail).body == text


def test_mails_of_a_mailbox_have_their_lines_and_a_broken_one_costs_only_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mail_story, "MOST_NESTED", 3)
    nested = b"From x@y.example Mon Apr  1 08:00:00 2019\nSubject: Nested\n\n" + b"boundary=a\n" * 5 + b"\n"
    outcomes = read_file(mbox, MAIL % (1, 1) + nested + MAIL % (2, 2))
    assert isinstance(outcomes[1], Reject) and (outcomes[1].origin.line, outcomes[1].origin.record) == (7, 2)
    assert [outcome.title for outcome in outcomes if isinstance(outcome, Article)] == ["Letter 1", "Letter 2"]


def test_mails_are_found_whatever_a_read_gives_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread_bytes, "BLOCK_BYTES", 40)
    monkeypatch.setattr(mbox, "AHEAD", 150)

    class Dribble(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(7)

    data = b"".join(MAIL % (n, n) for n in range(30))
    outcomes = list(mbox.parse(Dribble(data), Origin(path="x"), ReadingOptions()))
    assert [outcome.title for outcome in outcomes if isinstance(outcome, Article)] == [
        f"Letter {n}" for n in range(30)
    ]


def test_a_mail_that_is_too_long_is_dropped_within_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "MOST_BYTES", 100_000)
    monkeypatch.setattr(unread_bytes, "BLOCK_BYTES", 10_000)
    outcomes = read_file(mbox, MAIL % (1, 1) + MAIL % (2, 2) + b"long\n" * 60_000 + MAIL % (3, 3))
    assert [type(outcome) for outcome in outcomes] == [Article, Reject, Article]


# Hostile bytes


@pytest.mark.timeout(150)
@pytest.mark.parametrize(
    "piece",
    [
        b"--b\n",
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n",
        b"Content-Type: message/rfc822\n\n",
        b'";',
        b"=?utf-8?Q?a",
        b"=?utf-8?Q?a?= ",
        b"a@",
        b"<",
        b"From x Mon Apr  1 08:00",
        b"-- \n",
        b" x\n",
        b"\n\nunsubscribe",
        b"begin 644 a\nM!!\n",
        b"-----BEGIN PGP SIGNED MESSAGE-----\nA: b\n",
        b"<div>",
        b"=\n",
        b"X: y\n",
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        HEAD + b"\n%s",
        HEAD + b"To: %s",
        HEAD + b"Content-Type: multipart/mixed; boundary=b; x=%s\n\n%s",
        HEAD + b"Content-Type: text/html\nSubject: %s\n\n%s",
    ],
)
def test_a_hostile_mail_takes_time_in_proportion(piece: bytes, place: bytes) -> None:
    data = place.replace(b"%s", piece * (60_000 // len(piece)))
    started = time.process_time()
    assert read_file(email_message, data) and read_file(mbox, MAIL % (1, 1) + data)
    assert time.process_time() - started < 20


@settings(deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_give_articles_and_rejects(data: bytes) -> None:
    assert (
        read_file(email_message, data)
        and read_file(email_message, HEAD + data)
        and read_file(mbox, MAIL % (1, 1) + data)
    )


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_header_gives_a_line(name: str, value: str) -> None:
    assert "\n" not in decode_header(value) and all(
        "\n" not in part for part in read_mailbox(decode_header(name))
    )


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_a_damaged_mail_gives_articles_and_rejects(case: Path) -> None:
    draw = random.Random(case.stem)
    data, other = case.read_bytes(), CASES[draw.randrange(len(CASES))].read_bytes()
    for _ in range(20):
        for outcome in read_file(MODULES[case.parent.name], befall(data, other, draw)):
            assert isinstance(outcome, (Article, Reject, NotArticle))


# Real mails


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "title", "day", "byline", "words"),
    [
        ("simple_email.txt", "Test message 1234", "2015-02-19", "a sender", "body text"),
        (
            "charset_in_subject_email.txt",
            "Google Apps News March 2015",
            "2015-02-19",
            "a sender",
            "body text",
        ),
        (
            "composite_email.txt",
            "single image test",
            "2015-03-03",
            "someone",
            "this is a test of a single image",
        ),
        (
            "odd_charset_email.txt",
            "TravTalk’s Special for TAAI convention",
            "2015-03-10",
            "Ben",
            "Senden defends but Scott favourite",
        ),
        (
            "googleform.txt",
            "TEST NZ HEADER",
            "2016-05-05",
            "takin@aap.com.au",
            "Serco-run Wiri prison on Saturday, and a wing has been in lockdown",
        ),
        ("json-email.txt", "Headline-2", "2015-09-14", "mock@mail.com.au", "Lorem ipsum"),
    ],
)
def test_a_real_mail_says_what_it_states(
    shared_data: Path, name: str, title: str, day: str, byline: str, words: str
) -> None:
    path = shared_data / "wire-formats" / "superdesk-core" / name
    found = choose(path.read_bytes()[:HEAD_BYTES], name)
    assert found is not None and found.NAME == "email"
    article = read_article(email_message, path.read_bytes(), name)
    assert article.published is not None
    assert (article.title, article.published.date, article.byline) == (title, day, byline)
    assert words in " ".join(article.body.split()) and not article.body.endswith("--")


@pytest.mark.shared_data
def test_a_real_attachment_is_named(shared_data: Path) -> None:
    article = read_article(
        email_message, (shared_data / "wire-formats" / "superdesk-core" / "composite_email.txt").read_bytes()
    )
    assert article.extra["attachments"] == ["Cow.jpg (image/jpeg)"]
