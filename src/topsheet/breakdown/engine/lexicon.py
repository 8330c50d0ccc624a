"""The words a breakdown listens for, compiled once into an automaton over words.

A language pack is data: lists of nouns, verbs and phrases with a category and a
confidence, and the words of its grammar (articles, numbers, comparisons …). Every
form is a path in a tree of words; the longest path from a word wins, so a phrase
that belongs to no category ("bus stop") hides the words in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from topsheet.breakdown.engine.types import Category, Flag
from topsheet.breakdown.engine.words import bare

_VOWELS = "aeiouy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a form stands for. ``category`` None: the form hides what is in it.

    ``noun``: the word has other meanings, so it needs an article, a number or capitals.
    ``loose``: written in a title or a name it still counts ("Jeep").
    ``brings``: what an AD adds on sight of it (a horse brings a wrangler).
    ``ride`` is road, water, rail or air for a set that moves.
    """

    name: str
    category: Category | None
    confidence: int = 0
    noun: bool = False
    loose: bool = False
    person: bool = False  # only with a person as its subject
    verb: bool = False
    capitals: bool = False  # only when written in capitals
    flag: Flag | None = None
    outside: bool = False  # only outdoors
    ride: str = ""
    brings: tuple[tuple[Category, str], ...] = ()
    plural: bool = False


