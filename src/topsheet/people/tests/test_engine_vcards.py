"""vCards in and out; what we write is read by vobject, which nobody here wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topsheet.people.engine.contacts import Contact
from topsheet.people.engine.vcards import is_vcards, read_vcards, write_vcards

APPLE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14.0//EN
N:Martin;Odile;Jeanne;;
FN:Odile Jeanne Martin
ORG:Studio X;Caméra
TITLE:Directrice de la photo
item1.EMAIL;type=INTERNET:second@example.fr
item2.EMAIL;type=INTERNET;type=pref:odile@example.fr
item2.X-ABLabel:_$!<Work>!$_
TEL;type=CELL;type=VOICE;type=pref:+33 6 12 34 56 78
ADR;type=HOME;type=pref:;;3\\, rue Haute;Paris;;75003;France
NOTE:première ligne\\nseconde
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/
 2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJ
END:VCARD
"""
NOKIA = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gro=C3=9F;=C3=89va\r\n"
    "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Tonmeisterin=\r\n aus Berlin\r\n"
    "TEL;CELL;PREF:+49 170 1\r\nEND:VCARD\r\n"
)
FOUR = (
    "BEGIN:VCARD\nVERSION:4.0\nFN:Ada Lens\n"
    "TEL;VALUE=uri;PREF=1;TYPE=\"voice,cell\":tel:+44-7700-9\n"
    "EMAIL:ada@example.org\nLANG;PREF=1:fr\nLANG:en\nPRONOUNS:she/her\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Rigging Ltd\nEND:VCARD\n"
)  # fmt: skip


def test_apple_groups_pictures_and_escapes():
    (odile,) = read_vcards(APPLE.encode()).contacts
    assert (odile.name, odile.email) == ("Odile Jeanne Martin", "odile@example.fr")
    assert odile.more["address"] == "3, rue Haute, 75003"
    assert (odile.more["city"], odile.more["country"]) == ("Paris", "France")
    assert odile.more["note"] == "première ligne\nseconde\nE-mail: second@example.fr"
    assert (odile.company, odile.department) == ("Studio X", "Camera")


def test_quoted_printable_of_old_telephones():
    (eva,) = read_vcards(NOKIA.encode()).contacts
    assert (eva.name, eva.phones) == ("Éva Groß", ("+49 170 1",))
    assert eva.more["note"] == "Tonmeisterin aus Berlin"


def test_version_four_with_uris_languages_and_firms():
    ada, firm = read_vcards(FOUR.encode("utf-16")).contacts
    assert (ada.phones, ada.more["languages"], ada.more["pronouns"]) == (
        ("+44-7700-9",), "fr, en", "she/her",
    )  # fmt: skip
    assert (firm.name, firm.company) == ("", "Rigging Ltd")


def test_bad_cards_are_told_by_number_and_the_rest_is_kept():
    text = "BEGIN:VCARD\nEMAIL:x@y.z\nEND:VCARD\n" + FOUR + "BEGIN:VCARD\nFN:Cut off"
    file = read_vcards(text.encode())
    assert [contact.name or contact.company for contact in file.contacts] == [
        "Ada Lens", "Rigging Ltd", "Cut off",
    ]  # fmt: skip
    assert [problem.message for problem in file.problems] == [
        "Card 1 has no name.", "Card 4 has no END:VCARD; what was there is used.",
    ]  # fmt: skip


def test_a_file_of_cards_is_known_by_its_first_line():
    assert is_vcards(FOUR.encode("utf-16"))
    assert is_vcards(b"\xef\xbb\xbfbegin:vcard\r\n")
    assert not is_vcards(b"Name,Phone\nAda,1\n")


_words = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" ,;:\\"), max_size=120
).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(_words.filter(bool), _words), max_size=4))
def test_what_is_written_is_read_back(people):
    cards = [Contact(row=n, name=name, position=said) for n, (name, said) in enumerate(people, 1)]
    back = read_vcards(write_vcards(cards).encode()).contacts
    assert [(one.name, one.position) for one in back] == [(c.name, c.position) for c in cards]


def test_an_outside_reader_reads_our_cards():
    vobject = pytest.importorskip("vobject", reason="pip install vobject reads our cards")
    card = Contact(row=1, name="Éva; Groß, d. J.", email="eva@x.de", phones=("+49 1", "+49 2"),
                   company="A" * 90, position="Ton, Schnitt\\Mischung")  # fmt: skip
    read = vobject.readOne(write_vcards([card]))
    assert read.fn.value == card.name
    assert read.email.value == card.email
    assert [one.value for one in read.tel_list] == list(card.phones)
    assert (read.org.value, read.title.value) == ([card.company], card.position)
    assert max(len(line.encode()) for line in write_vcards([card]).split("\r\n")) <= 75
