"""What Nexis and Lexis print before a value (`LENGTH:`, `LÄNGE:`, `Longueur :`) -> our name for it.

The labels follow the language of whoever searched. `STRONG` ones end an article's text wherever they stand, since no
story prints them; others are labels only where labels are expected.
"""

from __future__ import annotations

import re
import unicodedata

_LABELS = {
    "title": "headline|titre|titulo|titular|titolo|schlagzeile|kop"
    "|titulek|tytuł|nagłówek|заголовок|見出し|タイトル|标题|標題",
    "byline": "byline|autor|auteur|autore|author|autores|auteurs|autoren"
    "|автор|авторы|署名|筆者|記者|执笔者|作者|记者|penulis",
    "section": "section|rubrik|rubrique|seccion|sezione|rubriek|secao|ressort"
    "|seção|rubrica|dział|раздел|рубрика|セクション|面|版面|栏目|欄",
    "length": "length|länge|laenge|longueur|longitud|lunghezza|lengte|extensao|tamanho|comprimento"
    "|długość|liczba słów|длина|объем|長さ|文字数|長度|长度|字数|篇幅",
    "date": "date|datum|fecha|data"
    "|дата|日付|日期",
    "dateline": "dateline|datumszeile|lieu|ortszeile"
    "|lugar|luogo|plaats|發信地|発信地|место",
    "summary": "highlight|abstract|resume|resumen|zusammenfassung|sommario|samenvatting|destacado|chapeau|encart|kurzfassung"
    "|resumo|streszczenie|аннотация|要約|概要|摘要",
    "graphic": "graphic|grafik|graphique|grafico|illustration|abbildung|grafiek|imagen|image"
    "|gráficos|imagem|immagine|afbeelding|grafika|ilustracja|иллюстрация|графика|図|写真|图片|圖片|图表",
    "load_date": "load-date|update|date-de-chargement|date-chargement|fecha-de-carga|fecha-carga|data-de-carga|data-caricamento|laaddatum|laad-datum|ladedatum|datum-der-aktualisierung|mise-a-jour"
    "|data-carregamento|data-de-carregamento|data-di-caricamento|data-załadowania|data-ładowania|дата-загрузки|дата-обновления|ロード日|更新日|加载日期|载入日期|載入日期|更新日期|fecha-de-actualización|data-de-atualização|data-di-aggiornamento|bijgewerkt-op",
    "language": "language|sprache|langue|idioma|lingua|taal|lengua"
    "|język|язык|言語|语言|語言",
    "publication_type": "publication-type|publicationtype|pub-type|type-de-publication|type-publication|tipo-de-publicacion|publikationstyp|art-der-publikation|tipo-di-pubblicazione|publicatietype|type-publicatie"
    "|tipo-publicación|tipo-publicação|tipo-de-publicação|tipo-pubblicazione|typ-publikacji|rodzaj-publikacji|тип-публикации|тип-издания|出版物の種類|媒体種別|出版物类型|出版类型|出版物類型",
    "journal_code": "journal-code|zeitungs-code|code-du-journal|code-journal|codigo-de-publicacion|codice-giornale|tijdschriftcode"
    "|kod-czasopisma|код-издания|紙誌コード|期刊代码",
    "subject": "subject|sujet|tema|thema|schlagwort|schlagwörter|schlagworte|onderwerp|materia"
    "|assunto|argomento|temat|тема|тематика|件名|主題|主题|主題詞",
    "company": "company|firma|unternehmen|societe|entreprise|empresa|compañia|societa|bedrijf"
    "|azienda|firma|spółka|компания|企業|会社|公司",
    "organization": "organization|organisation|organizacion|organizzazione|organisatie"
    "|organizacja|организация|組織|団体|机构|機構",
    "person": "person|personne|persona|persoon|personen"
    "|pessoa|osoba|персона|лицо|人物",
    "geographic": "geographic|geographie|geografia|geografie|geography"
    "|região|geografia|география|регион|地域|地理|地区",
    "country": "country|land|pays|pais|paese"
    "|kraj|страна|国|国家",
    "state": "state|bundesland",
    "city": "city|ville|stadt|ciudad"
    "|cidade|città|stad|miasto|город|都市|城市",
    "industry": "industry|industrie|branche|industria|secteur|bedrijfstak"
    "|setor|settore|branża|отрасль|業種|业界|行业|行業",
    "ticker": "ticker|borsencode",
    "address": "url|internet-adresse|adresse-url",
    "correction": "correction|korrektur|correccion|rectification|correzione|rectificatif"
    "|correção|sprostowanie|исправление|訂正|更正",
    "correction_date": "correction-date|date-de-correction|korrekturdatum",
    "notes": "notes|note|anmerkung|anmerkungen|notas|hinweis"
    "|note-redazionali|uwagi|примечания|備考|注|备注",
    "series": "series|serie",
    "type": "type|typ|tipo|doc-type|document-type"
    "|soort|rodzaj|тип|種類|类型",
    "accession_number": "acc-no|accession-number|acc-number",
    "category": "category|kategorie|categorie|categoria"
    "|kategoria|категория|カテゴリ|类别",
    "issn": "issn",
    "issue": "issue|ausgabe|numero",
    "edition": "edition|edicion|edizione|editie"
    "|edição|wydanie|издание|выпуск|版|版次",
    "volume": "volume|band",
    "distribution": "distribution",
    "enhancement": "enhancement",
    "document_number": "document-number|doc-no",
    "correspondent": "correspondent|korrespondent",
    "program": "show|programm|program|anchor|guests|guest|anchors",
    "cycle": "cycle",
    "copyright": "copyright",
}  # fmt: skip

