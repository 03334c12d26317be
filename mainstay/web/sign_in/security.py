"""How a member signs in: the library's views, inside the frame of the settings."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator as Stored
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from allauth.usersessions.models import UserSession

from mainstay.web.frame import build_frame
from mainstay.web.pages import MemberRequest
from mainstay.web.settings_nav import settings_nav
from mainstay.web.sign_in.browsers import browser_name


class _InSettings:
    request: MemberRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {
            "frame": build_frame(self.request, "settings"),
            "settings_nav": settings_nav(self.request.user, "security"),
        }


class Overview(_InSettings, mfa.IndexView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        found = context["authenticators"]
        recovery = found.get(Stored.Type.RECOVERY_CODES)
        totp_app = found.get(Stored.Type.TOTP)
        return context | {
            "passkeys": [
                {
                    "id": each.instance.pk,
                    "name": each.name,
                    "added_at": each.instance.created_at,
                    "used_at": each.instance.last_used_at,
                }
                for each in found.get(Stored.Type.WEBAUTHN, [])
            ],
            "app_since": totp_app.instance.created_at if totp_app else None,
            "codes_left": len(recovery.get_unused_codes()) if recovery else None,
            "has_password": self.request.user.has_usable_password(),
            "sessions": _sessions(self.request),
        }


class OtherSessions(_InSettings, sessions.ListUserSessionsView):  # type: ignore[misc]
    http_method_names = ["post"]


class Password(_InSettings, account.PasswordChangeView):  # type: ignore[misc]
    pass


class FirstPassword(_InSettings, account.PasswordSetView):  # type: ignore[misc]
    pass


class NewPasskey(_InSettings, passkeys.AddWebAuthnView):  # type: ignore[misc]
    pass


class PasskeyName(_InSettings, passkeys.EditWebAuthnView):  # type: ignore[misc]
    pass


class PasskeyRemoval(_InSettings, passkeys.RemoveWebAuthnView):  # type: ignore[misc]
    pass


class Authenticator(_InSettings, totp.ActivateTOTPView):  # type: ignore[misc]
    pass


class AuthenticatorRemoval(_InSettings, totp.DeactivateTOTPView):  # type: ignore[misc]
    pass


class RecoveryCodes(_InSettings, codes.ViewRecoveryCodesView):  # type: ignore[misc]
    pass


class NewRecoveryCodes(_InSettings, codes.GenerateRecoveryCodesView):  # type: ignore[misc]
    pass


class RecoveryCodesFile(codes.DownloadRecoveryCodesView):  # type: ignore[misc]
    pass


def _sessions(request: MemberRequest) -> list[dict[str, Any]]:
    """Where the member is signed in, the present browser first."""
    listed = [
        {
            "id": each.pk,
            "browser": browser_name(each.user_agent),
            "ip": each.ip,
            "since": each.created_at,
            "seen_at": each.last_seen_at,
            "is_current": each.session_key == request.session.session_key,
        }
        for each in UserSession.objects.purge_and_list(request.user)
    ]
    listed.sort(key=lambda each: (each["is_current"], each["seen_at"]), reverse=True)
    return listed
