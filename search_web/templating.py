"""How templates are set up and rendered: the words they may use, where static files lie, what no page may hold.

Autoescaping is on for all of them, and a name that is not there is an error, not an empty string. Each language has its own
compiled templates (`sentences`); links keep the language that the address names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, Response, current_app, g, request, url_for
from flask.templating import Environment as FlaskEnvironment
from jinja2 import Environment, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup

from search_web import locales, wording
from search_web.links import SearchAddress, web_url
from search_web.locales import LOCALES, spoken
from search_web.marking import escaped, marked, passage, with_code
from search_web.negotiation import PARAMETER, named, with_language
from search_web.sentences import Sentences
from search_web.variants import Variants

_TEMPLATES = "morgue templates"
_PATHS = "morgue paths"
_VARIANTS = "variants_of_a_search"
_WANTS_CONTEXT = "jinja_pass_arg"
"""What `jinja2.pass_context` and the like leave at a function."""

_MOST_PATHS = 1_000
_LONGEST_KEPT = 20_000
_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]+")
_NOT_IN_PAGES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NOT_IN_PAGES_BYTES = bytes(byte for byte in range(128) if _NOT_IN_PAGES.fullmatch(chr(byte)))


class _Context(Context):
    """Calls what is called: only a few of the functions of templates want to know the context first, and Jinja looks for that in each call anew."""

    def call(self, called: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
        if hasattr(called, _WANTS_CONTEXT):
            return super().call(called, *args, **values)
        values.pop("_block_vars", None)
        values.pop("_loop_vars", None)
        return called(*args, **values)


class _Environment(FlaskEnvironment):
    """All templates share their globals: to find out which of them differ, by names looked up one by one, took a tenth of a page's template."""

    context_class = _Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def prepare(app: Flask, static: Path) -> None:
    """Gives the templates of an application their filters and functions."""
    app.jinja_environment = _Environment
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.policies["ext.i18n.trimmed"] = True
    environment.add_extension(Sentences)
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        locales.gettext,
        locales.ngettext,
        newstyle=True,
        pgettext=locales.pgettext,
        npgettext=locales.npgettext,
    )
    environment.filters.update(
        number=wording.number,
        day=wording.day_in_words,
        moment=wording.moment_in_words,
        zone=wording.zone_in_words,
        date_origin=wording.origin_in_words,
        precision=wording.precision_in_words,
        instant=wording.instant_in_words,
        language_name=wording.language_name,
        decimal=wording.decimal,
        order=wording.order_in_words,
        reason=wording.reason_in_words,
        extra_name=wording.extra_name,
        begun=wording.begun,
        inside=wording.inside,
        translated=locales.translated,
        lang=wording.language_attribute,
        dir=wording.direction,
        web_url=web_url,
        cut=cut,
        with_code=with_code,
    )
    environment.globals.update(
        articles=wording.articles,
        articles_found=wording.articles_found,
        total_in_words=wording.total_in_words,
        days_in_words=wording.days_in_words,
        marked=marked,
        passage=passage,
        _=_said,
        search_url=search_url,
        article_url=article_url,
        place_url=place_url,
        url_for=path_to,
        locale=spoken,
        locale_field=_locale_field,
        locale_links=_locale_links,
        static_url=_static_addresses(static),
    )
    app.extensions[_PATHS] = {}
    app.extensions[_TEMPLATES] = {locale.code: _templates(environment, locale) for locale in LOCALES}


def _templates(environment: Environment, locale: locales.Locale) -> Environment:
    """The same environment for one language, with its own compiled templates."""
    templates = environment.overlay()
    templates.catalogue = locale.catalogue  # type: ignore[attr-defined]
    return templates


def _said(sentence: str) -> Markup:
    """A sentence in an expression of a template; as in `{% trans %}`, it is markup of our own."""
    return Markup(locales.gettext(sentence))


def page(template: str, status: int = 200, **values: Any) -> Response:
    """A rendered page. What HTML cannot hold (control characters, lone surrogates) is shown as U+FFFD."""
    compiled = current_app.extensions[_TEMPLATES][spoken().code].get_template(template)
    # not by Flask, which would first gather its own request and session for templates that use neither
    html = _as_bytes(compiled.render(values))
    return with_language(Response(html, status, content_type="text/html; charset=utf-8"))


