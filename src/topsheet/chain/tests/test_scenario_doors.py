"""Scenarios over the API and the command line, with the same words and refusals."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from typer.testing import CliRunner

from topsheet.budget.models import Line
from topsheet.chain.demo_film import DEMO, demo_script
from topsheet.chain.services import save_plan
from topsheet.chain.tests.small_film import small_film
from topsheet.chain.tests.test_scenarios import edit
from topsheet.production.models import ChangeSet, Scenario
from topsheet.production.scenarios import adopt, drop, fork

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(production):
    return production("Two Rooms")


@pytest.fixture
def main(film, owner):
    return small_film(film, owner)


@pytest.fixture
def api(client: Client, owner, film):
    """``api("POST", "scenarios", title="Budapest")``: status and JSON."""

    def ask(method: str, path: str, user=None, **body):
        client.force_login(user or owner)
        url = f"/api/v1/productions/{film.uid}/{path}"
        if method == "GET":
            answer = client.get(url)
        else:
            answer = client.post(url, json.dumps(body), content_type="application/json")
        return answer.status_code, answer.json()

    return ask


def test_a_scenario_is_forked_renamed_dropped_and_taken_up_again(api, film, main):
    status, made = api("POST", "scenarios", title="Budapest")
    assert (status, made["change"]) == (200, "Scenario ‘Budapest’ forked")
    assert made["sequence"] == ChangeSet.objects.filter(production=film).last().sequence
    (row,) = made["rows"]
    one = f"scenarios/{row['uid']}"
    _, renamed = api("POST", f"{one}/rename", title="Pest", note="Cheaper", version=1)
    assert renamed["rows"][0] | {"version": 0} == row | {
        "title": "Pest", "note": "Cheaper", "version": 0,
    }  # fmt: skip
    assert api("POST", f"{one}/drop")[1]["rows"][0]["state"] == "dropped"
    assert [each["title"] for each in api("GET", "scenarios")[1]] == ["Main"]
    assert [e["title"] for e in api("GET", "scenarios?dropped=true")[1]] == ["Main", "Pest"]
    assert api("POST", f"{one}/restore")[1]["rows"][0]["state"] == "open"


def test_a_fork_over_the_api_may_come_from_another_scenario(api, film, main, owner):
    budapest = fork(owner, film, "Budapest")
    _, made = api("POST", "scenarios", title="Winter", from_scenario=budapest.uid)
    assert made["rows"][0]["forked_from"] == budapest.uid


def test_an_adoption_is_looked_at_decided_and_made(api, film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn")
    edit(Line, budapest, "l2", price_coefficient=20_000)
    edit(Line, main, "l1", name="Shed")
    status, seen = api("GET", f"scenarios/{budapest.uid}/adopt")
    assert (status, seen["changed"], seen["created"], seen["deleted"]) == (200, 1, 0, 0)
    (conflict,) = seen["conflicts"]
    assert conflict["sentence"] == (
        "Budget line “Barn”: name was changed in “Budapest” and in “Main”."
    )
    (part,) = conflict["parts"]
    assert (part["base"], part["mine"], part["theirs"]) == ("Line 1", "Barn", "Shed")
    path = f"scenarios/{budapest.uid}/adopt"
    status, refused = api("POST", path, sequence=seen["sequence"])
    assert (status, refused["field"]) == (422, "choices")
    choices = {conflict["key"]: "mine"}
    status, made = api("POST", path, sequence=seen["sequence"], choices=choices)
    assert (status, made["rows"][0]["state"]) == (200, "adopted")
    assert Line.objects.get(scenario=main, uid="l1").name == "Barn"
    assert api("POST", path)[0] == 409


def test_everything_decides_what_choices_leave_open(api, film, main, owner):
    budapest = fork(owner, film, "Budapest")
    for uid in ("l1", "l2"):
        edit(Line, budapest, uid, name="Mine")
        edit(Line, main, uid, name="Theirs")
    choices = {"budget-line/l1#name": "mine"}
    path = f"scenarios/{budapest.uid}/adopt"
    assert api("POST", path, choices=choices, everything="theirs")[0] == 200
    names = dict(Line.objects.filter(scenario=main).values_list("uid", "name"))
    assert (names["l1"], names["l2"]) == ("Mine", "Theirs")


def test_an_overtaken_adoption_is_409(api, film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn")
    edit(Line, main, "l3", name="Third")
    path = f"scenarios/{budapest.uid}/adopt"
    status, refused = api("POST", path, sequence=budapest.base_sequence + 1)
    assert status == 409
    assert "since you looked" in refused["detail"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "scenarios/nobody/adopt", {}, 404),
        ("GET", "scenarios/%00/adopt", {}, 404),
        ("POST", "scenarios/nobody/drop", {}, 404),
        ("POST", "scenarios/main/drop", {}, 422),
        ("POST", "scenarios/main/adopt", {}, 422),
        ("POST", "scenarios", {}, 422),
        ("POST", "scenarios", {"title": ""}, 422),
        ("POST", "scenarios", {"title": "x" * 500}, 422),
        ("POST", "scenarios", {"title": "\0\ud83d\ude00"}, 200),
        ("POST", "scenarios", {"title": "\ud800"}, 422),
        ("POST", "scenarios/main/adopt", {"choices": {"\ud800": "mine"}}, 422),
        ("POST", "scenarios/main/adopt", {"everything": "yours"}, 422),
        ("POST", "scenarios", {"title": "y", "from_scenario": "no\0body"}, 404),
        ("POST", "scenarios/main/rename", {"title": "Base", "version": 10**12}, 422),
        ("POST", "scenarios/main/adopt", {"choices": {"a": "b"}}, 422),
        ("POST", "scenarios/main/adopt", {"sequence": -1}, 422),
        ("GET", "scenarios/main/diff?with=%00", {}, 404),
    ],
)
def test_wild_input_is_told_not_broken_on(api, film, main, method, path, body, status):
    assert api(method, path, **body)[0] == status


def test_who_may_not_is_told_so_and_strangers_nothing(api, film, main, owner, member, person):
    budapest = fork(owner, film, "Budapest")
    first_ad, stranger = member(film, "first-ad"), person("Eve")
    assert api("POST", "scenarios", first_ad, title="X")[0] == 403
    for path in ("scenarios", f"scenarios/{budapest.uid}/adopt", "scenarios/main/diff"):
        assert api("GET", path, stranger)[0] == 404
    assert api("GET", f"scenarios/{budapest.uid}/adopt", first_ad)[0] == 403
    assert api("GET", "scenarios", first_ad)[0] == 200


# --- a film that is really planned ----------------------------------------------------------


@pytest.fixture
def planned(made, owner, office):
    return save_plan(made, demo_script(), DEMO, owner)


@pytest.fixture
def budapest(planned, owner):
    """A fork of the demo with a line twice as dear and a day's strips put away."""
    made = fork(owner, planned, "Budapest")
    row = Line.objects.filter(scenario=made, component="not pay", price_coefficient__gt=0).first()
    edit(Line, made, row.uid, owner, price_coefficient=row.price_coefficient * 2)
    return made


