"""Schemathesis asks the API what its description allows, and what it does not: no answer may be another than is described.

Two of its checks are left out. That whatever the description allows is accepted: what a day or a query is, no schema says, nor how deep
pages of a size go; such an answer is a 400, and described as one. That whatever it forbids is refused: empty values, as a form sends
them, count for nothing, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from test_cli import morgue

from indexer.engines import open_archive
from search_web import create_app
from search_web.openapi import ENDPOINTS, Endpoint

EXAMPLES = 20
"""Of each address, drawn the same in every run."""

LEFT_OUT = [positive_data_acceptance, negative_data_rejection]


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    index = str(tmp_path_factory.mktemp("schemathesis") / "index")
    assert morgue("rebuild", "seeds", "--index", index, "--quiet").exit_code == 0
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", create_app(open_archive(index)))


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("endpoint", ENDPOINTS[:-1], ids=lambda endpoint: endpoint.name)
def test_answers_are_as_described(schema: object, endpoint: Endpoint, mode: GenerationMode) -> None:
    operation = schema[endpoint.path]["GET"]  # type: ignore[index]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.validate_response(case.call(), excluded_checks=LEFT_OUT)

    ask()
