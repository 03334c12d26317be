"""The pages in front of the desk, with what the library's own views do not tell a template."""

from typing import Any

from allauth.account import views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.i18n import set_language

choose_language = login_not_required(set_language)


class SignIn(views.LoginView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = [str(each) for each in messages.get_messages(self.request)]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"said": said}


@method_decorator(login_not_required, name="dispatch")
class PasswordReset(views.PasswordResetView):  # type: ignore[misc]
    """Without a mail server it says so at once instead of sending into the void."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"can_send": _can_send()}

    def post(self, *args: Any, **kwargs: Any) -> Any:
        return super().post(*args, **kwargs) if _can_send() else self.get(*args, **kwargs)


def _can_send() -> bool:
    return bool(settings.ENV.smtp_url.get_secret_value()) or settings.ENV.is_demo
