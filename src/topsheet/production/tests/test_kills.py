"""What was confirmed survives a kill at any moment (long: make soak)."""

import random
import subprocess
import time

import pytest

pytestmark = pytest.mark.soak

_WRITE = """
from topsheet.platform.commands import office
with office() as here:
    from topsheet.platform import files
    from topsheet.production.changes import recording
    from topsheet.production.models import Scenario
    from topsheet.production.selectors import productions_of
    from topsheet.production.services import create_production
    made = productions_of(here.user).first() or create_production(actor=here.user, title="Kill")
    while True:
        with recording(made, here.user, files.store(str(made.sequence).encode())) as changes:
            changes.create_all([Scenario(production=made, title="x") for _ in range(20)])
        print(made.sequence, flush=True)
"""
_CHECK = """
from topsheet.platform.commands import office
with office() as here:
    from topsheet.platform import files
    from topsheet.production.models import Change, ChangeSet, Production, Scenario
    made = Production.objects.get()
    sets = list(ChangeSet.objects.order_by("sequence"))
    assert [s.sequence for s in sets] == list(range(1, made.sequence + 1))
    assert Scenario.objects.count() == 1 + 20 * (made.sequence - 1)
    assert Change.objects.filter(kind="scenario").count() == Scenario.objects.count()
    for later in sets[1:]:
        assert files.read(later.verb) == str(later.sequence - 1).encode()
    print(made.sequence)
"""


def test_a_writer_killed_again_and_again_loses_nothing_it_confirmed(topsheet):
    chance = random.Random(7)
    python = topsheet.command()[0]
    for _ in range(12):
        with subprocess.Popen(
            [python, "-c", _WRITE], env=topsheet.environment, stdout=subprocess.PIPE, text=True
        ) as writer:
            writer.stdout.readline()
            time.sleep(chance.random())
            writer.kill()
            rest = writer.stdout.read().split("\n")[:-1]
        checked = subprocess.run(
            [python, "-c", _CHECK], env=topsheet.environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert checked.returncode == 0, checked.stderr
        confirmed = int(rest[-1]) if rest else 1
        assert int(checked.stdout) >= confirmed