def test_the_diff_tells_figures_and_records(client, planned, budapest, owner):
    client.force_login(owner)
    told = client.get(f"/api/v1/productions/{planned.uid}/scenarios/{budapest.uid}/diff").json()
    assert (told["a"]["title"], told["b"]["title"]) == ("Main", "Budapest")
    assert float(told["total"]["difference"]) > 0
    accounts = next(group for group in told["groups"] if group["group"] == "accounts")
    assert [row for row in accounts["rows"] if row["difference"] not in ("0.00", "0")]
    (record,) = told["differences"]["rows"]
    assert (record["kind"], record["what"]) == ("budget-line", "changed")
    assert len(record["fields"]) == 1


def test_the_diff_hides_money_by_right(client, planned, budapest, member):
    url = f"/api/v1/productions/{planned.uid}/scenarios/{budapest.uid}/diff"
    client.force_login(member(planned, "first-ad"))
    told = client.get(url).json()
    assert (told["total"], [group["group"] for group in told["groups"]]) == (None, ["shoot"])
    assert (told["differences"]["rows"], told["differences"]["hidden"]) == ([], 1)
    client.force_login(member(planned, "financier"))
    told = client.get(url).json()
    assert told["differences"]["rows"][0]["fields"][0]["after"] is None
    shown = [row for group in told["groups"] for row in group["rows"]
             if row["number"] and row["a"] is not None]  # fmt: skip
    assert shown


def test_every_address_of_the_comparison_opens(client, planned, budapest, owner):
    client.force_login(owner)
    base = f"/api/v1/productions/{planned.uid}"
    told = client.get(f"{base}/scenarios/{budapest.uid}/diff").json()
    rows = [row for group in told["groups"] for row in group["rows"]]
    addresses = {row["address_b"] for row in rows} - {""}
    assert len(addresses) > 30
    for address in sorted(addresses):
        answer = client.get(f"{base}/explain", {"address": address, "scenario": budapest.uid})
        assert answer.status_code == 200, address
        shown = next(row["b"] for row in rows if row["address_b"] == address)
        assert answer.json()["value"]["amount"] == str(shown), address


def test_the_list_tells_days_total_and_what_each_is_above_main(planned, budapest, owner, member):
    from topsheet.chain.comparing import scenario_rows

    main, row = scenario_rows(owner, planned)
    assert (main.scenario.is_main, row.scenario, row.origin) == (True, budapest, "Main")
    assert row.over_main == row.total - main.total
    assert row.over_main.minor > 0
    assert (row.days_over_main, row.by) == (0, "Olga Owner")
    _, hidden = scenario_rows(member(planned, "first-ad"), planned)
    assert (hidden.total, hidden.over_main, hidden.days) == (None, None, row.days)


def test_after_an_adoption_the_estimate_of_main_is_the_scenarios(planned, budapest, owner):
    from topsheet.chain.comparing import scenario_rows

    total = scenario_rows(owner, planned)[1].total
    old = scenario_rows(owner, planned)[0].total
    adopt(owner, budapest)
    rows = {row.scenario.state: row.total for row in scenario_rows(owner, planned)}
    assert rows == {"open": total, "adopted": total, "kept": old}


