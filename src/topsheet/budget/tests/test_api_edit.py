"""The sheet over the API: blocks, patches, refusals that name the cell, nothing hidden shown."""

import json

import pytest

from topsheet.budget.selectors import load_estimate
from topsheet.platform.formats import money_text


@pytest.fixture
def api(client, owner, scenario):
    client.force_login(owner)
    root = f"/api/v1/productions/{scenario.production.uid}/budget"

    def call(method, path, body=None):
        act = getattr(client, method)
        answer = act(f"{root}{path}", json.dumps(body or {}), content_type="application/json")
        return answer.status_code, answer.json()

    call.get = lambda path: client.get(f"{root}{path}")
    return call


def rows_of(api):
    head = api.get("/grid").json()
    rows = [api.get(f"/grid/rows?start={n}&count=100").json()["rows"]
            for n in range(0, head["count"], 100)]  # fmt: skip
    return head, [row for block in rows for row in block]


def test_blocks_make_the_whole_sheet_and_sections_say_where_they_begin(api, scenario):
    head, rows = rows_of(api)
    assert len(rows) == head["count"] == len({row["id"] for row in rows})
    for section in head["sections"]:
        assert rows[section["at"]]["id"] == section["id"]
    lines = [row for row in rows if row["kind"] == "line"]
    assert len(lines) == head["lines"] == len(load_estimate(scenario).budget.lines)


def test_a_patch_turns_the_sheet_before_into_the_sheet_after(api):
    _, before = rows_of(api)
    for body in (
        {"line": "production-designer", "column": "amount", "text": "9"},
        {"line": "gaffer", "column": "price", "text": "77.77"},
        {"line": "gaffer", "column": "note", "text": "new"},
    ):
        status, answer = api("post", "/cell", body)
        assert status == 200 and not answer["anew"]
        changed = {row["id"]: row for row in answer["rows"]}
        before = [changed.get(row["id"], row) for row in before]
        assert before == rows_of(api)[1]


def test_the_total_of_an_answer_is_the_estimate(api, scenario):
    _, answer = api("post", "/cell", {"line": "gaffer", "column": "amount", "text": "12"})
    total = load_estimate(scenario).result.total
    assert answer["total"] == money_text(total, whole=True, bare=True)
    assert answer["sequence"] == scenario.production.__class__.objects.get().sequence


def test_where_rows_come_or_go_the_sheet_is_fetched_anew_and_the_row_is_named(api):
    _, answer = api("post", "/lines/insert", {"beside": "gaffer", "cells": [{"name": "Crane"}]})
    assert answer["anew"]
    assert api.get(f"/grid/rows?start={answer['at']}&count=1").json()["rows"][0]["name"] == "Crane"


def test_a_search_shows_lines_with_their_headings(api):
    head = api.get("/grid?find=gaffer").json()
    kinds = [row["kind"] for row in head["rows"]]
    assert kinds[:2] == ["level", "category"] and 0 < kinds.count("line") < 10
    assert api.get("/grid?find=zzzz").json()["count"] == 0


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/cell", {"line": "gaffer", "column": "amount", "text": "nope"}, 422),
        ("/cell", {"line": "nobody", "column": "amount", "text": "1"}, 404),
        ("/cell", {"line": "gaffer", "column": "amount", "text": "1", "version": 10**30}, 422),
        ("/cell", {"line": "gaffer", "column": "\0", "text": "\0"}, 422),
        ("/cells", {"cells": []}, 422),
        ("/lines/move", {"lines": ["gaffer"], "beside": "gaffer"}, 422),
        ("/lines/insert", {"account": "none"}, 404),
        ("/lines/insert", {"beside": "gaffer", "cells": [{"odd": "1"}]}, 422),
        ("/paste", {"text": "", "line": "gaffer"}, 422),
        ("/globals", {"name": "1x", "formula": "2"}, 422),
        ("/accounts", {"code": "", "name": ""}, 422),
        ("/groups", {"name": "none", "on": True}, 404),
        ("/rates", {"currency": "??", "rate": "1"}, 422),
        ("/decisions", {"kind": "draw", "account": "x", "amount": "1", "reason": "y"}, 404),
    ],
)
def test_wild_input_is_refused_in_a_sentence(api, path, body, status):
    found, answer = api("post", path, body)
    assert found == status
    assert answer["detail"].endswith((".", "?"))


def test_texts_that_no_database_keeps_are_never_a_fault_of_ours(api):
    odd = ("a\0b", "\ud800", "\u202e", "9" * 1999, "(" * 1999, "[" * 500, "-" * 290 + "1", "1e999")
    for column in ("name", "amount", "times", "price", "unit", "people", "fringes", "account"):
        for text in odd:
            status, _ = api("post", "/cell", {"line": "gaffer", "column": column, "text": text})
            assert status in (200, 422), (column, text)
    assert api("patch", "/globals/a%00b", {"fields": {"formula": "1"}})[0] == 404
    assert api("post", "/globals", {"name": "a\0b", "formula": "\0"})[0] in (200, 422)
    assert api("post", "/paste", {"text": "\0\t\0\n\x1c\t1", "line": "gaffer"})[0] in (200, 422)


def test_a_stale_cell_answers_with_both_values(api):
    row = next(row for row in rows_of(api)[1] if row.get("uid") == "gaffer")
    body = {"line": "gaffer", "column": "amount", "version": row["version"]}
    assert api("post", "/cell", {**body, "text": "3"})[0] == 200
    status, answer = api("post", "/cell", {**body, "text": "4"})
    assert status == 409 and "theirs" in answer and "version" in answer


def test_what_may_not_be_seen_is_nowhere_in_the_sheet(client, member, scenario):
    client.force_login(member(scenario.production, "financier"))
    root = f"/api/v1/productions/{scenario.production.uid}/budget"
    text = client.get(f"{root}/grid/rows?start=0&count=500").content.decode()
    rows = [row for row in json.loads(text)["rows"] if row["kind"] == "line" and row["withheld"]]
    assert rows and all(row["price"] is row["total"] is row["base"] is None for row in rows)
    tsv = client.get(f"{root}/grid/tsv").content.decode()
    budget = load_estimate(scenario).budget
    secret = next(line for line in budget.lines if line.key == rows[0]["uid"])
    line = next(row for row in tsv.split("\r\n") if row.startswith(secret.name))
    assert str(secret.price) not in line


def test_cells_copied_paste_back_as_they_were(api, scenario):
    text = api.get("/grid/tsv?first=name&last=currency&formulas=true").content.decode()
    row = next(n for n, one in enumerate(rows_of(api)[1]) if one.get("uid") == "gaffer")
    copied = text.split("\r\n")[row]
    before = load_estimate(scenario).budget
    status, answer = api("post", "/paste", {"text": copied, "line": "gaffer"})
    assert status == 200 and not answer["problems"]
    assert load_estimate(scenario).budget == before
