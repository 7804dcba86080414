"""Texts whose parts stand behind labels in many languages, and front matter as sites write it."""

from __future__ import annotations

import pytest
from sparse_pairs import read_article

from indexer.formats.records.field_names import find_field
from indexer.formats.text import plain_text
from indexer.formats.text.text_labels import translate_labels

TEXTS = {
    "Titel: Bücherei eröffnet\nDatum: 6. Mai 2014\nAutor: Jo Dee\nRessort: Lokales\n\nDie Bücherei wurde eröffnet.\n": (
        "Bücherei eröffnet", "Jo Dee", None, "Lokales", "Die Bücherei wurde eröffnet."
    ),
    "Заголовок: Мост открыт\nДата: 6 мая 2014 г.\nАвтор: Иван Петров\nИсточник: Газета\nТекст: Мост открыли во вторник.\n": (
        "Мост открыт", "Иван Петров", "Газета", None, "Мост открыли во вторник."
    ),
    "标题：大桥通车\n日期：2014-05-06\n来源：日报\n作者：李四\n正文：\n　　大桥周二通车。\n　　很多人来了。\n": (
        "大桥通车", "李四", "日报", None, "大桥周二通车。\n\n很多人来了。"
    ),
    "제목: 다리 개통\n날짜: 2014년 5월 6일\n기자: 홍길동\n\n다리가 화요일에 개통되었다.\n": (
        "다리 개통", "홍길동", None, None, "다리가 화요일에 개통되었다."
    ),
    "TITLE\tTown opens a library\nDATE\t06.05.2014\nSOURCE\tThe Post\nTEXT\tThe library opened.\nMany came.\n": (
        "Town opens a library", None, "The Post", None, "The library opened.\n\nMany came."
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.split("\n", 1)[0])
def test_labels_of_many_languages_are_understood(text: str) -> None:
    article = read_article(plain_text, text.encode(), "text/a.txt")
    assert article.published is not None and article.published.date == "2014-05-06"
    assert (article.title, article.byline, article.source, article.section, article.body) == TEXTS[text]


def test_what_a_column_may_be_called_is_a_label_too() -> None:
    text = "Kop: Brug open\nPublicatiedatum: 6 mei 2014\nOndertitel: Drukte op de kade\nInhoud: De brug ging dinsdag open.\n"
    article = read_article(plain_text, text.encode(), "text/a.txt")
    assert (article.title, article.summary, article.body) == (
        "Brug open",
        "Drukte op de kade",
        "De brug ging dinsdag open.",
    )
    assert all(find_field(name.replace(" ", "_")) for name in ("Zeitung", "Tác giả", "導語", "Publicerad"))


def test_a_single_word_with_a_colon_is_no_label() -> None:
    text = "Quelle: wo der Fluss beginnt\n\nEin Spaziergang zum Ursprung.\n"
    assert translate_labels(text) == (text, "")


def test_who_wrote_the_text_is_no_text() -> None:
    text = "Titel: Brücke\nText: Jane Doe\n\nDie Brücke ist offen.\n"
    assert translate_labels(text) == ("title: Brücke\nText: Jane Doe\n\nDie Brücke ist offen.\n", "")


def test_front_matter_may_go_on_in_indented_lines_and_name_its_fields_as_sites_do() -> None:
    text = (
        '---\ntitle: "Bridge: opens"\npubDate: 2014-05-06\nauthors:\n  - Jo Dee\n  - A. B.\ntags:\n- bridge\n'
        "description: >\n  A bridge\n  opens.\n---\n\nThe bridge opened.\n"
    )
    article = read_article(plain_text, text.encode(), "text/a.md")
    assert (article.title, article.byline, article.tags) == ("Bridge: opens", "Jo Dee, A. B.", ("bridge",))
    assert (article.summary, article.body) == ("A bridge opens.", "The bridge opened.")
    assert article.published is not None and article.published.date == "2014-05-06"