# --- the command line -----------------------------------------------------------------------


@pytest.fixture
def run(monkeypatch, owner, office):
    """``run("scenario", "list", "Two Rooms")`` in this process, on this test's database."""
    from topsheet.cli.main import app

    monkeypatch.setattr("topsheet.platform.commands.open_data", lambda data=None: office)

    def command(*arguments: str):
        return CliRunner().invoke(app, list(arguments))

    return command


def test_the_command_line_does_all_of_it(run, film, main, owner):
    assert run("scenario", "fork", "Two Rooms", "Budapest").exit_code == 0
    budapest = Scenario.objects.get(title="Budapest")
    edit(Line, budapest, "l1", name="Barn")
    edit(Line, main, "l1", name="Shed")
    listed = run("scenario", "adopt", "Two Rooms", "budapest")
    assert listed.exit_code == 2
    assert "budget-line/l1#name" in listed.output
    assert "was Line 1, mine Barn, theirs Shed" in listed.output
    chosen = run("scenario", "adopt", "Two Rooms", "Budapest", "--choose",
                 "budget-line/l1#name=mine")  # fmt: skip
    assert chosen.exit_code == 0, chosen.output
    assert Line.objects.get(scenario=main, uid="l1").name == "Barn"
    again = run("scenario", "adopt", "Two Rooms", "Budapest", "--mine")
    assert (again.exit_code, "adopted already" in again.output) == (2, True)


@pytest.mark.parametrize(("option", "name"), [("--mine", "Barn"), ("--theirs", "Shed")])
def test_one_side_may_be_taken_for_everything(run, film, main, owner, option, name):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn", note="so that there is something to adopt")
    edit(Line, main, "l1", name="Shed")
    done = run("scenario", "adopt", "Two Rooms", "Budapest", option, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["scenario"]["state"] == "adopted"
    assert Line.objects.get(scenario=main, uid="l1").name == name


def test_conflicts_are_json_too(run, film, main, owner):
    budapest = fork(owner, film, "Budapest")
    edit(Line, budapest, "l1", name="Barn")
    edit(Line, main, "l1", name="Shed")
    done = run("scenario", "adopt", "Two Rooms", "Budapest", "--json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["conflicts"][0]["key"] == "budget-line/l1#name"


def test_a_scenario_is_renamed_dropped_and_restored_by_name(run, film, main, owner):
    fork(owner, film, "Budapest")
    for arguments in (
        ("rename", "Budapest", "Pest", "--note", "Half the price?"),
        ("drop", "Pest"),
        ("restore", "pest"),
    ):
        verb, *rest = arguments
        done = run("scenario", verb, "Two Rooms", *rest)
        assert done.exit_code == 0, done.output
    pest = Scenario.objects.get(title="Pest")
    assert (pest.state, pest.note) == ("open", "Half the price?")


def test_two_dropped_of_one_title_are_told_apart_by_uid(run, film, main, owner):
    for _ in range(2):
        drop(owner, fork(owner, film, "Budapest"))
    done = run("scenario", "restore", "Two Rooms", "Budapest")
    assert done.exit_code == 2
    assert "by its uid" in done.output


def test_bad_choices_are_told(run, film, main, owner):
    fork(owner, film, "Budapest")
    for options in (("--choose", "nonsense"), ("--choose", "a=b"), ("--mine", "--theirs")):
        assert run("scenario", "adopt", "Two Rooms", "Budapest", *options).exit_code == 2


def test_the_diff_prints_what_differs(run, planned, budapest):
    done = run("scenario", "diff", planned.title, "Budapest")
    assert done.exit_code == 0, done.output
    assert "Records: 1 differ" in done.output
    assert "By account" in done.output
    assert "The shoot" not in done.output, "nothing of it differs"


def test_list_prints_days_and_totals(run, planned, budapest):
    done = run("scenario", "list", planned.title)
    assert done.exit_code == 0, done.output
    assert len(done.output.strip().splitlines()) == 2
    assert "days" in done.output
    assert "Budapest" in done.output


@pytest.mark.parametrize(
    "command",
    [
        ("topsheet",),
        ("explain",),
        ("changes",),
        ("budget", "show"),
        ("schedule", "show"),
        ("schedule", "dood"),
        ("breakdown", "show"),
        ("script", "show"),
        ("draft", "list"),
    ],
    ids=" ".join,
)
def test_the_commands_of_every_room_take_a_scenario_by_name(run, planned, budapest, command):
    done = run(*command, planned.title, "--scenario", "budapest", "--json")
    assert done.exit_code == 0, done.output
    missing = run(*command, planned.title, "--scenario", "nobody")
    assert (missing.exit_code, "no such scenario" in missing.output) == (2, True)


def test_the_topsheet_of_a_scenario_is_its_own(run, planned, budapest):
    main = json.loads(run("topsheet", planned.title, "--json").stdout)
    other = json.loads(run("topsheet", planned.title, "--scenario", "Budapest", "--json").stdout)
    assert other["budget"][-1]["amount"] != main["budget"][-1]["amount"]