def _as_bytes(html: str) -> bytes:
    """In UTF-8. The expression is slow over a whole page, and hardly ever has anything to replace."""
    try:
        encoded = html.encode()
        if len(encoded.translate(None, _NOT_IN_PAGES_BYTES)) == len(encoded):
            return encoded
    except UnicodeEncodeError:
        pass
    return _NOT_IN_PAGES.sub("\ufffd", html).encode()


def search_url(address: SearchAddress) -> str:
    """The address of a search's page."""
    return asking(path_to("pages.search"), address.query_string())


def variants_of(address: SearchAddress) -> Variants:
    """Links to a search with other days or one more value. The parts of a page ask for those of one search."""
    known: tuple[SearchAddress, Variants] | None = g.get(_VARIANTS)
    if known is None or known[0] is not address:
        kept = named()
        variants = Variants(address, path_to("pages.search"), f"{PARAMETER}={kept}" if kept else "")
        known = (address, variants)
        setattr(g, _VARIANTS, known)
    return known[1]


def article_url(identifier: str, address: SearchAddress) -> str:
    """An article's address. It carries the search, so that the words are marked and the way back is known."""
    return asking(url_for("pages.article", identifier=identifier), address.query_string())


def article_links(address: SearchAddress) -> Callable[[str], str]:
    """Gives the link to an article by its id, escaped, with the search in it; of the many links of a page."""
    before = escaped(url_for("pages.article", identifier="x").removesuffix("x"))
    behind = escaped(asking("", address.query_string()))

    def link(identifier: str) -> str:
        if not _PLAIN_ID.fullmatch(identifier):
            return escaped(article_url(identifier, address))
        return f"{before}{identifier}{behind}"

    return link


def path_to(endpoint: str, **values: Any) -> str:
    """As `url_for`, which takes its time; a path without values is asked for once and then known."""
    if values:
        return url_for(endpoint, **values)
    known: dict[tuple[str, str], str] = current_app.extensions[_PATHS]
    key = (request.script_root, endpoint)
    path = known.get(key)
    if path is None:
        if len(known) >= _MOST_PATHS:
            known.clear()
        path = known[key] = url_for(endpoint)
    return path


def place_url(endpoint: str, **values: Any) -> str:
    """The address of a page that no search leads to."""
    return asking(path_to(endpoint, **values), "")


def asking(path: str, asked: str) -> str:
    """A path with its parameters, and the language that the address of this page names."""
    kept = named()
    if kept:
        asked += f"{'&' if asked else ''}{PARAMETER}={kept}"
    return f"{path}?{asked}" if asked else path


def _locale_field() -> Markup:
    """What keeps the language in a form."""
    kept = named()
    return (
        Markup('<input type="hidden" name="{}" value="{}">').format(PARAMETER, kept) if kept else Markup("")
    )


def _locale_links() -> list[tuple[str, str, str]]:
    """(code, name, address of this very page) for each language."""
    path = request.script_root + "/" + quote(request.path.lstrip("/"))
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != PARAMETER]
    asked = (
        f"{urlencode(pairs, errors='replace')}&"
        if pairs and len(request.query_string) <= _LONGEST_KEPT
        else ""
    )
    return [(locale.code, locale.name, f"{path}?{asked}{PARAMETER}={locale.code}") for locale in LOCALES]


def cut(text: str, longest: int) -> str:
    """The text, shortened to `longest` code points: a record may hold a value of any length."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _static_addresses(folder: Path) -> Any:
    """A function from a static file's name to its address, which changes with the file, so that browsers may keep it."""
    versions = {
        file.name: hashlib.blake2b(file.read_bytes(), digest_size=6).hexdigest()
        for file in folder.iterdir()
        if file.is_file()
    }

    def static_url(name: str) -> str:
        return f"{path_to('pages.start')}static/{quote(name)}?v={versions[name]}"

    return static_url
