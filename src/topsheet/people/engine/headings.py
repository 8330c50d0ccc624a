"""What the columns of a contact list mean, by the headings programs and people give them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from topsheet.people.engine.names import folded

FIELDS = (
    "name", "first_name", "middle_name", "last_name", "email", "phone", "position", "department",
    "company", "character", "agency", "street", "postcode", "city", "country", "pronouns",
    "languages", "emergency", "diet", "allergies", "unions", "note",
)  # fmt: skip

# Headings as Google, Outlook, Excel lists and crew lists write them, without accents.
_EXACT = {
    "name": "name", "full name": "name", "display name": "name", "contact": "name",
    "contact name": "name", "vollstandiger name": "name", "nom complet": "name",
    "nom et prenom": "name", "nom prenom": "name", "nombre completo": "name", "crew": "name",
    "actor": "name", "artist": "name", "cast member": "name", "crew member": "name",
    "nom": "name", "nome": "name", "nombre": "name",
    "first name": "first_name", "given name": "first_name", "forename": "first_name",
    "first": "first_name", "vorname": "first_name", "prenom": "first_name",
    "additional name": "middle_name", "middle name": "middle_name", "zweiter vorname":
    "middle_name", "last name": "last_name", "family name": "last_name", "surname": "last_name",
    "last": "last_name", "nachname": "last_name", "familienname": "last_name",
    "nom de famille": "last_name", "apellidos": "last_name", "cognome": "last_name",
    "role": "position", "job": "position", "job title": "position", "title": "position",
    "position": "position", "role/title": "position", "crew role": "position",
    "funktion": "position", "fonction": "position", "poste": "position", "beruf": "position",
    "organization title": "position", "puesto": "position", "job function": "position",
    "department": "department", "dept": "department", "dept.": "department",
    "abteilung": "department", "departement": "department", "equipe": "department",
    "gewerk": "department", "organization department": "department", "unit": "department",
    "company": "company", "organization": "company", "organisation": "company",
    "organization name": "company", "firma": "company", "societe": "company",
    "entreprise": "company", "empresa": "company", "business": "company",
    "character": "character", "part": "character", "character name": "character",
    "rolle": "character", "personnage": "character", "personaje": "character",
    "agent": "agency", "agency": "agency", "agentur": "agency", "agence": "agency",
    "representation": "agency",
    "street": "street", "address": "street", "strasse": "street", "adresse": "street",
    "rue": "street", "direccion": "street", "postal address": "street", "anschrift": "street",
    "address formatted": "street",
    "postcode": "postcode", "zip": "postcode", "zip code": "postcode", "plz": "postcode",
    "postal code": "postcode", "code postal": "postcode", "postleitzahl": "postcode",
    "city": "city", "town": "city", "ort": "city", "stadt": "city", "ville": "city",
    "country": "country", "land": "country", "pays": "country", "country/region": "country",
    "pronouns": "pronouns", "pronomen": "pronouns", "pronoms": "pronouns",
    "languages": "languages", "language": "languages", "sprachen": "languages",
    "langues": "languages",
    "emergency contact": "emergency", "in case of emergency": "emergency", "ice": "emergency",
    "notfallkontakt": "emergency", "contact d'urgence": "emergency",
    "dietary": "diet", "diet": "diet", "dietary requirements": "diet", "regime": "diet",
    "essen": "diet", "ernahrung": "diet",
    "allergies": "allergies", "allergien": "allergies",
    "union": "unions", "union id": "unions", "union number": "unions", "union no": "unions",
    "note": "note", "notes": "note", "comment": "note", "comments": "note", "bemerkung": "note",
    "bemerkungen": "note", "notiz": "note", "notizen": "note", "remarques": "note",
}  # fmt: skip

_PARTLY = (
    (re.compile(r"\b(e-?)?mail|courriel|messagerie|correo"), "email"),
    (re.compile(r"phone|mobil|\bcell|\btel\b|\btel[.:]|telefon|handy|portable|telef"), "phone"),
    (re.compile(r"street|strasse|\brue\b"), "street"),
    (re.compile(r"postal code|postleitzahl|code postal|\bzip\b"), "postcode"),
    (re.compile(r"\bcity\b|\bort\b|\bville\b"), "city"),
    (re.compile(r"\bcountry\b|\bland\b|\bpays\b"), "country"),
    (re.compile(r"emergency|notfall|urgence"), "emergency"),
    (re.compile(r"diet|food|vegetar"), "diet"),
    (re.compile(r"allerg"), "allergies"),
    (re.compile(r"job title|position"), "position"),
)
_LABELS = re.compile(r"\b(type|label|typ|display name)$")
_FURTHER = re.compile(r"(?<=[a-z:.\- ])\s*(\d+)\b|\s+-\s+value$")
_FAX = re.compile(r"\bfax\b|\bpager\b|telex")


def field_of(heading: str) -> str:
    """The field a heading names, "" for one that names none.

    >>> field_of("E-mail 1 - Value"), field_of("Tél. mobile"), field_of("Shoe size")
    ('email', 'phone', '')
    """
    said = folded(heading).strip(" :*#")
    if not said or _FAX.search(said):
        return ""
    if said in _EXACT:
        return _EXACT[said]
    bare = " ".join(_FURTHER.sub(" ", said).replace(" - ", " ").split())
    if _LABELS.search(bare):
        return ""
    if bare in _EXACT:
        return _EXACT[bare]
    return next((name for pattern, name in _PARTLY if pattern.search(said)), "")


def fields_of(headings: Sequence[str]) -> list[str]:
    """The field of each column; “Name” beside a first name is the last name."""
    found = [field_of(heading) for heading in headings]
    if "first_name" in found and "last_name" not in found and "name" in found:
        found[found.index("name")] = "last_name"
    if "position" in found and "character" not in found and "actor" in map(folded, headings):
        found[found.index("position")] = "character"
    return found
