"""Pages before and around the door: first owner, sign-in, one-time link, password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from topsheet.kernel.errors import InvalidInput, NotFound
from topsheet.platform import accounts, throttle
from topsheet.site.forms import OwnerForm, PasswordForm, SignInForm

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@sensitive_post_parameters("password")
def welcome(request: HttpRequest) -> HttpResponse:
    """Make the first owner; there is no such page once there is one.

    Only on the server's own machine or with the link the server printed: whoever finds an
    office that is nobody's yet must not be able to take it.
    """
    if not accounts.needs_owner():
        return redirect("site:sign-in")
    if not (request.user.is_authenticated or _on_this_machine(request)):
        raise PermissionDenied(
            _("This office has no owner yet. Open the sign-in link that the server printed.")
        )
    form = OwnerForm(request.POST or None)
    if form.is_valid():
        try:
            owner = accounts.create_owner(**form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            login(request, owner, backend=_BACKEND)
            return redirect("site:slate")
    return render(request, "site/welcome.html", {"form": form})


def _on_this_machine(request: HttpRequest) -> bool:
    """Asked from the loopback address, and not on behalf of somebody by a proxy."""
    forwarded = {"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers)
    return request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and not forwarded


@login_not_required
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    if accounts.needs_owner() and not request.user.is_authenticated:
        return redirect("site:welcome")
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    if form.is_valid() and _admitted(request, form):
        return redirect(_next(request))
    return render(request, "site/sign_in.html", {"form": form, "next": _next(request)})


def _admitted(request: HttpRequest, form: SignInForm) -> bool:
    """Sign the person in, or say on the form why not."""
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    keys = (f"email:{email.lower()}", f"address:{request.META.get('REMOTE_ADDR', '')}")
    minutes = throttle.wait(keys)
    if minutes:
        form.add_error(None, _("Too many attempts. Try again in %(n)d min.") % {"n": minutes})
        return False
    user = authenticate(request, username=email, password=password)
    if user is None:
        throttle.failed(keys)
        form.add_error(None, _("That e-mail and password do not belong together. Try again."))
        return False
    throttle.forget(keys)
    login(request, user)
    return True


@login_not_required
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Redeem a one-time link; it opens the slate, or what ``?next=`` names."""
    try:
        user = accounts.redeem(token)
    except NotFound as error:
        if request.user.is_authenticated:  # the person has followed their link twice
            return redirect(_next(request))
        messages.error(request, error.message)
        return redirect("site:sign-in")
    login(request, user, backend=_BACKEND)
    return redirect(_next(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("site:sign-in")


@sensitive_post_parameters("old", "new")
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; who came by link sets a first one."""
    user = request.user
    form = PasswordForm(request.POST or None)
    if not user.has_usable_password():
        del form.fields["old"]
    if form.is_valid():
        try:
            accounts.change_password(
                user, form.cleaned_data.get("old", ""), form.cleaned_data["new"]
            )
        except InvalidInput as error:
            form.add_error(error.field if error.field in form.fields else "new", error.message)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password was changed."))
            return redirect("site:slate")
    return render(request, "site/password.html", {"form": form})


def _next(request: HttpRequest) -> str:
    """Where the person wanted to go, when that is one of our own pages."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else "/"
