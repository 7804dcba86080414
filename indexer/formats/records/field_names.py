"""Names under which other people's records keep what an article is made of.

`FIELD_NAMES` is the one table: our field, then the names it goes by, the best first; a field's first row is what programs and English
readers call it, the next what other languages do, which labels in texts take too (`text.text_labels`). Names are compared by
`fold_name`, so that `pub_date`, `PubDate` and `pub-date` are one name. What stands in no row goes to `extra`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

FIELD_NAMES: tuple[tuple[str, str], ...] = (
    # what it is called
    ("title", "title headline head hl1 webTitle headlines headline_main main_headline headline_text article_title news_title"
              " story_title title_text post_title page_title og:title hed heading article_headline print_headline"),
    ("title", "Titel Überschrift Schlagzeile titre gros_titre título titular manchete titolo kop tytuł overskrift otsikko başlık"
              " заголовок название タイトル 見出し 标题 標題 제목 العنوان nagłówek název titulek nadpis naslov cím főcím titlu τίτλος כותרת judul tiêu_đề ชื่อเรื่อง 記事名 題名 기사제목 intitulé"
             " Назва Наслов Заглавие 题目 題目 عنوان शीर्षक หัวข้อ พาดหัว"),
    # its text: the plain one before the marked-up one, the whole before a part
    ("body", "body full_text articleBody text content body_text story article_text content_text plain_text main_text"
             " text_content story_text news_text post_content cleaned_text raw_content article article_content news_content"
             " story_body document_text body_plain body_html content_html body_xhtml content:encoded contents bodies paragraphs"
             " html_body article_html html"),
    ("body", "Inhalt Artikeltext Volltext Fließtext texte contenu corps texto contenido cuerpo conteúdo corpo testo contenuto tekst"
             " inhoud treść brödtext brødtekst metin içerik текст содержание 本文 内容 正文 內容 본문 내용 النص artikeltekst artikeltext testo_articolo texte_article texto_completo szöveg obsah vsebina conținut κείμενο תוכן isi nội_dung 記事本文 기사본문 기사내용 текст_статьи полный_текст"
             " Artikel المحتوى متن เนื้อหา"),
    # when it was published: the published day before a created or unnamed one
    ("published", "date_published published_at pub_date publication_date publish_date published_date date_publish published"
                  " web_publication_date first_published first_published_date first_publish_date published_on published_time"
                  " publish_time publication_time publication_datetime article:published_time published_utc date_of_publication"
                  " issue_date issued dc:date date datetime article_date news_date story_date date_gmt post_date_gmt post_date display_date"
                  " print_date seendate seen_date first_created version_created date_created created_at created timestamp ts pubtime time day dt year"),
    ("published", "Datum Erscheinungsdatum veröffentlicht veröffentlicht_am Veröffentlichungsdatum date_de_publication publié_le"
                  " date_publication fecha fecha_publicación fecha_de_publicación publicado publicado_en data data_publicação"
                  " data_de_publicação data_pubblicazione data_di_pubblicazione publicatiedatum data_publikacji publiceringsdatum"
                  " dato päivämäärä tarih yayın_tarihi дата дата_публикации 日付 公開日 掲載日 配信日時 日期 发布时间 发布日期 發布時間"
                  " 發佈日期 날짜 작성일 발행일 التاريخ Publikationsdatum Veröffentlichungstag Datum_der_Veröffentlichung date_de_parution parution date_parution fecha_edición data_de_publicacao publicatie_datum publiceringsdag publisert utgivelsesdato udgivelsesdato julkaisupäivä datum_vydání datum_zveřejnění dátum datum_objave data_apariției ημερομηνία תאריך tanggal ngày_đăng дата_публікації дата_выхода 発行日 発行年月日 掲載年月日 日時 出版日期 刊登日期 게재일 보도일 일자"
             " Veröffentlichung Paru_le Publicerad Опубликовано 时间 時間 發布日期 입력 تاريخ تاريخ_النشر تاریخ दिनांक तारीख Ngày วันที่"),
    ("updated", "updated updated_at date_modified modified modified_at date_updated last_updated last_modified last_update lastmod"
                " last_modified_date updated_date update_date update_time modified_date modification_date date_modify revised"
                " modified_gmt post_modified_gmt post_modified article:modified_time content_modified"),
    ("updated", "aktualisiert Aktualisierungsdatum geändert mis_à_jour mise_à_jour date_de_mise_à_jour actualizado"
                " fecha_actualización atualizado aggiornato bijgewerkt обновлено 更新日 更新日時 更新时间 更新時間 수정일"),
    # who wrote it, who printed it, and where in the paper
    ("byline", "byline author authors creator creators dc:creator byl written_by writer writers reporter reporters journalist"
               " journalists contributor contributors author_name author_names article_author columnist correspondent by"),
    ("byline", "Autor Autoren Verfasser auteur auteurs autores autora autore autori författare forfatter kirjoittaja yazar автор autorzy avtor szerző συντάκτης מחבר penulis автори журналист"
               " 著者 記者 作者 记者 기자 المؤلف"
             " Autorin Muhabir Συγγραφέας Авторы 筆者 執筆者 글쓴이 الكاتب الكاتبة بقلم نویسنده מאת כתב लेखक Tác_giả ผู้เขียน"),
    ("source", "source source_name publication publication_name publication_title publisher publisher_name outlet outlet_name"
               " newspaper newspaper_name newspaper_title news_source site_name og:site_name media_name media_outlet medium paper"
               " journal magazine provider news_agency agency domain website source_domain hostname source_hostname host site"),
    ("source", "Quelle Zeitung Herausgeber fuente periódico medio fonte jornal giornale testata krant bron gazeta źródło tidning"
               " kaynak источник издание 新聞社 情報源 媒体 来源 來源 신문사 언론사 المصدر Publikation Medienname Titel_der_Zeitung nom_du_journal nombre_del_medio veículo veiculo testata_giornalistica naam_krant avis lehti zdroj izvor forrás sursă πηγή מקור koran джерело видання название_издания СМИ 新聞名 紙名 掲載紙 媒体名 媒體 媒體名稱 报纸名称 매체 매체명 언론사명"
             " Källa Kilde Извор 出典 출처 الصحيفة منبع स्रोत Nguồn แหล่งที่มา ที่มา Sumber"),
    ("section", "section section_name article_section news_desk desk category categories category_name channel rubric department"
                " section_id"),
    ("section", "Rubrik Ressort Kategorie rubrique catégorie sección categoría seção sezione rubriek kategoria dział bölüm kategori"
                " раздел рубрика категория カテゴリ カテゴリー 面 分类 栏目 分類 版面 섹션 카테고리 القسم"
             " 面名 欄目 분류 מדור Chuyên_mục หมวด"),
    ("language", "language lang in_language language_code lang_code dc:language detected_language locale Sprache langue idioma"
                 " lingua taal język språk dil язык 言語 语言 語言 언어 اللغة"),
    # where it is found
    ("url", "url link href web_url article_url article_source_link source_url source_link article_link canonical_url canonical"
            " permalink story_url news_url page_url post_url external_url requested_url target_uri og:url weblink"
            " main_entity_of_page share_url"),
    ("url", "Adresse lien enlace collegamento ссылка адрес リンク 链接 連結 링크 الرابط Internetadresse 网址 網址 주소 קישור Bağlantı Đường_dẫn"),
    # what it is about
    ("tags", "tags tag keywords keyword news_keywords topics topic subjects subject labels tag_names descriptors index_terms"),
    ("tags", "Schlagwörter Schlagworte Stichwörter Stichworte Themen mots_clés mots_clefs sujets etiquetas palabras_clave temas"
             " palavras_chave parole_chiave trefwoorden słowa_kluczowe nyckelord etiketler anahtar_kelimeler теги ключевые_слова"
             " タグ キーワード 标签 关键词 關鍵詞 태그 키워드 الكلمات_المفتاحية"
             " 关键字 標籤 Từ_khóa"),
    ("summary", "summary description subtitle standfirst lead lede abstract excerpt teaser intro introduction deck dek subheadline"
                " subhead subheading hl2 trail_text snippet blurb description_text description_html og:description"
                " meta_description short_description lead_paragraph article_summary news_summary headline_extended synopsis"),
    ("summary", "Zusammenfassung Untertitel Vorspann Beschreibung Anreißer résumé chapeau chapô sous_titre resumen subtítulo bajada"
                " entradilla descripción resumo descrição sommario sottotitolo occhiello riassunto samenvatting ondertitel"
                " streszczenie podtytuł ingress sammanfattning özet краткое_содержание подзаголовок аннотация описание 要約 概要"
                " リード 摘要 副标题 副標題 导语 요약 부제 الملخص"
             " 導語"),
    ("dateline", "dateline located dateline_text Ortsmarke Spitzmarke 発信地 电头 電頭"),
    ("captions", "captions caption image_caption image_captions photo_caption photo_captions figure_caption picture_caption"
                 " fullcaption Bildunterschrift Bildunterschriften légende légendes pie_de_foto legenda didascalia bijschrift"
                 " подпись キャプション 图片说明 圖說"),
    ("related", "related related_articles related_headlines related_titles related_stories see_also"),
    # its own identifier, and which version of the story it is
    ("id", "guid urn uuid uri id article_id identifier doc_id document_id docno story_id news_id news_item_id item_id post_id"
           " record_id accession_number dc:identifier Artikelnummer идентификатор 记录号 編號"),
    ("version", "version revision version_number"),
)  # fmt: skip

WRAPPERS = "fields _source source_document item article attributes document doc node record properties story data metadata meta content blocks"
"""Objects inside a record whose fields count as the record's own, as in `{"fields": {"headline": …}}`."""

