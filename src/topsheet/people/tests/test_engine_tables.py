"""Contact lists in the dialects people really send."""

import pytest

from topsheet.people.engine.headings import field_of
from topsheet.people.engine.tables import read_table

EXCEL_GERMAN = (
    "Vorname;Name;Funktion;Abteilung;E-Mail;Mobil;PLZ;Ort\r\n"
    "Éva;Groß;Tonmeisterin;Ton;eva@beispiel.de;+49 170 1234567;10115;Berlin\r\n"
    ";;Fahrer;;;0170 99;;\r\n"
    "Jürgen;Müller;Oberbeleuchter;;;030/123456;;\r\n"
)
GOOGLE = (
    "Name,Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,"
    "Organization 1 - Name,Organization 1 - Title\r\n"
    "Odile Martin,Odile,Martin,* Home,odile@example.fr ::: o2@example.fr,Mobile,"
    "+33 6 12 34 56 78 ::: +33 1 11 11 11 11,Studio X,Director\r\n"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Nickname,Organization Name,Organization Title,"
    "Organization Department,Notes,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,"
    "Phone 1 - Value,Address 1 - Street,Address 1 - City,Address 1 - Country\r\n"
    "Ada,M,Lens,,Optics Ltd,DoP,Camera,back in May,* Work,ada@example.org,Mobile,+44 7700 900123,"
    "1 High St,London,GB\r\n"
)
OUTLOOK = (
    '"First Name","Last Name","Company","Job Title","Department","E-mail Address","Mobile Phone",'
    '"Business Fax"\r\n"Bo","Om","Sound & Co, Ltd","Boom operator","","bo@example.org",'
    '"+1 555 0100","+1 555 0199"\r\n'
)
FRENCH = "sep=;\r\nPrénom;Nom;Fonction;Tél. mobile;Courriel\r\nJean;Dupont;;06 12 34;j@ex.fr\r\n"
CREW_LIST = (
    "CREW LIST – SALT ROAD\n\nName\tPosition\tPhone\nCAMERA\t\t\nAda Lens\tDoP\t07700 900123\n"
    "SOUND\t\t\nBo Om\t2nd assistant\t07700 900124\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_an_excel_list_is_read_in_any_encoding(encoding):
    eva, jurgen = read_table(EXCEL_GERMAN.encode(encoding)).contacts
    assert (eva.name, eva.position, eva.department) == ("Éva Groß", "Tonmeisterin", "Sound")
    assert (eva.email, eva.phones, eva.more["city"]) == (
        "eva@beispiel.de", ("+49 170 1234567",), "Berlin",
    )  # fmt: skip
    assert (jurgen.name, jurgen.department) == ("Jürgen Müller", "Electric")


def test_a_row_without_a_name_is_told_with_its_number_and_the_rest_is_kept():
    file = read_table(EXCEL_GERMAN.encode())
    assert [problem.line for problem in file.problems] == [3]
    assert file.problems[0].message == "Row 3 has no name (Fahrer, 0170 99)."


def test_google_keeps_every_address_and_number():
    (odile,) = read_table(GOOGLE.encode("utf-16")).contacts
    assert odile.email == "odile@example.fr"
    assert odile.phones == ("+33 6 12 34 56 78", "+33 1 11 11 11 11")
    assert odile.more["note"] == "E-mail: o2@example.fr"
    assert (odile.company, odile.position) == ("Studio X", "Director")


def test_google_of_today_has_other_headings():
    (ada,) = read_table(GOOGLE_NEW.encode()).contacts
    assert (ada.name, ada.email, ada.department) == ("Ada M Lens", "ada@example.org", "Camera")
    assert (ada.more["address"], ada.more["note"]) == ("1 High St", "back in May")


def test_a_quoted_comma_stays_and_a_fax_is_no_telephone():
    (bo,) = read_table(OUTLOOK.encode("cp1252")).contacts
    assert (bo.company, bo.phones, bo.department) == ("Sound & Co, Ltd", ("+1 555 0100",), "Sound")


def test_a_name_beside_a_first_name_is_the_last_name():
    file = read_table(FRENCH.encode())
    assert file.contacts[0].name == "Jean Dupont"
    assert (file.delimiter, file.contacts[0].row) == (";", 3)


def test_departments_between_the_rows_of_a_crew_list_count_for_those_below():
    ada, bo = read_table(CREW_LIST.encode()).contacts
    assert (ada.department, bo.department) == ("Camera", "Sound")


def test_a_position_alone_is_no_title_of_a_department():
    file = read_table(b"Name;Funktion\nAda;DoP\n;Fahrer\nBo;\n")
    assert [problem.line for problem in file.problems] == [3]
    assert file.contacts[1].department == ""


def test_a_list_without_headings_is_read_by_what_it_holds():
    file = read_table(b"Jean Dupont,Gaffer,jean@ex.fr,+33 6 12 34 56 78\nEva Gross,,eva@ex.fr,\n")
    assert [c.name for c in file.contacts] == ["Jean Dupont", "Eva Gross"]
    assert [c.field for c in file.columns] == ["name", "position", "email", "phone"]


def test_a_mapping_replaces_what_was_guessed():
    data = b"Spalte A,Mail\nAda Lens,ada@example.org\n"
    assert read_table(data, {0: "name"}).contacts[0].name == "Ada Lens"
    assert not read_table(data, {0: ""}).contacts


@pytest.mark.parametrize("data", [b"\0\0\0", b"\xff\xfe", b'"', b"a\n\n", b";;\n;;", b"\x80\x81"])
def test_odd_bytes_give_no_contact_and_no_fault(data):
    read_table(data)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-Mail-Adresse", "email"), ("Téléphone portable", "phone"), ("Tel.", "phone"),
        ("Dietary requirements", "diet"), ("Dept.", "department"),
        ("Emergency Contact", "emergency"),
        ("Phone 2 - Value", "phone"), ("Phone 2 - Type", ""), ("Home Postal Code", "postcode"),
        ("Character", "character"), ("Rolle", "character"), ("Shoe size", ""), ("", ""),
    ],
)  # fmt: skip
def test_headings_name_their_fields(heading, field):
    assert field_of(heading) == field