STRONG = frozenset(
    (
        "load_date",
        "language",
        "publication_type",
        "journal_code",
        "subject",
        "graphic",
        "address",
        "correction_date",
    )
)

_BODY_HEADINGS = (
    "body,hauptteil,textkörper,volltext,corps,corps-de-l'article,corps-du-texte,cuerpo,cuerpo-del-articulo,corpo,corpo-del-testo,tekst,texte,texto,text,testo,"
    "conteudo,corpo-do-texto,tresc,treść,текст,основной-текст,本文,正文,內文".split(",")
)  # fmt: skip
TAIL_HEADINGS = {
    "classification": "", "klassifizierung": "", "klassifikation": "", "clasificacion": "", "classificazione": "", "classificatie": "", "classificacao": "", "klasyfikacja": "", "классификация": "", "分類": "", "分类": "",
    "graphic": "graphic", "grafik": "graphic", "graphique": "graphic", "grafico": "graphic", "grafiek": "graphic",
    "notes": "notes", "anmerkungen": "notes", "notas": "notes", "note": "notes",
    "correction": "correction", "korrektur": "correction", "rectificatif": "correction", "correccion": "correction",
}  # fmt: skip
"""Headings on a line of their own behind an article's text, and the value that follows them."""

_END_LINES = (
    "end-of-document,ende-des-dokuments,ende-des-dokumentes,fin-du-document,fin-de-document,fin-del-documento,fine-del-documento,fine-documento,einde-van-document,einde-van-het-document,einde-document,fim-do-documento,fim-de-documento,"
    "koniec-dokumentu,конец-документа,文書の終わり,ドキュメントの終わり,文書終了,文档结束,文档结尾,文件结束,文件結束,文檔結束".split(",")
)  # fmt: skip

_DOCUMENTS = r"(?:documents?|dokument(?:e|en|y|ów)?|documentos?|documenti|documenten|документ(?:ы|ов|а)?|文書|文档|文件|文檔)"
_NUMBERED = re.compile(
    rf"\s*(?:{_DOCUMENTS}\s+)?\d{{1,6}}\s+(?:of|von|de|sur|van|di|aus|z|из|/)\s+\d{{1,6}}(?:\s+{_DOCUMENTS})?\s*"
    r"|\s*(?:文書|文档|文件|文檔)\s*\d{1,6}\s*/\s*\d{1,6}\s*",
    re.IGNORECASE,
)
_DOCUMENT_WORD = re.compile(_DOCUMENTS, re.IGNORECASE)
_LABELLED = re.compile(r"([^\W\d_][\w' /().&-]{1,44}?)(?:[ \xa0]?:(?:\s+|$)|：\s*)")


def fold(label: str) -> str:
    """A label without case and accents, its blanks as hyphens."""
    plain = unicodedata.normalize(
        "NFD", label.strip().rstrip(":").strip().casefold().replace("ä", "\0").replace("ö", "\1")
    )
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\s_]+", "-", plain.replace("\0", "ä").replace("\1", "ö"))


_END = frozenset(map(fold, _END_LINES))
BODY_HEADINGS = frozenset(map(fold, _BODY_HEADINGS))
_TAILS = {fold(heading): name for heading, name in TAIL_HEADINGS.items()}
_NAMES = {fold(label): name for name, labels in _LABELS.items() for label in labels.split("|")}


def read_label(text: str) -> tuple[str, str, bool] | None:
    """The label that a paragraph begins with: our name or, in quotes of their own, theirs; the value; whether it is in capitals, or in letters that know none."""
    match = _LABELLED.match(text)
    if match is None:
        return None
    label = match.group(1)
    name = _NAMES.get(fold(label), "")
    is_strong = label.isupper() or (bool(name) and label.upper() == label)
    return name, text[match.end() :].strip(), is_strong


def name_unknown(text: str) -> str:
    """The name under which a label that is not in the table is kept."""
    match = _LABELLED.match(text)
    return fold(match.group(1)).replace("-", "_") if match else "unlabelled"


def is_end(text: str) -> bool:
    """Whether a line ends an article (`End of Document`)."""
    return len(text) < 60 and fold(text) in _END


def is_numbered_start(text: str) -> bool:
    """Whether a line begins an article (`3 of 250 DOCUMENTS`)."""
    return (
        len(text) < 60 and _DOCUMENT_WORD.search(text) is not None and _NUMBERED.fullmatch(text) is not None
    )


def is_body_heading(text: str) -> bool:
    """Whether a line stands alone over an article's text (`Body`, `BODY:`)."""
    return len(text) < 40 and fold(text) in BODY_HEADINGS


def read_tail_heading(text: str) -> str | None:
    """Which value follows a heading behind an article's text, empty for several; None for any other line."""
    return _TAILS.get(fold(text)) if len(text) < 40 else None
