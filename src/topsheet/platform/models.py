"""Users of the office, their links and tokens, and the jobs that run behind the pages."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from topsheet.platform import clock
from topsheet.platform.ids import uuid7


class OfficeRole(models.TextChoices):
    """What a person is in the office; what they may do in a production is said there."""

    OWNER = "owner", _("Owner")
    MEMBER = "member", _("Member")


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail, whatever the case it was typed in."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in; the e-mail is the name they sign in with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    office_role = models.CharField(
        max_length=10, choices=OfficeRole.choices, default=OfficeRole.MEMBER
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_owner(self) -> bool:
        return self.is_active and self.office_role == OfficeRole.OWNER


class SignInLink(models.Model):
    """A link that signs one person in once; what is sent is its signed id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"sign-in link of {self.user}"


class FailedSignIn(models.Model):
    """One wrong answer at the door, by e-mail and by address. See ``platform.throttle``."""

    key = models.CharField(max_length=200, db_index=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.key


class TokenScope(models.TextChoices):
    """How far a program may go with a token."""

    READ = "read", _("Read")
    WRITE = "write", _("Read and write")


class ApiToken(models.Model):
    """What a program opens the API with, as its person. The secret itself is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    title = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=5, choices=TokenScope.choices, default=TokenScope.READ)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.title} ({self.scope})"

    @property
    def short_id(self) -> str:
        """The end of the id, which is random; its start is a clock."""
        return self.id.hex[-8:]


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class Job(models.Model):
    """Work that outlives the request that asked for it. See ``platform.jobs``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="jobs"
    )
    production = models.CharField(max_length=64, blank=True, default="")  # uid, when there is one
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    progress = models.FloatField(default=0.0)  # 0 to 1
    message = models.CharField(max_length=300, blank=True, default="")
    detail = models.JSONField(null=True, blank=True)
    cancel_requested = models.BooleanField(default=False)
    attempt = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True, default="")
    heartbeat = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["state", "created_at"], name="job_state_created"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    @property
    def is_over(self) -> bool:
        return self.state not in (JobState.QUEUED, JobState.RUNNING)
