"""People through the API: answers to redraw from, refusals in problems, pay only for some."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from topsheet.people.casting import cast_by_name
from topsheet.people.selectors import find_role
from topsheet.people.services import agree_deal


def test_a_deal_agreed_in_place_answers_with_the_row_and_the_change(made, owner, api):
    body = {"version": 1, "deal": "week", "minimum_days": 5, "rate": "900"}
    status, answer = api(owner, "PATCH", "cast/odile/deal", body)
    assert (status, answer["change"]) == (200, "Deal agreed for Odile")
    (row,) = answer["rows"]
    assert (row["version"], row["deal"], row["assumed"]) == (2, "week", False)
    assert row["engagement"]["rate"] == "900"


def test_two_who_edit_one_field_are_told_both_values(made, owner, api):
    _, added = api(owner, "POST", "people/persons", {"name": "Ada", "city": "Rome"})
    uid = added["rows"][0]["uid"]
    api(owner, "PATCH", f"people/persons/{uid}", {"version": 1, "city": "Paris"})
    status, problem = api(owner, "PATCH", f"people/persons/{uid}", {"version": 1, "city": "Bonn"})
    assert status == 409
    assert (problem["theirs"], problem["yours"]) == ({"city": "Paris"}, {"city": "Bonn"})
    status, _ = api(owner, "PATCH", f"people/persons/{uid}", {"version": 1, "pronouns": "she"})
    assert status == 200


def test_who_may_not_see_pay_reads_no_deal_and_no_rate(made, owner, member, api):
    agree_deal(owner, find_role(made, "odile"), deal="week", rate="900")
    cast_by_name(owner, find_role(made, "odile"), "Ada Lens", add=True)
    for role in ("first-ad", "casting", "financier"):
        user = member(made, role)
        for path in ("cast", "people"):
            _, answer = api(user, "GET", path)
            said = json.dumps(answer)
            assert "900" not in said
            assert '"deal"' not in said
            assert "rate" not in said
    _, answer = api(member(made, "upm"), "GET", "cast")
    assert answer[0]["engagement"]["rate"] == "900"


def test_a_stale_delete_tells_nothing_of_the_row(made, owner, member, api):
    agree_deal(owner, find_role(made, "odile"), deal="week", rate="900")
    uid = api(owner, "GET", "cast")[1][0]["engagement"]["uid"]
    status, problem = api(member(made, "casting"), "DELETE", f"people/engagements/{uid}?version=0")
    assert status == 409
    assert "theirs" not in problem
    assert "900" not in json.dumps(problem)


def test_private_fields_are_for_those_who_keep_the_list(made, owner, member, api):
    _, added = api(owner, "POST", "people/persons", {"name": "Ada", "diet": "no nuts"})
    path = f"people/persons/{added['rows'][0]['uid']}"
    assert "nuts" in json.dumps(api(member(made, "coordinator"), "GET", path)[1])
    assert "nuts" not in json.dumps(api(member(made, "first-ad"), "GET", path)[1])


def test_an_import_is_shown_and_then_saved(made, owner):
    client = Client()
    client.force_login(owner)
    url = f"/api/v1/productions/{made.uid}/people/import"
    data = "Vorname;Name;Schuhgröße\nÉva;Groß;38\n".encode("cp1252")

    def ask(**more):
        return client.post(url, {"file": SimpleUploadedFile("crew.csv", data), **more}).json()

    shown = ask()
    assert [column["field"] for column in shown["columns"]] == ["first_name", "last_name", ""]
    assert (shown["counts"]["new"], shown["encoding"]) == (1, "cp1252")
    saved = ask(save="true", mapping='{"2": "note"}')
    assert saved["change"] == "Contacts imported from crew.csv"
    assert made.__class__.objects.get().sequence == saved["sequence"]


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv", "vcf"])
def test_the_contact_sheet_is_a_file(made, owner, api, kind):
    status, body = api(owner, "GET", f"contact-sheet?format={kind}")
    assert status == 200
    assert body or kind == "vcf"


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("PATCH", "cast/odile/deal", {"minimum_days": 10**40}),
        ("PATCH", "cast/odile/deal", {"deal": "\0", "rate": "1"}),
        ("PATCH", "cast/odile/deal", {"deal": "day", "rate": "9" * 500}),
        ("PATCH", "cast/odile/deal", {"deal": "day", "rate": "1", "currency": "\ud800x"}),
        ("PATCH", "cast/odile/away", {"away": "0001-01-01..9999-12-31"}),
        ("PATCH", "cast/%00/away", {"away": ""}),
        ("PATCH", "cast/odile/person", {"person": "\0", "new": True}),
        ("PATCH", "cast/odile/number", {"number": "x" * 13}),
        ("POST", "people/persons", {"name": "\0"}),
        ("POST", "people/persons", {"name": "A", "phones": ["1"] * 9}),
        ("POST", "people/persons", {"name": "A", "languages": [""]}),
        ("POST", "people/persons", {"name": "A", "version": 10**30}),
        ("POST", "people/x%00/away", {"first": "2027-02-30"}),
        ("GET", "people?kind=dragons", None),
        ("GET", "people?limit=100000", None),
        ("GET", "people?query=%00%ff", None),
        ("GET", "people/persons/%00", None),
        ("DELETE", "people/engagements/%00", None),
        ("GET", "contact-sheet?format=%00", None),
    ],
)
def test_wild_input_is_a_problem_and_never_a_fault(made, owner, api, verb, path, body):
    status, _ = api(owner, verb, path, body)
    assert status in (200, 400, 404, 422)


def test_a_guessed_production_is_not_there(made, person, api):
    assert api(person("Stranger"), "GET", "people")[0] == 404