class Automaton:
    """A tree of words; a leaf holds a value. Built once, then only read."""

    __slots__ = ("_root",)

    def __init__(self, paths: Iterable[tuple[tuple[str, ...], Any]]) -> None:
        self._root: dict[str, Any] = {}
        for words, value in paths:
            node = self._root
            for word in words:
                node = node.setdefault(bare(word), {})
            node.setdefault("", value)

    def longest(self, words: tuple[str, ...], start: int) -> tuple[int, Any] | None:
        """The longest path from ``start``: (index after its last word, value)."""
        node = self._root.get(words[start])
        best: tuple[int, Any] | None = None
        at = start
        while node is not None:
            at += 1
            if "" in node:
                best = (at, node[""])
            node = node.get(words[at]) if at < len(words) else None
        return best


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language's pack, compiled. ``lists`` are its named word lists."""

    code: str
    automaton: Automaton
    lists: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    crowd: Mapping[str, str]  # plural -> plural as printed
    people: Mapping[str, str]  # singular -> singular as printed
    capitalised: bool  # nouns are written with a capital (German)

    def words(self, name: str) -> frozenset[str]:
        return self.lists.get(name, frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The packs a breakdown may use, and which texts they were read from."""

    languages: tuple[Language, ...]
    digests: tuple[str, ...] = field(default=())

    def language_of(self, words: Iterable[str]) -> Language:
        """The language whose small words are most common among ``words``."""
        counts = dict.fromkeys((language.code for language in self.languages), 0)
        small = [(language.code, language.words("small")) for language in self.languages]
        for word in words:
            for code, known in small:
                if word in known:
                    counts[code] += 1
        return max(self.languages, key=lambda language: counts[language.code])


def compile_language(pack: Mapping[str, Any]) -> Language:
    """A language from the data of its pack.

    Raises KeyError or ValueError on a pack that is not well formed.
    """
    code = pack["language"]["code"]
    numbers = {str(word): int(count) for word, count in pack["numbers"].items()}
    lists = {name: frozenset(words) for name, words in pack["lists"].items()}
    phrases = {name: tuple(words) for name, words in pack["lists"].items()}
    people = dict(_pairs(pack["people"]["nouns"], code))
    plurals = [*people.values(), *pack["people"]["plural_only"]]
    crowd = {plural: _written(plural, code) for plural in plurals}
    return Language(
        code=code,
        automaton=Automaton(_paths(pack, code)),
        lists=lists,
        phrases=phrases,
        numbers=numbers,
        crowd=crowd,
        people={single: single for single in people},
        capitalised=bool(pack["language"].get("capitalised", False)),
    )


def _paths(pack: Mapping[str, Any], code: str) -> Iterable[tuple[tuple[str, ...], Entry]]:
    for hidden in pack.get("hidden", {}).get("phrases", ()):
        for form in _spread(hidden, code):
            yield form, Entry(name=hidden, category=None)
    for group in pack["words"]:
        yield from _group_paths(group, code)


def _group_paths(group: Mapping[str, Any], code: str) -> Iterable[tuple[tuple[str, ...], Entry]]:
    for written in (*group.get("nouns", ()), *group.get("plain", ())):
        forms, _, name = written.partition(" = ")
        single = _entry(group, _written(name or forms.partition("|")[0], code))
        many = _entry(group, single.name, plural=True)
        for one, several in _pairs((forms,), code):
            yield tuple(one.split()), single
            yield tuple(several.split()), many
    for written in (*group.get("verbs", ()), *group.get("phrases", ())):
        form, _, name = written.partition(" = ")
        default = group.get("name") or re.sub(r"/\S+", "", form).replace("~", "")
        entry = _entry(group, name or default, verb=True)
        for words in _spread(form, code):
            yield words, entry


def _entry(
    group: Mapping[str, Any], name: str, *, plural: bool = False, verb: bool = False
) -> Entry:
    return Entry(
        name=_proper(name) if group.get("proper") else name,
        category=Category(group["category"]),
        confidence=int(group["confidence"]),
        noun=bool(group.get("noun", False)) and not verb,
        loose=bool(group.get("loose", False)),
        verb=verb,
        person=bool(group.get("person", False)),
        capitals=bool(group.get("capitals", False)),
        flag=Flag(group["flag"]) if "flag" in group else None,
        outside=bool(group.get("outside", False)),
        ride=group.get("ride", ""),
        brings=tuple((Category(kind), what) for kind, what in group.get("brings", ())),
        plural=plural,
    )


def _written(noun: str, code: str) -> str:
    return noun[:1].upper() + noun[1:] if code == "de" else noun


def _proper(name: str) -> str:
    return name.upper() if len(name) < 4 else name.title()


def _pairs(written: Iterable[str], code: str) -> Iterable[tuple[str, str]]:
    """(singular, plural) of each noun; ``knife|knives`` states the plural itself."""
    for noun in written:
        single, _, several = noun.partition("|")
        yield single.lower(), (several or plural_of(single, code)).lower()


def plural_of(noun: str, code: str) -> str:
    """The regular plural of a noun's last word (English, French; else unchanged)."""
    if code == "fr":
        return " ".join(_french_plural(word) for word in noun.split())
    if code != "en":
        return noun
    if re.search(r"(s|x|z|ch|sh)$", noun):
        return noun + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + "s"


def _french_plural(word: str) -> str:
    if word in {"de", "à", "en", "du", "d'eau"} or re.search(r"[sxz]$", word) or "'" in word:
        return word
    return word + ("x" if re.search(r"(eau|eu)$", word) else "s")


def _spread(form: str, code: str) -> Iterable[tuple[str, ...]]:
    """Every path of ``~jump/~leap off/from``: ``/`` is a choice, ``~`` a verb to inflect."""
    choices = [
        [inflected for word in part.split("/") for inflected in _inflections(word, code)]
        for part in form.lower().split()
    ]
    return product(*choices)


def _inflections(word: str, code: str) -> tuple[str, ...]:
    if not word.startswith("~"):
        return (word,)
    verb = word[1:]
    if code != "en":
        return (verb,)
    return (_third_person(verb), _stem(verb) + "ing", *_past(verb))


def _third_person(verb: str) -> str:
    return plural_of(verb, "en")


def _past(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return (verb + "d",)
    if re.search(r"[^aeiou]y$", verb):
        return (verb[:-1] + "ied",)
    return (_stem(verb) + "ed",)


def _stem(verb: str) -> str:
    """The verb before -ing: ``stab`` → ``stabb``, ``dive`` → ``div``."""
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1]
    short = len(re.findall(f"[{_VOWELS}]+", verb)) == 1
    return verb + verb[-1] if short and re.search(r"[^aeiou][aeiou][^aeiouwxy]$", verb) else verb
