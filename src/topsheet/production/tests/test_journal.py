"""The journal tells who did what, before → after, and to each reader what they may know."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from topsheet.kernel.errors import NotFound
from topsheet.production.changes import recording
from topsheet.production.journal import Asked, changes_since, journal, people_in, records_of
from topsheet.production.models import ChangeSet, Production, Scenario
from topsheet.production.rows import kinds
from topsheet.production.services import edit_production
from topsheet.production.undo import undo

pytestmark = pytest.mark.django_db

Account, Line, Role, Place = (kinds()[kind] for kind in ("account", "budget-line", "role", "place"))


@pytest.fixture
def film(production):
    return production()


@pytest.fixture
def main(film):
    return Scenario.objects.get(production=film)


@pytest.fixture
def ana(film, member):
    return member(film, "producer")


@pytest.fixture
def camera(main, ana):
    account = Account(scenario=main, uid="3300", name="Camera", level="production", order=1)
    line = Line(
        scenario=main, uid="puller", account=account, name="Focus puller", department="Camera",
        stage="shoot", amount="10", unit="day", price_coefficient=35000, price_exponent=2,
        price_currency="EUR", component="basic", order=1,
    )  # fmt: skip
    with recording(main.production, ana, "Focus puller added") as changes:
        changes.create_all([account, line])
    return line


def write(actor, row, verb, **fields):
    production = getattr(row, "production", None) or row.scenario.production
    with recording(production, actor, verb) as changes:
        changes.update(row, **fields)


def last(viewer, film, **asked):
    return journal(viewer, film, Asked(**asked)).entries[0]


def fields(entry):
    return [(f.word, f.before, f.after) for record in entry.records for f in record.fields]


def test_a_price_is_told_as_one_amount(film, ana, camera):
    write(ana, camera, "Price raised", price_coefficient=40000)
    entry = last(ana, film)
    assert (entry.who, entry.own, entry.verb) == (str(ana), True, "Price raised")
    (record,) = entry.records
    assert (record.word, record.title, record.done) == ("budget line", "Focus puller", "changed")
    assert fields(entry) == [("price", "€\u00a0350.00", "€\u00a0400.00")]


def test_keys_are_told_by_title_formulas_as_text_and_order_as_a_fact(film, main, ana, camera):
    other = Account(scenario=main, uid="3400", name="Grip", level="production", order=2)
    with recording(film, ana, "Grip added") as changes:
        changes.create(other)
    write(ana, camera, "Moved", account=other, amount="shoot_days * 2", order=9)
    assert fields(last(ana, film)) == [
        ("account", "Camera", "Grip"),
        ("quantity", "10", "shoot_days * 2"),
        ("place in the order", "", ""),
    ]


def test_what_is_gone_keeps_its_name(film, ana, camera):
    with recording(film, ana, "Camera removed") as changes:
        changes.delete_all([camera.account])
    done = {(record.word, record.title, record.done) for record in last(ana, film).records}
    assert done == {
        ("account", "Camera", "deleted"),
        ("budget line", "Focus puller", "deleted"),
    }
    assert "Camera" in {after for _, after, _ in fields(last(ana, film))}


def test_pay_is_counted_and_not_told_to_those_who_may_not_see_it(film, ana, camera, member):
    financier = member(film, "financier")
    write(ana, camera, "Focus puller at € 48613 a day", price_coefficient=4861300)
    entry = last(financier, film)
    assert (entry.verb, entry.records, entry.pay) == ("1 change in pay", (), 1)
    write(ana, camera, "Focus puller at 48977", price_coefficient=4897700, note="agreed")
    entry = last(financier, film)
    assert entry.verb == "1 budget line changed"
    assert fields(entry) == [("note", "–", "agreed")]
    assert entry.records[0].pay == 1
    told = json.dumps([str(e) for e in journal(financier, film, Asked()).entries])
    assert not any(figure in told for figure in ("48613", "48977", "48,613"))
    assert last(ana, film).verb == "Focus puller at 48977"


def test_a_verb_without_figures_is_told_to_everybody(film, ana, member, camera):
    financier = member(film, "financier")
    write(ana, camera, "Focus puller agreed", price_coefficient=40000, note="agreed")
    assert last(financier, film).verb == "Focus puller agreed"


def test_rooms_that_may_not_be_seen_are_not_told_of(film, ana, camera, member):
    coordinator = member(film, "coordinator")
    before = len(journal(coordinator, film, Asked()).entries)
    write(ana, camera, "Renamed", name="First assistant camera")
    assert len(journal(coordinator, film, Asked()).entries) == before
    with pytest.raises(NotFound):
        records_of(coordinator, film, ChangeSet.objects.latest("sequence").sequence)
    place = Place(production=film, uid="p1", name="Quay")
    with recording(film, ana, "Quay at € 900 a day") as changes:
        changes.create(place)
        changes.update(camera, note="quay")
    entry = last(coordinator, film)
    assert (entry.verb, [r.word for r in entry.records]) == ("1 place added", ["place"])


def test_a_stranger_finds_nothing(film, person):
    with pytest.raises(NotFound):
        journal(person("Eve"), film, Asked())


def test_filters(film, main, ana, owner, camera):
    winter = Scenario(production=film, uid="winter", title="Winter")
    with recording(film, owner, "Winter laid beside") as changes:
        changes.create(winter)
        changes.create(Account(scenario=winter, uid="9", name="Snow", level="production", order=1))
    place = Place(production=film, uid="p1", name="Quay")
    with recording(film, ana, "Été au quai") as changes:
        changes.create(place)

    def verbs(**asked):
        return [entry.verb for entry in journal(owner, film, Asked(**asked)).entries]

    assert verbs(person=str(ana)) == ["Été au quai", "Focus puller added"]
    assert verbs(person=ana.email.upper()) == ["Été au quai", "Focus puller added"]
    assert verbs(room="places") == ["Été au quai"]
    assert verbs(scenario="winter") == ["Winter laid beside"]
    assert verbs(record="puller") == ["Focus puller added"]
    assert verbs(text="ÉTÉ") == ["Été au quai"]
    assert verbs(text="nothing like that", person="\0") == []
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert verbs(since=tomorrow) == []
    assert len(verbs(until=tomorrow)) == film_sequence(film)
    assert people_in(film) == sorted([str(owner), str(ana)])


def film_sequence(film):
    return Production.objects.get(pk=film.pk).sequence


def test_pages_follow_each_other_without_a_gap(film, ana, owner):
    for n in range(23):
        edit_production(ana, film, n + 1, title=f"Title {n}")
    seen, before = [], None
    while True:
        page = journal(owner, film, Asked(limit=5, before=before))
        seen += [entry.sequence for entry in page.entries]
        before = page.before
        if before is None:
            break
    assert seen == list(range(film_sequence(film), 0, -1))


def test_a_big_change_set_is_counted_and_read_on_demand(film, main, ana):
    rows = [
        Account(scenario=main, uid=f"a{n}", name=f"Account {n}", level="production", order=n)
        for n in range(230)
    ]
    with recording(film, ana, "Chart read in") as changes:
        changes.create_all(rows)
    entry = last(ana, film)
    assert (entry.records, entry.counts, entry.total) == (None, ("230 accounts added",), 230)
    titles, after = [], 0
    while after is not None:
        records, _pay, after = records_of(ana, film, entry.sequence, after)
        assert len(records) <= 100
        titles += [record.title for record in records]
    assert titles == [f"Account {n}" for n in range(230)]


def test_a_page_costs_the_same_however_much_was_done(
    film, ana, camera, django_assert_max_num_queries
):
    for n in range(60):
        write(ana, camera, f"Note {n}", note=f"{n}")
    with django_assert_max_num_queries(35):
        assert len(journal(ana, film, Asked()).entries) == 50


def test_since(film, ana, owner, camera):
    sequence = film_sequence(film)
    write(ana, camera, "Noted", note="x")
    undo(ana, film)
    told = changes_since(film, sequence, owner)
    assert [entry.verb for entry in told] == ["Undone: Noted", "Noted"]
    assert told[0].undoes == told[1].sequence
    assert changes_since(film, datetime.now(UTC), owner) == ()


def test_what_no_program_here_knows_is_told_to_nobody(film, owner, ana, camera):
    ChangeSet.objects.latest("sequence").changes.update(kind="hologram")
    assert "Focus puller added" not in [e.verb for e in journal(owner, film, Asked()).entries]


def test_the_page(client, film, main, ana, owner, camera):
    write(ana, camera, "Price <b>raised</b>", price_coefficient=40000)
    client.force_login(ana)
    page = client.get(f"/p/{film.uid}/journal/").content.decode()
    assert "Price &lt;b&gt;raised&lt;/b&gt;" in page
    assert "€\u00a0350.00" in page
    assert page.count("data-undo") == 2  # the head's, and the one of my last act
    client.force_login(owner)
    assert client.get(f"/p/{film.uid}/journal/").content.decode().count("data-undo") == 1 + 1


@pytest.mark.parametrize(
    "query",
    [
        "?since=yesterday", "?until=99999999", "?before=99999999999999999999", "?before=x",
        "?person=%00&in=%00&record=%00", "?text=%F0%9F%8E%AC", "?room=nowhere",
    ],
)  # fmt: skip
def test_a_strange_address_is_no_error(client, film, ana, query):
    client.force_login(ana)
    client.cookies["zone"] = "../../etc/passwd"
    assert client.get(f"/p/{film.uid}/journal/{query}").status_code == 200


def test_a_date_is_midnight_where_the_reader_is(client, film, ana):
    client.force_login(ana)
    client.cookies["zone"] = "Pacific%2FAuckland"
    ChangeSet.objects.update(at=datetime(2027, 4, 19, 13, 0, tzinfo=UTC))  # the 20th there
    page = client.get(f"/p/{film.uid}/journal/?since=2027-04-20").content.decode()
    assert "Production opened" in page
    assert "01:00" in page
    page = client.get(f"/p/{film.uid}/journal/?until=2027-04-19").content.decode()
    assert "Nothing like that was done" in page


def test_the_records_of_one_change_set(client, film, ana, camera):
    client.force_login(ana)
    path = f"/p/{film.uid}/journal/"
    assert "Focus puller" in client.get(f"{path}{film_sequence(film)}/").content.decode()
    assert client.get(f"{path}999999999999/").status_code == 404


def test_the_api(client, film, ana, camera):
    client.force_login(ana)
    path = f"/api/v1/productions/{film.uid}/journal"
    told = client.get(path, {"limit": 1}).json()
    assert told["entries"][0]["verb"] == "Focus puller added"
    assert told["before"] == told["entries"][0]["sequence"]
    assert client.get(path, {"since": "2999-01-01"}).json()["entries"] == []
    assert len(client.get(path, {"until": "2999-01-01T10:00:00+02:00"}).json()["entries"]) > 1
    records = client.get(f"{path}/{told['before']}").json()["records"]
    assert [record["title"] for record in records] == ["Camera", "Focus puller"]
    for wild in ({"limit": 0}, {"before": 2**70}, {"since": "x"}, {"text": "x" * 999}):
        assert client.get(path, wild).status_code == 422
    assert client.get(path, {"person": "\0", "since": "0001-01-01T00:00:00+14:00"}).status_code in (
        200,
        422,
    )


def test_the_command_line_takes_a_scenario_by_its_title(command, film, camera):
    assert command("journal", film.uid, "--scenario", "main").exit_code == 0
    assert command("journal", film.uid, "--scenario", "Mars").exit_code == 2


def test_the_command_line(command, film, owner, camera):
    told = command("journal", film.uid, "--text", "focus").stdout
    assert "Focus puller added" in told
    assert "added budget line Focus puller: price €\u00a0350.00" in told
    entries = json.loads(command("journal", film.uid, "--json", "--room", "budget").stdout)
    assert len(entries["entries"]) == 1
    assert command("journal", film.uid, "--text", "hologram").stdout == (
        "Nothing like that was done.\n"
    )
