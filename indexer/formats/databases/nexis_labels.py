"""What Nexis and Lexis print before a value (`LENGTH:`, `LÄNGE:`, `Longueur :`) -> our name for it.

The labels follow the language of whoever searched. `STRONG` ones end an article's text wherever they stand, since no
story prints them; others are labels only where labels are expected.
"""

from __future__ import annotations

import re
import unicodedata

_LABELS = {
    "title": "headline|titre|titulo|titular|titolo|schlagzeile|kop",
    "byline": "byline|autor|auteur|autore|author|autores|auteurs|autoren",
    "section": "section|rubrik|rubrique|seccion|sezione|rubriek|secao|ressort",
    "length": "length|länge|laenge|longueur|longitud|lunghezza|lengte|extensao|tamanho|comprimento",
    "date": "date|datum|fecha|data",
    "dateline": "dateline|datumszeile|lieu|ortszeile",
    "summary": "highlight|abstract|resume|resumen|zusammenfassung|sommario|samenvatting|destacado|chapeau|encart|kurzfassung",
    "graphic": "graphic|grafik|graphique|grafico|illustration|abbildung|grafiek|imagen|image",
    "load_date": "load-date|update|date-de-chargement|date-chargement|fecha-de-carga|fecha-carga|data-de-carga|data-caricamento|laaddatum|laad-datum|ladedatum|datum-der-aktualisierung|mise-a-jour",
    "language": "language|sprache|langue|idioma|lingua|taal|lengua",
    "publication_type": "publication-type|publicationtype|pub-type|type-de-publication|type-publication|tipo-de-publicacion|publikationstyp|art-der-publikation|tipo-di-pubblicazione|publicatietype|type-publicatie",
    "journal_code": "journal-code|zeitungs-code|code-du-journal|code-journal|codigo-de-publicacion|codice-giornale|tijdschriftcode",
    "subject": "subject|sujet|tema|thema|schlagwort|schlagwörter|schlagworte|onderwerp|materia",
    "company": "company|firma|unternehmen|societe|entreprise|empresa|compañia|societa|bedrijf",
    "organization": "organization|organisation|organizacion|organizzazione|organisatie",
    "person": "person|personne|persona|persoon|personen",
    "geographic": "geographic|geographie|geografia|geografie|geography",
    "country": "country|land|pays|pais|paese",
    "state": "state|bundesland",
    "city": "city|ville|stadt|ciudad",
    "industry": "industry|industrie|branche|industria|secteur|bedrijfstak",
    "ticker": "ticker|borsencode",
    "address": "url|internet-adresse|adresse-url",
    "correction": "correction|korrektur|correccion|rectification|correzione|rectificatif",
    "correction_date": "correction-date|date-de-correction|korrekturdatum",
    "notes": "notes|note|anmerkung|anmerkungen|notas|hinweis",
    "series": "series|serie",
    "type": "type|typ|tipo|doc-type|document-type",
    "accession_number": "acc-no|accession-number|acc-number",
    "category": "category|kategorie|categorie|categoria",
    "issn": "issn",
    "issue": "issue|ausgabe|numero",
    "edition": "edition|edicion|edizione|editie",
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

BODY_HEADINGS = frozenset(
    "body,hauptteil,textkörper,volltext,corps,corps-de-l'article,corps-du-texte,cuerpo,cuerpo-del-articulo,corpo,corpo-del-testo,tekst,texte,texto,text".split(",")
)  # fmt: skip
TAIL_HEADINGS = {
    "classification": "", "klassifizierung": "", "klassifikation": "", "clasificacion": "", "classificazione": "", "classificatie": "", "classificacao": "",
    "graphic": "graphic", "grafik": "graphic", "graphique": "graphic", "grafico": "graphic", "grafiek": "graphic",
    "notes": "notes", "anmerkungen": "notes", "notas": "notes", "note": "notes",
    "correction": "correction", "korrektur": "correction", "rectificatif": "correction", "correccion": "correction",
}  # fmt: skip
"""Headings on a line of their own behind an article's text, and the value that follows them."""

_END = frozenset(
    "end-of-document,ende-des-dokuments,ende-des-dokumentes,fin-du-document,fin-de-document,fin-del-documento,fine-del-documento,fine-documento,einde-van-document,einde-van-het-document,einde-document,fim-do-documento".split(",")
)  # fmt: skip

_NUMBERED = re.compile(
    r"\s*(?:(?:documents?|dokumente?|documentos?|documenti|document)\s+)?\d{1,6}\s+(?:of|von|de|sur|van|di|aus|/)\s+\d{1,6}"
    r"(?:\s+(?:documents?|dokumenten?|dokumente|documentos?|documenti|documenten))?\s*",
    re.IGNORECASE,
)
_DOCUMENT_WORD = re.compile(r"do[ck]ument", re.IGNORECASE)
_LABELLED = re.compile(r"([^\W\d_][\w' /().&-]{1,44}?)[ \xa0]?:(?:\s+|$)")


def fold(label: str) -> str:
    """A label without case and accents, its blanks as hyphens."""
    plain = unicodedata.normalize(
        "NFD", label.strip().rstrip(":").strip().casefold().replace("ä", "\0").replace("ö", "\1")
    )
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\s_]+", "-", plain.replace("\0", "ä").replace("\1", "ö"))


_NAMES = {fold(label): name for name, labels in _LABELS.items() for label in labels.split("|")}


def read_label(text: str) -> tuple[str, str, bool] | None:
    """The label that a paragraph begins with: our name or, in quotes of their own, theirs; the value; whether it is in capitals."""
    match = _LABELLED.match(text)
    if match is None:
        return None
    label = match.group(1)
    return _NAMES.get(fold(label), ""), text[match.end() :].strip(), label.isupper()


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
    return TAIL_HEADINGS.get(fold(text)) if len(text) < 40 else None
