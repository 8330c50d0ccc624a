"""What people type in: sign-in, first owner, password."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
        error_messages={"required": _("Type the e-mail you sign in with.")},
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )


class OwnerForm(forms.Form):
    """The service checks the words; here they only have to be there."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
        error_messages={"required": _("A name is needed.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("You sign in with it. Nothing is sent anywhere."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": _("An e-mail is needed to sign in with.")},
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least eight characters, not a common one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("A password is needed.")},
    )


class PasswordForm(forms.Form):
    """``old`` is left out for somebody who has signed in by link and has no password yet."""

    old = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your present password.")},
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least eight characters, not a common one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("A new password is needed.")},
    )
