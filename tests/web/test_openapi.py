"""The description and the server agree, checked by a program that knows only the description."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.negative_data_rejection,
    checks.unsupported_method,
    checks.allow_header_conformance,
]
"""Left out is what a description cannot say: which ids and documents exist."""


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_the_server_is_as_described(
    client: httpx.Client, subtests: pytest.Subtests, mode: schemathesis.GenerationMode
) -> None:
    base = str(client.base_url)
    described = schemathesis.openapi.from_url(f"{base}/openapi.json")
    tried = 0
    for result in described.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        if mode.is_negative and not (operation.path_parameters or operation.query or operation.body):
            continue  # nothing to get wrong

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
        )
        def conforms(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(base_url=base, checks=CHECKS)

        with subtests.test(operation.label):
            tried += 1
            conforms()
    assert tried >= 9
