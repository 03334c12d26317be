"""The library's forms for passkeys, which break on what no browser would send."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms
from fido2.webauthn import AuthenticationResponse, RegistrationResponse


def _checked_by(parse: Callable[[Any], object]) -> Callable[[Any], None]:
    def check(credential: Any) -> None:
        try:
            parse(credential)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise get_adapter().validation_error("incorrect_code") from error

    return check


class _Checked:
    parse: Callable[[Any], object] = AuthenticationResponse.from_dict

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["credential"]  # type: ignore[attr-defined]
        field.validators = [*field.validators, _checked_by(type(self).parse)]


class PasskeySignIn(_Checked, forms.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeySecondStep(_Checked, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyConfirmation(_Checked, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class NewPasskey(_Checked, forms.AddWebAuthnForm):  # type: ignore[misc]
    parse = RegistrationResponse.from_dict
