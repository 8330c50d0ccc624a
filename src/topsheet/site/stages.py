"""The stages of making a plan, as the progress page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from topsheet.platform.models import Job, JobState

# The names are those the job reports as ``detail["stage"]``, in their order.
_LABELS: dict[str, str | Promise] = {
    "read": _("Reading the script"),
    "breakdown": _("Breaking it down"),
    "schedule": _("Scheduling"),
    "budget": _("Budgeting"),
    "save": _("Saving"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """``state``: done, now, ahead, or stopped where a job failed or was cancelled."""

    label: str | Promise
    state: str
    message: str = ""


def stages_of(job: Job) -> list[StageLine]:
    """Every stage with where the job stands in it."""
    names = list(_LABELS)
    now = _position(job, names)
    return [
        StageLine(
            label=_LABELS[name],
            state=_state(job, index, now),
            message=job.message if index == now and job.message != _LABELS[name] else "",
        )
        for index, name in enumerate(names)
    ]


def _position(job: Job, names: list[str]) -> int:
    if job.state == JobState.DONE:
        return len(names)
    stage = (job.detail or {}).get("stage", "")
    return names.index(stage) if stage in names else -1


def _state(job: Job, index: int, now: int) -> str:
    if index < now:
        return "done"
    if index > now:
        return "ahead"
    return "stopped" if job.is_over else "now"
