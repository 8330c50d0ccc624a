"""What changed, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from topsheet.chain.changed import Changed
from topsheet.chain.changed_rows import groups_of
from topsheet.chain.moved import headline


def changed_as_text(changed: Changed) -> str:
    """The headline, the figures that moved, and who did what."""
    return "\n".join(_lines(changed))


def _lines(changed: Changed) -> Iterator[str]:
    yield f"What changed {changed.since.words}"
    if changed.kept_from is not None:
        yield f"Figures were kept from change {changed.kept_from} on; they are compared with those."
    yield headline(changed.moved) or _nothing(changed)
    for group in groups_of(changed.moved):
        yield f"\n{group.title}"
        for row in group.rows:
            values = "confidential" if row.withheld else f"{row.before} → {row.after}  {row.by}"
            yield f"  {row.label:44.44} {values}"
    told = [one for one in changed.told if one.verb]
    if told:
        yield "\nWho did what"
    for one in told:
        yield f"  {one.at:%Y-%m-%d %H:%M}  {one.who or 'Topsheet'}: {one.verb}"


def _nothing(changed: Changed) -> str:
    if changed.moved.before is None:
        return "No figures were kept that far back."
    return "No headline figure moved." if changed.moved.moves else "No figure moved."
