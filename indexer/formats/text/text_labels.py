"""Labels that stand before the parts of a text, as archives of many countries write them: `Titel: …`, `日期：…`, `Автор: …`, `TITLE<tab>…`.

In: a text. Out: the same with the labels that `text_roles` knows (`title: …`), and the text behind a label like `正文：` apart. A word
like `Quelle:` may begin a headline, so labels count only where several lines begin with one. A line that states a day
stays as it is: `dates` knows its label, and it is shown where the day came from.
"""

from __future__ import annotations

import re

from indexer.formats.text.text_roles import could_be_name

LABELS: tuple[tuple[str, str], ...] = (
    ("title", "Titel|Überschrift|Schlagzeile|Titre|Título|Titular|Manchete|Titolo|Tytuł|Overskrift|Otsikko|Başlık|Nadpis|Titulek|Naslov|Cím|Titlu"
              "|Τίτλος|Заголовок|Название|Назва|Наслов|Заглавие|タイトル|見出し|题目|題目|标题|標題|제목|العنوان|عنوان|כותרת|शीर्षक|Tiêu đề|หัวข้อ|พาดหัว|Judul"),
    ("date", "Datum|Erscheinungsdatum|Veröffentlicht|Veröffentlichung|Date de publication|Paru le|Fecha|Fecha de publicación|Data|Data de publicação|Data di pubblicazione"
             "|Publicatiedatum|Dato|Publicerad|Päivämäärä|Tarih|Dátum|Data publikacji|Ημερομηνία|Дата|Дата публикации|Опубликовано|Дата публікації|日付|公開日|掲載日|配信日時|日時"
             "|日期|时间|時間|发布时间|發布時間|发布日期|發布日期|出版日期|날짜|작성일|입력|발행일|التاريخ|تاريخ|تاريخ النشر|تاریخ|תאריך|दिनांक|तारीख|Ngày|Ngày đăng|วันที่|Tanggal"),
    ("author", "Autor|Autorin|Autoren|Verfasser|Auteur|Auteurs|Autores|Autora|Autore|Autori|Författare|Forfatter|Kirjoittaja|Yazar|Muhabir|Szerző|Συγγραφέας|Συντάκτης"
               "|Автор|Авторы|Автори|著者|筆者|記者|執筆者|作者|记者|기자|글쓴이|الكاتب|الكاتبة|المؤلف|بقلم|نویسنده|מאת|כתב|लेखक|Tác giả|ผู้เขียน|Penulis"),
    ("source", "Quelle|Zeitung|Medium|Fuente|Medio|Periódico|Fonte|Jornal|Testata|Journal|Bron|Krant|Źródło|Gazeta|Källa|Kilde|Kaynak|Zdroj|Izvor|Forrás|Πηγή|Источник|Издание"
               "|Джерело|Извор|出典|媒体名|新聞名|情報源|来源|來源|媒体|媒體|출처|언론사|매체|المصدر|الصحيفة|منبع|מקור|स्रोत|Nguồn|แหล่งที่มา|ที่มา|Sumber"),
    ("section", "Ressort|Rubrique|Sección|Seção|Sezione|Rubriek|Kategorie|Kategoria|Kategori|Catégorie|Categoría|Categoria|Dział|Bölüm|Раздел|Рубрика|Категория|カテゴリ|カテゴリー"
                "|面名|分类|分類|栏目|欄目|版面|섹션|분류|카테고리|القسم|מדור|Chuyên mục|หมวด"),
    ("url", "Adresse|Lien|Enlace|Internetadresse|Ссылка|Адрес|リンク|链接|連結|网址|網址|링크|주소|الرابط|קישור|Bağlantı|Đường dẫn"),
    ("tags", "Schlagwörter|Schlagworte|Stichwörter|Mots-clés|Palabras clave|Palavras-chave|Parole chiave|Trefwoorden|Słowa kluczowe|Nyckelord|Теги|Ключевые слова|キーワード|タグ"
             "|关键词|關鍵詞|关键字|标签|標籤|키워드|태그|الكلمات المفتاحية|Từ khóa"),
    ("summary", "Untertitel|Vorspann|Zusammenfassung|Chapeau|Chapô|Résumé|Resumen|Entradilla|Bajada|Resumo|Sommario|Occhiello|Подзаголовок|Аннотация|要約|概要|リード|摘要|导语|導語|副标题|副標題|요약|부제|الملخص"),
    ("body", "Text|Inhalt|Artikel|Artikeltext|Volltext|Texte|Contenu|Corps|Texto|Contenido|Cuerpo|Corpo|Conteúdo|Testo|Tekst|Treść|Brödtext|Metin|İçerik|Κείμενο|Текст|Содержание"
             "|本文|記事本文|正文|内容|內容|본문|내용|النص|المحتوى|متن|תוכן|Nội dung|เนื้อหา|Body|Content|Full text|Article"),
)  # fmt: skip
_ENGLISH = "title headline author byline source publisher newspaper section category url link summary subtitle tags keywords date published"
_KNOWN = {label: label for label in _ENGLISH.split()} | {
    label.casefold(): ours for ours, listed in LABELS for label in listed.split("|")
}
_LOOKED_AT = 20
"""Lines of a text that may have labels."""
_LEAST = 2
_COLON = re.compile(r"[\[【〔<]?([^\W\d_][^:：=\]】〕>]{0,29}?)\s?(?:[\]】〕>]\s?[:：]?|[:：])\s*(.{0,2000})")
_TABBED = re.compile(r"^([^\W\d_][^\t\n:]{0,29})\t(?=\S)", re.MULTILINE)


def translate_labels(text: str) -> tuple[str, str]:
    """The text with labels in English, and what stands behind the label of the article's text, if it has one."""
    text = _with_colons(text)
    lines = text.split("\n", _LOOKED_AT)
    found = {
        number: told for number, line in enumerate(lines[:_LOOKED_AT]) if (told := _read_label(line.strip()))
    }
    if len(found) < _LEAST:
        return text, ""
    for number, (ours, value) in found.items():
        if ours == "body" and not could_be_name(value):
            return "\n".join(lines[:number]), "\n".join([value, *lines[number + 1 :]])
        if value and ours not in ("date", "body"):
            lines[number] = f"{ours}: {value}"
    return "\n".join(lines), ""


def _read_label(line: str) -> tuple[str, str] | None:
    """(label in English, value, which may be empty) of a line like `Titel: …` or `【标题】…`; None for any other."""
    found = _COLON.fullmatch(line)
    ours = _KNOWN.get(" ".join(found.group(1).split()).casefold()) if found else None
    return (ours, found.group(2).strip()) if found and ours else None


def _with_colons(text: str) -> str:
    """A text whose labels end with a tab, with colons instead; where only one line has such a label, it is no label."""
    found = [match for match in _TABBED.finditer(text, 0, 5_000) if match.group(1).casefold() in _KNOWN]
    if len(found) < _LEAST:
        return text
    parts, at = [], 0
    for match in found:
        parts += [text[at : match.end(1)], ": "]
        at = match.end()
    return "".join(parts) + text[at:]
