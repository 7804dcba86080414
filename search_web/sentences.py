"""Sentences in templates: `{% trans %}…{% endtrans %}` of Jinja's own extension, translated when a template is compiled.

Each language has its own compiled templates (`templating`), so that a page in any of them is written as quickly as if its
sentences had no translation. Only plural forms are chosen while a page is written; the number `count` in them is printed as
the language writes numbers.
"""

from __future__ import annotations

import re
from gettext import NullTranslations

from jinja2 import Environment, nodes
from jinja2.ext import InternationalizationExtension
from jinja2.parser import Parser

_PLACE = re.compile(r"%\((\w+)\)s")


class Sentences(InternationalizationExtension):
    """Works by the environment's `catalogue`."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.extend(catalogue=NullTranslations())

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """The sentence as text and values, or the call that chooses its plural form."""
        parsed = super().parse(parser)
        return [self._said(node) for node in (parsed if isinstance(parsed, list) else [parsed])]

    def _said(self, node: nodes.Node) -> nodes.Node:
        call = node.nodes[0] if isinstance(node, nodes.Output) else None
        if not (isinstance(call, nodes.Call) and isinstance(call.node, nodes.Name)):
            return node
        values = {value.key: value.value for value in call.kwargs}
        texts = [text.value for text in call.args if isinstance(text, nodes.Const)]
        catalogue: NullTranslations = self.environment.catalogue  # type: ignore[attr-defined]
        match call.node.name:
            case "gettext":
                return _output(catalogue.gettext(*texts), values, node.lineno)
            case "pgettext":
                return _output(catalogue.pgettext(*texts), values, node.lineno)
        for value in call.kwargs:
            if value.key == "count":
                value.value = nodes.Filter(value.value, "number", [], [], None, None)
        return node


def _output(sentence: str, values: dict[str, nodes.Expr], line: int) -> nodes.Output:
    """The sentence with its values in their places; whatever they hold is escaped there, as in any template."""
    parts: list[nodes.Expr] = []
    for at, part in enumerate(_PLACE.split(sentence)):
        if at % 2:
            parts.append(values[part])
        elif part:
            parts.append(nodes.TemplateData(part.replace("%%", "%")))
    return nodes.Output(parts).set_lineno(line)  # type: ignore[return-value]
