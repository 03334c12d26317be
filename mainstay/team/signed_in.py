"""Sessions in the database, found and signed in by statements that are prepared."""

from datetime import datetime

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db.models import OuterRef, QuerySet

from mainstay.core.clock import now
from mainstay.core.prepared import keeping, prepared
from mainstay.team.models import Department, Member


class SessionStore(db.SessionStore):
    def save(self, must_create: bool = False) -> None:
        """One statement for a session that there is: every answer that tells something saves it."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        row = self.create_model_instance(dict(self.items()))
        with keeping() as cursor:
            cursor.execute(
                "UPDATE django_session SET session_data = %s, expire_date = %s"
                " WHERE session_key = %s",
                [row.session_data, row.expire_date, row.session_key],
            )
            if not cursor.rowcount:
                raise UpdateError

    def _get_session_from_db(self) -> Session | None:
        found = _session.first(self.session_key, now()) if self.session_key else None
        if found is None:
            self._session_key = None
        return found


class SignIn(AuthenticationBackend):  # type: ignore[misc]
    """By e-mail address and password; whoever is signed in is looked up at each request."""

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        found = _member.first(int(user_id))
        if found is None or not self.user_can_authenticate(found):
            return None
        found.department_ids = vars(found).pop("their_departments")
        return found


@prepared
def _session(key: str, moment: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=moment)


@prepared
def _member(pk: int) -> QuerySet[Member]:
    theirs = Department.objects.filter(members=OuterRef("pk")).values("pk")
    return Member.objects.filter(pk=pk).annotate(their_departments=ArraySubquery(theirs))
