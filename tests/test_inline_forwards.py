"""Newsletters and articles that somebody sent on inside a mail: they have their own day, sender and subject."""

from __future__ import annotations

import pytest
from sparse_pairs import read_file

from indexer.article import Article
from indexer.formats.mail import email_message, inline_forward

GMAIL = """<div>Worth reading.<br><br><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <strong>Harbour Herald</strong>
<span>&lt;<a href="mailto:news@herald.example">news@herald.example</a>&gt;</span><br>Date: Tue, May 14, 2024 at 9:08 AM<br>Subject: Harbour closed<br>To: &lt;anna@desk.example&gt;<br></div>
<br><br><div><h1>The storm</h1><p>Two piers broke.</p></div></div></div>"""
OUTLOOK = """<div><p>FYI</p><div style="border-top:solid"><p><b>Von:</b> Harbour Herald &lt;news@herald.example&gt;<br><b>Gesendet:</b> Dienstag, 14. Mai 2024 09:08<br>
<b>An:</b> Anna<br><b>Betreff:</b> Harbour closed</p></div><p>The storm</p><p>Two piers broke.</p></div>"""
THUNDERBIRD = """<p>See below</p><div>-------- Forwarded Message --------<table><tbody><tr><th>Subject: </th><td>Harbour closed</td></tr><tr><th>Date: </th><td>Tue, 14 May 2024 09:08:00 +0200</td></tr>
<tr><th>From: </th><td>Harbour Herald <a>&lt;news@herald.example&gt;</a></td></tr></tbody><tr><th>To: </th><td>x@y.example</td></tr></table><p>The storm</p><p>Two piers broke.</p></div>"""
APPLE = """Begin forwarded message:

> From: Harbour Herald <news@herald.example>
> Subject: Harbour closed
> Date: 14 May 2024 at 09:08:00 BST
> To: Anna <anna@desk.example>
>
> The storm
>
> Two piers
> broke.
"""
PLAIN = {
    "German": ("WG: x", "-----Ursprüngliche Nachricht-----\nVon: Harbour Herald [mailto:news@herald.example]\nGesendet: Dienstag, 14. Mai 2024 09:08\nAn: Anna\nBetreff: Harbour closed"),
    "French": ("TR : x", "---------- Message transféré ---------\nDe : Harbour Herald <news@herald.example>\nDate: mar. 14 mai 2024 à 09:08\nObjet : Harbour closed\nÀ : <anna@desk.example>"),
    "Spanish": ("RV: x", "---------- Mensaje reenviado ----------\nDe: Harbour Herald <news@herald.example>\nFecha: 14 de mayo de 2024, 9:08\nAsunto: Harbour closed\nPara: Anna"),
    "Italian": ("I: x", "----- Messaggio inoltrato -----\nDa: Harbour Herald <news@herald.example>\nInviato: martedì 14 maggio 2024 09:08\nA: Anna\nOggetto: Harbour closed"),
    "Portuguese": ("Enc: x", "---------- Mensagem encaminhada ---------\nDe: Harbour Herald <news@herald.example>\nEnviada em: terça-feira, 14 de maio de 2024 09:08\nPara: Anna\nAssunto: Harbour closed"),
    "Dutch": ("Doorst: x", "-----Oorspronkelijk bericht-----\nVan: Harbour Herald <news@herald.example>\nVerzonden: dinsdag 14 mei 2024 9:08\nAan: Anna\nOnderwerp: Harbour closed"),
    "Polish": ("PD: x", "---------- Przekazana wiadomość ----------\nOd: Harbour Herald <news@herald.example>\nWysłano: wtorek, 14 maja 2024 09:08\nDo: Anna\nTemat: Harbour closed"),
    "Russian": ("Fwd: x", "-------- Пересылаемое сообщение --------\nОт кого: Harbour Herald <news@herald.example>\nДата: 14 мая 2024, 09:08\nТема: Harbour closed\nКому: anna@desk.example"),
    "Chinese": ("转发: x", "---------- Forwarded message ---------\n发件人： Harbour Herald <news@herald.example>\n日期： 2024年5月14日周二 09:08\n主题： Harbour closed\n收件人： <anna@desk.example>"),
    "Japanese": ("Fwd: x", "---------- 転送メッセージ ----------\n差出人： Harbour Herald <news@herald.example>\n日時： 2024年5月14日(火) 9:08\n件名： Harbour closed\n宛先： anna@desk.example"),
    "a subject over two lines": ("Fwd: x", "---------- Forwarded message ---------\nFrom: Harbour Herald <news@herald.example>\nDate: Tue, May 14, 2024 at 9:08 AM\nSubject: Harbour\n closed\nTo: Anna"),
}  # fmt: skip


def read(subject: str, text: str, kind: str = "plain") -> Article:
    mail = (
        f"From: Anna Vogt <anna@desk.example>\nTo: desk@desk.example\nSubject: {subject}\nDate: Thu, 16 May 2024 08:00:00 +0200\n"
        f"Message-ID: <x1@desk.example>\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}"
    )
    (found,) = read_file(email_message, mail.encode(), "mail.eml")
    assert isinstance(found, Article)
    return found


