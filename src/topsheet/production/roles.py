"""Who may do what: the one table of production roles, rooms and levels.

    -  nothing    v  view    e  edit    a  approve (and edit)

``pay`` says whether the role sees what single people are paid and every figure it can
be inferred from. Office owners may do everything in every production.
"""

from __future__ import annotations

from enum import IntEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(IntEnum):
    """How far a role reaches in a room; each level includes those below."""

    NONE = 0
    VIEW = 1
    EDIT = 2
    APPROVE = 3


class ProductionRole(models.TextChoices):
    PRODUCER = "producer", _("Producer")
    LINE_PRODUCER = "line-producer", _("Line producer")
    UPM = "upm", _("Unit production manager")
    COORDINATOR = "coordinator", _("Production coordinator")
    ACCOUNTANT = "accountant", _("Production accountant")
    PAYROLL = "payroll", _("Payroll")
    FIRST_AD = "first-ad", _("First assistant director")
    SECOND_AD = "second-ad", _("Second assistant director")
    SCRIPT_SUPERVISOR = "script-supervisor", _("Script supervisor")
    LOCATION_MANAGER = "location-manager", _("Location manager")
    CASTING = "casting", _("Casting")
    DEPARTMENT_HEAD = "department-head", _("Department head")
    POST = "post", _("Post")
    MUSIC = "music", _("Music")
    FINANCIER = "financier", _("Financier")
    BOND_COMPANY = "bond-company", _("Bond company")
    AUDITOR = "auditor", _("Auditor")
    GUEST = "guest", _("Guest")


_TABLE = """
role               production people places script breakdown schedule budget pay
producer           a          a      a      a      a         a        a      yes
line-producer      e          a      a      e      a         a        a      yes
upm                e          a      a      e      e         a        e      yes
coordinator        v          e      e      v      e         e        -      no
accountant         v          v      v      v      v         v        e      yes
payroll            v          v      -      -      -         v        v      yes
first-ad           v          v      e      v      e         e        -      no
second-ad          v          e      v      v      e         e        -      no
script-supervisor  v          v      v      e      e         v        -      no
location-manager   v          v      e      v      v         v        -      no
casting            v          e      -      v      v         v        -      no
department-head    v          v      v      v      e         v        -      no
post               v          v      -      v      v         v        -      no
music              v          v      -      v      v         v        -      no
financier          v          v      v      v      v         v        v      no
bond-company       v          v      v      v      v         v        v      yes
auditor            v          v      v      v      v         v        v      yes
guest              v          -      -      -      -         -        -      no
"""

_LETTERS = {"-": Level.NONE, "v": Level.VIEW, "e": Level.EDIT, "a": Level.APPROVE}


def _read(table: str) -> tuple[dict[str, dict[str, Level]], frozenset[str]]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    rooms = head[1:-1]
    levels = {role: dict(zip(rooms, map(_LETTERS.__getitem__, cells[:-1]), strict=True))
              for role, *cells in rows}  # fmt: skip
    return levels, frozenset(role for role, *cells in rows if cells[-1] == "yes")


LEVELS, SEE_PAY = _read(_TABLE)
ROOMS = tuple(LEVELS[ProductionRole.PRODUCER])