FIELDS = tuple(dict.fromkeys(field for field, _ in FIELD_NAMES))
"""Our fields, as the left side of `--map title=headline` takes them."""

_MARKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """A field's name without case, accents, blanks and marks: `Pub-Date` -> `pubdate`; at most 100 characters of it."""
    decomposed = unicodedata.normalize("NFKD", name[:100].casefold())
    return _MARKS.sub("", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _rank_names() -> dict[str, tuple[str, int]]:
    ranks: dict[str, tuple[str, int]] = {}
    for field, names in FIELD_NAMES:
        for name in names.split():
            ranks.setdefault(fold_name(name), (field, len(ranks)))
    return ranks


_RANKS = _rank_names()
_WRAPPERS = frozenset(map(fold_name, WRAPPERS.split()))


def spoken_names(field: str) -> tuple[str, ...]:
    """What other languages than English call a field, folded."""
    rows = [names for ours, names in FIELD_NAMES if ours == field]
    return tuple(fold_name(name) for names in rows[1:] for name in names.split())


def find_field(name: str) -> tuple[str, int] | None:
    """Our field that a name stands for and the name's rank, lower is better, or None."""
    return _RANKS.get(fold_name(name))


def is_wrapper(name: str) -> bool:
    """Whether an object of this name holds fields of the record around it."""
    return fold_name(name) in _WRAPPERS
