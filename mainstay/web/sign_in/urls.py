"""The addresses of the sign-in library that this desk uses. Their names are the library's."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from mainstay.web.sign_in import gate, security

_new_password = "sign-in/new-password/"  # noqa: S105 - an address
_security = "profile/security/"

urlpatterns = [
    path("sign-in/", gate.SignIn.as_view(), name="account_login"),
    path("sign-in/language/", gate.choose_language, name="choose_language"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "sign-in/confirm/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("sign-out/", account.logout, name="account_logout"),
    path(_new_password, gate.PasswordReset.as_view(), name="account_reset_password"),
    path(f"{_new_password}sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        f"{_new_password}done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        rf"^{_new_password}(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(_security, security.Overview.as_view(), name="mfa_index"),
    # The library leads here after a passkey was renamed or removed.
    path(_security, security.Overview.as_view(), name="mfa_list_webauthn"),
    path(_security, security.Overview.as_view(), name="usersessions_list"),
    path(f"{_security}sessions/", security.OtherSessions.as_view(), name="end_other_sessions"),
    path(f"{_security}password/", security.Password.as_view(), name="account_change_password"),
    path(
        f"{_security}first-password/", security.FirstPassword.as_view(), name="account_set_password"
    ),
    path(f"{_security}passkeys/new/", security.NewPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        f"{_security}passkeys/<int:pk>/", security.PasskeyName.as_view(), name="mfa_edit_webauthn"
    ),
    path(
        f"{_security}passkeys/<int:pk>/removal/",
        security.PasskeyRemoval.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(f"{_security}authenticator/", security.Authenticator.as_view(), name="mfa_activate_totp"),
    path(
        f"{_security}authenticator/removal/",
        security.AuthenticatorRemoval.as_view(),
        name="mfa_deactivate_totp",
    ),
    path(
        f"{_security}recovery-codes/",
        security.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        f"{_security}recovery-codes/new/",
        security.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        f"{_security}recovery-codes/file/",
        security.RecoveryCodesFile.as_view(),
        name="mfa_download_recovery_codes",
    ),
]