def is_the_herald(found: Article) -> bool:
    assert (found.title, found.byline, found.source) == ("Harbour closed", "Harbour Herald", "Harbour Herald")
    assert found.published is not None
    assert (found.published.date, found.published.time) == ("2024-05-14", "09:08:00")
    assert " ".join(found.body.split()) == "The storm Two piers broke."
    assert found.extra["forwarded_by"] == "Anna Vogt"
    assert found.extra["forwarded_on"] == "Thu, 16 May 2024 08:00:00 +0200"
    assert found.extra["from"] == "news@herald.example"
    return True


@pytest.mark.parametrize(
    ("text", "note"),
    [(GMAIL, "Worth reading."), (OUTLOOK, "FYI"), (THUNDERBIRD, "See below")],
    ids=["Gmail", "Outlook", "Thunderbird"],
)
def test_a_page_sent_on_has_its_own_day_sender_and_subject(text: str, note: str) -> None:
    found = read("Fwd: h", text, "html")
    assert is_the_herald(found)
    assert found.extra["forwarded_note"] == note
    assert found.extra["forwarded_subject"] == "Fwd: h"


def test_a_quoted_text_sent_on_is_freed_of_its_marks() -> None:
    found = read("Fwd: h", APPLE)
    assert is_the_herald(found)
    assert found.body == "The storm\n\nTwo piers\nbroke."


@pytest.mark.parametrize(("subject", "head"), PLAIN.values(), ids=PLAIN)
def test_programs_of_other_languages_are_understood(subject: str, head: str) -> None:
    assert is_the_herald(read(subject, f"{head}\n\nThe storm\n\nTwo piers broke.\n"))


def test_a_mail_sent_on_twice_is_the_innermost() -> None:
    _, german = PLAIN["German"]
    found = read(
        "Fwd: x",
        f"---------- Forwarded message ---------\nFrom: Bea <bea@desk.example>\nDate: Wed, May 15, 2024 at 7:00 AM\nSubject: WG: x\nTo: Anna\n\nsee\n\n{german}\n\nThe storm\n\nTwo piers broke.",
    )
    assert is_the_herald(found)
    assert found.extra["forwarded_through"] == ["Bea <bea@desk.example>, Wed, May 15, 2024 at 7:00 AM"]
    assert found.extra["forwarded_note"] == "see"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("RE: x", f"No.\n\n{PLAIN['German'][1]}\n\nThe storm\n"),
        ("x", f"I do not think so.\n\n{PLAIN['Dutch'][1]}\n\nThe storm\n"),
        ("Fwd: x", "---------- Forwarded message ---------\nFrom: Bea\n\nThe storm\n"),
        ("Fwd: x", f"{'A long column of its own. ' * 40}\n\n{PLAIN['French'][1]}\n\nThe storm\n"),
        ("Fwd: x", f"{PLAIN['French'][1]}\n"),
    ],
)
def test_what_a_reply_quotes_and_what_has_no_headers_stays_where_it_is(subject: str, text: str) -> None:
    found = read(subject, text)
    assert (found.title, found.byline) == (subject, "Anna Vogt")
    assert found.published is not None
    assert found.published.date == "2024-05-16"
    assert "forwarded_by" not in found.extra


def test_a_day_that_cannot_be_read_is_not_that_of_who_sent_it_on() -> None:
    found = read("Fwd: x", "---------- Forwarded message ---------\nFrom: Herald\nDate: some day\nSubject: s\nTo: Anna\n\nThe storm\n")  # fmt: skip
    assert found.published is None
    assert found.undated is not None


@pytest.mark.parametrize(
    "line", ["From: a", "> From: a", "Date: x", "---- Forwarded message ----", "x: ", "From:" + " " * 5_000]
)
def test_many_headers_cost_little(line: str) -> None:
    body = "\n".join([line] * 20_000)
    forward = inline_forward.find_forward(body, "Fwd: x")
    assert forward is None or len(forward.body) <= len(body)


def test_the_one_mail_that_is_attached_to_a_note_has_its_own_day_too() -> None:
    mail = (
        "From: Anna Vogt <anna@desk.example>\nTo: desk@desk.example\nSubject: Fwd: x\nDate: Thu, 16 May 2024 08:00:00 +0200\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nFYI\n\n--b\nContent-Type: message/rfc822\n\n'
        "From: Harbour Herald <news@herald.example>\nDate: Tue, 14 May 2024 09:08:00 +0200\nSubject: Harbour closed\nContent-Type: text/plain\n\n"
        "The storm\n\nTwo piers broke.\n{more}--b--\n"
    )
    (found,) = read_file(email_message, mail.format(more="").encode(), "mail.eml")
    assert isinstance(found, Article)
    assert is_the_herald(found)
    assert found.extra["forwarded_note"] == "FYI"
    second = "\n--b\nContent-Type: message/rfc822\n\nFrom: Bea <b@c.example>\nDate: Mon, 13 May 2024 09:08:00 +0200\nSubject: Quay\n\nThe quay is open.\n"
    (both,) = read_file(email_message, mail.format(more=second).encode(), "mail.eml")
    assert isinstance(both, Article)
    assert (both.title, both.byline) == ("Fwd: x", "Anna Vogt")
    assert "Two piers broke." in both.body
    assert "The quay is open." in both.body
