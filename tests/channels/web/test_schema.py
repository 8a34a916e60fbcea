"""The API keeps to its own OpenAPI, whatever is sent."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.channels.web.app import build_app
from bot.conversation.assistant import Assistant
from tests.channels.web.conftest import TOKEN, site_of

pytestmark = pytest.mark.search
FORM = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS = {
    "/api/messages": "POST",
    "/api/feedback": "POST",
    "/api/forget": "POST",
    "/api/role": "POST",
    "/api/leave": "POST",
    "/api/conversation": "GET",
    "/api/result": "GET",
    "/api/result.docx": "GET",
    "/api/people": "GET",
    "/api/people.csv": "GET",
    "/api/people.xlsx": "GET",
    "/api/calendar.ics": "GET",
    "/api/carry": "GET",
    "/api/carry/offer": "POST",
    "/api/carry/claim": "POST",
    "/api/carry/allow": "POST",
    "/api/carry/withdraw": "POST",
    "/api/carry/take": "POST",
    "/api/notice": "GET",
    "/api/questions": "GET",
    "/api/deadlines": "GET",
    "/api/clauses": "GET",
    "/api/telegram.svg": "GET",
    "/api/notices": "GET",
    "/api/notices/{notice}": "GET",
    "/api/notices/{notice}/messages": "POST",
    "/api/notices/{notice}/feedback": "POST",
    "/api/notices/{notice}/role": "POST",
    "/api/notices/{notice}/conversation": "GET",
    "/api/notices/{notice}/result": "GET",
    "/api/notices/{notice}/result.docx": "GET",
    "/api/notices/{notice}/people": "GET",
    "/api/notices/{notice}/people.csv": "GET",
    "/api/notices/{notice}/people.xlsx": "GET",
    "/api/notices/{notice}/calendar.ics": "GET",
    "/api/notices/{notice}/questions": "GET",
    "/api/notices/{notice}/deadlines": "GET",
    "/api/notices/{notice}/clauses": "GET",
    "/healthz": "GET",
    "/livez": "GET",
    "/metrics": "GET",
}


@pytest.fixture(scope="module")
def schema(full_assistant: Assistant) -> Any:
    """The API as it describes itself; nobody is too fast for it."""
    site = site_of(full_assistant, client_rate=0.0)
    return schemathesis.openapi.from_asgi("/openapi.json", build_app(site.services))


def test_every_operation_is_tried(schema: Any) -> None:
    """A new one must be named here."""
    found = {one.ok().path: one.ok().method.upper() for one in schema.get_all_operations()}
    assert found == OPERATIONS


@pytest.mark.parametrize("path", OPERATIONS)
def test_what_the_schema_allows_is_answered_as_it_says(schema: Any, path: str) -> None:
    """Status, media type and form of each answer are documented."""

    @given(schema[path][OPERATIONS[path]].as_strategy(generation_mode=GenerationMode.POSITIVE))
    @settings(suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        headers = {"Authorization": f"Bearer {TOKEN}"} if path == "/api/messages" else {}
        case.call_and_validate(checks=FORM, headers=headers)

    holds()


@pytest.mark.parametrize(
    "path",
    [
        "/api/messages",
        "/api/feedback",
        "/api/result",
        "/api/result.docx",
        "/api/carry/claim",
        "/api/carry/take",
    ],
)
def test_what_the_schema_forbids_is_refused(schema: Any, path: str) -> None:
    """With a documented problem, never a fault of the server."""

    @given(schema[path][OPERATIONS[path]].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    @settings(suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        case.call_and_validate(checks=[*FORM, negative_data_rejection])

    holds()


def test_a_message_of_the_right_form_is_taken(schema: Any) -> None:
    """With a user and the token, everything that the schema allows is a turn."""

    @given(schema["/api/messages"]["POST"].as_strategy(generation_mode=GenerationMode.POSITIVE))
    @settings(suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        case.body = {**case.body, "user": "ann"}
        case.call_and_validate(
            checks=[*FORM, positive_data_acceptance], headers={"Authorization": f"Bearer {TOKEN}"}
        )

    holds()
