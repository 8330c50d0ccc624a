"""Contacts of a file: shown first, then saved in one change set."""

import pytest

from topsheet.kernel.errors import InvalidInput, NotAllowed
from topsheet.people.casting import cast_by_name
from topsheet.people.contact_sheet import write_sheet
from topsheet.people.contacts import new_person
from topsheet.people.importing import plan_import, save_import
from topsheet.people.models import Company, Engagement, Person
from topsheet.people.selectors import cast_list, find_role
from topsheet.production.models import ChangeSet

LIST = (
    b"Name;E-mail;Phone;Position;Department;Character;Agency\n"
    b"Ada Lens;ada@example.org;07700 900123;DoP;Camera;;\n"
    b"Eva Gross;eva@example.org;;;;Odile;Stars Ltd\n"
    b"Bo Om;not-an-address;tbc;Boom operator;;;\n"
    b";;;Runner;;;\n"
    b"ADA LENS;ada@example.org;020 1234;;;;\n"
)


def test_a_plan_saves_nothing_and_says_what_would_happen(made, owner):
    new_person(owner, made, name="Gross, Eva", city="Berlin")
    plan = plan_import(owner, made, LIST)
    assert [(row.contact.name, row.action, row.because) for row in plan.rows] == [
        ("Ada Lens", "new", ""), ("Eva Gross", "update", "name"), ("Bo Om", "new", ""),
        ("ADA LENS", "update", "e-mail"),
    ]  # fmt: skip
    assert Person.objects.count() == 1
    assert [problem.line for problem in plan.problems] == [4, 4, 5]


def test_the_rest_of_a_file_is_saved_in_one_change_set(made, owner):
    before = ChangeSet.objects.filter(production=made).count()
    save_import(owner, made, LIST, "C:\\lists\\crew.csv")
    assert ChangeSet.objects.filter(production=made).count() == before + 1
    assert ChangeSet.objects.latest("sequence").verb == "Contacts imported from crew.csv"
    ada, bo, eva = Person.objects.order_by("name")
    assert ada.name == "ADA LENS"
    assert ada.phones == ["07700 900123", "020 1234"]
    assert bo.email == ""
    assert "not-an-address" in bo.note
    assert cast_list(made)[0].person == eva.uid
    assert Engagement.objects.get(person=eva).agent == Company.objects.get(name="Stars Ltd")
    assert {(row.position, row.department) for row in Engagement.objects.filter(role=None)} == {
        ("DoP", "Camera"), ("Boom operator", "Sound"),
    }  # fmt: skip


def test_the_same_file_twice_changes_nothing(made, owner):
    save_import(owner, made, LIST, "crew.csv")
    before = ChangeSet.objects.filter(production=made).count()
    again = b"Name,E-mail\nADA LENS,ada@example.org\n"
    assert plan_import(owner, made, again).count("same") == 1
    save_import(owner, made, again, "crew.csv")
    assert ChangeSet.objects.filter(production=made).count() == before


def test_our_own_contact_sheet_read_back_engages_nobody(made, owner):
    new_person(owner, made, name="Eva Gross", email="eva@example.org")
    cast_by_name(owner, find_role(made, "odile"), "Eva Gross")
    sheet, _ = write_sheet(owner, made, "vcf")
    before = ChangeSet.objects.filter(production=made).count()
    save_import(owner, made, sheet, "sheet.vcf")
    assert ChangeSet.objects.filter(production=made).count() == before


def test_rows_can_be_left_out_or_taken_as_somebody_new(made, owner):
    new_person(owner, made, name="Eva Gross")
    save_import(owner, made, LIST, "crew.csv", skip={2, 4}, as_new={3})
    assert sorted(Person.objects.values_list("name", flat=True)) == [
        "ADA LENS", "Eva Gross", "Eva Gross",
    ]  # fmt: skip


def test_two_people_of_one_name_with_two_addresses_stay_two(made, owner):
    new_person(owner, made, name="Eva Gross", email="other@example.org")
    assert plan_import(owner, made, LIST).rows[1].action == "new"


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "empty"), (b"\xff\xfe\0\0", "empty"), (b"PK\x03\x04xx", "workbook"),
     (b"Phone\n", "no contact"), (b"x" * (8 * 2**20 + 1), "8 MB")],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_a_sentence(made, owner, data, said):
    with pytest.raises(InvalidInput, match=said):
        save_import(owner, made, data, "x")


def test_who_may_not_edit_people_imports_none(made, member):
    with pytest.raises(NotAllowed):
        plan_import(member(made, "first-ad"), made, LIST)
