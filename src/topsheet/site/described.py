"""What is true of every operation of the API: how a body is read, how an error is described."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from topsheet.kernel.errors import InvalidInput

_HALVES = re.compile("[\ud800-\udfff]")  # of characters; UTF-8 has no place for one alone

PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "Why it was not done, in one sentence with the remedy (RFC 9457).",
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "the kind of error"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what happened and what to do"},
        "field": {"type": "string", "description": "the field that cannot be used"},
        "errors": {"type": "array", "items": {"type": "object"}},
        "reasons": {"type": "array", "items": {"type": "string"}},
        "theirs": {"description": "409: the value somebody else wrote meanwhile"},
        "yours": {"description": "409: the value you sent"},
        "version": {"type": "integer", "description": "409: the version to send to put yours"},
        "by": {"type": "string", "description": "409: who wrote meanwhile"},
    },
}


class DescribedAPI(NinjaAPI):
    """Every operation also says how it refuses."""

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**more)
        schema["components"].setdefault("schemas", {})["Problem"] = PROBLEM
        refused = {
            "description": "Refused, with the reason",
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["responses"]["4XX"] = refused
        return schema


class CarefulParser(Parser):
    """Refuses text that is none, wherever in the request it stands."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            body = json.loads(request.body)
        except (ValueError, RecursionError):
            raise InvalidInput("The body cannot be read. Send JSON in UTF-8.") from None
        for text in _texts(body):
            if found := _HALVES.search(text):
                raise InvalidInput(
                    f"The text holds half a character (U+{ord(found[0]):04X}). "
                    "Take it out and send it again."
                )
        return body


def _texts(sent: Any) -> Iterator[str]:
    """Every text in a body, names of fields included; without recursion, however deep."""
    todo = [sent]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            todo += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            todo += one
