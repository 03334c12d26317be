"""Changes of members, departments and invitations."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.core.actor import Actor, System
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team import events, sessions
from mainstay.team.departments import begin_with_the_usual
from mainstay.team.models import Department, Invitation, Member

INVITATION_LASTS = timedelta(days=3)

PROFILE = (
    "name",
    "languages",
    "time_zone",
    "signature",
    "interface_language",
    "theme",
    "density",
    "has_hot_keys",
)
"""What a member may change of themselves; role and departments are an administrator's."""


@transaction.atomic
def join(
    *,
    email: str,
    name: str,
    role: str,
    password: str | None = None,
    departments: Iterable[Department] = (),
    by: Actor | None = None,
    **profile: Any,
) -> Member:
    """Make a member. Without a password they cannot sign in until they set one by a link."""
    email = email.strip().lower()
    if Member.objects.filter(email=email).exists():
        raise Refused(_("There is already a member with the address {email}.").format(email=email))
    member = Member(email=email, name=name.strip(), role=role, **profile)
    if password is None:
        member.set_unusable_password()
    else:
        _check_password(password, member)
        member.set_password(password)
    member.save()
    member.departments.set(departments)
    record(events.MEMBER_JOINED, member, by=by or member, role=role, member=member.pk)
    return member


@transaction.atomic
def invite(
    *, role: str, email: str = "", departments: Iterable[Department] = (), by: Actor
) -> tuple[Invitation, str]:
    """Make a link by which one person joins. Returns it with its token, which is kept nowhere."""
    if isinstance(by, Member) and not by.is_administrator:
        raise Refused(_("Only an administrator invites people."))
    email = email.strip().lower()
    if email and Member.objects.filter(email=email).exists():
        raise Refused(_("There is already a member with the address {email}.").format(email=email))
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        token_hash=_hash(token), email=email, role=role, expires_at=now() + INVITATION_LASTS
    )
    invitation.departments.set(departments)
    record(events.INVITATION_SENT, invitation, by=by, email=email, role=role)
    return invitation, token


def invite_first_administrator() -> str | None:
    """The token for the first administrator; None when somebody has joined already."""
    if Member.objects.exists():
        return None
    Invitation.objects.filter(used_at__isnull=True, email="").delete()
    return invite(role=Member.Role.ADMINISTRATOR, by=System("setup"))[1]


@transaction.atomic
def withdraw_invitation(invitation_id: int, *, by: Member) -> None:
    """Make a link useless before it is used. One that is used or gone already stays as it is."""
    _only_administrators(by)
    waiting = Invitation.objects.select_for_update().filter(pk=invitation_id).open()
    invitation = waiting.first()
    if invitation is None:
        return
    invitation.expires_at = now()
    invitation.save(update_fields=["expires_at"])
    record(events.INVITATION_WITHDRAWN, invitation, by=by, email=invitation.email)


def find_invitation(token: str) -> Invitation | None:
    """The open invitation behind a token, or None when it is unknown, used or too old."""
    return Invitation.objects.open().filter(token_hash=_hash(token)).first()


@transaction.atomic
def accept(token: str, *, email: str, name: str, password: str, **profile: Any) -> Member:
    """Join by an invitation. Its second use is refused.

    Whoever joins first, the desk begins with the usual departments, in their language.
    """
    is_first = not Member.objects.exists()
    invitation = (
        Invitation.objects.select_for_update().open().filter(token_hash=_hash(token)).first()
    )
    if invitation is None:
        raise Refused(_("This link was used already or is too old. Ask for a new one."))
    invitation.used_at = now()
    invitation.save(update_fields=["used_at"])
    member = join(
        email=invitation.email or email,
        name=name,
        role=invitation.role,
        password=password,
        departments=invitation.departments.all(),
        **profile,
    )
    if is_first:
        begin_with_the_usual(member.interface_language, by=member)
    return member


@transaction.atomic
def edit_profile(member: Member, *, by: Actor, **values: Any) -> Member:
    """Change what a member says of themselves. Fields that stay the same are no change."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    changed = [key for key in PROFILE if key in values and getattr(member, key) != values[key]]
    if not changed:
        return member
    for key in changed:
        setattr(member, key, values[key])
    member.save(update_fields=changed)
    record(events.MEMBER_CHANGED, member, by=by, fields=", ".join(changed), member=member.pk)
    return member


@transaction.atomic
def place(member: Member, *, role: str, departments: Iterable[Department], by: Member) -> Member:
    """Give a member a role and departments. The last administrator stays one."""
    _only_administrators(by)
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.is_administrator and role != Member.Role.ADMINISTRATOR:
        _keep_an_administrator(member)
    before = (member.role, sorted(member.departments.values_list("pk", flat=True)))
    departments = list(departments)
    if before == (role, sorted(department.pk for department in departments)):
        return member
    member.role = role
    member.save(update_fields=["role"])
    member.departments.set(departments)
    record(events.MEMBER_CHANGED, member, by=by, fields="role, departments", member=member.pk)
    return member


@transaction.atomic
def deactivate(member: Member, *, by: Member) -> Member:
    """Close an account. What the member did stays; they are signed out and stay out."""
    _only_administrators(by)
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if not member.is_active:
        return member
    if member.pk == by.pk:
        raise Refused(_("You cannot close your own account. Ask another administrator."))
    if member.is_administrator:
        _keep_an_administrator(member)
    member.is_active = False
    member.save(update_fields=["is_active"])
    sessions.end_all(member)
    record(events.MEMBER_DEACTIVATED, member, by=by, member=member.pk)
    return member


@transaction.atomic
def reactivate(member: Member, *, by: Member) -> Member:
    """Open a closed account again."""
    _only_administrators(by)
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.is_active:
        return member
    member.is_active = True
    member.save(update_fields=["is_active"])
    record(events.MEMBER_REACTIVATED, member, by=by, member=member.pk)
    return member


@transaction.atomic
def allow_new_password(member: Member, *, by: Member) -> str:
    """The key of a link by which a member sets a new password, once, within three days."""
    _only_administrators(by)
    if not member.is_active:
        raise Refused(_("This account is closed. Open it first."))
    record(events.PASSWORD_LINK_MADE, member, by=by, member=member.pk)
    return f"{user_pk_to_url_str(member)}-{default_token_generator.make_token(member)}"


@transaction.atomic
def drop_second_step(member: Member, *, by: Member) -> Member:
    """Forget the passkeys, the authenticator app and the recovery codes of a locked-out member."""
    _only_administrators(by)
    gone, _kinds = Authenticator.objects.filter(user=member).delete()
    if gone:
        sessions.end_all(member)
        record(events.SECOND_STEP_DROPPED, member, by=by, member=member.pk)
    return member


@transaction.atomic
def create_department(name: str, *, by: Actor) -> Department:
    """Make a department. One of that name, in whatever case, is refused."""
    if isinstance(by, Member):
        _only_administrators(by)
    _refuse_taken_name(name)
    department = Department.objects.create(name=name.strip())
    record(events.DEPARTMENT_CREATED, department, by=by, name=department.name)
    return department


@transaction.atomic
def rename_department(department: Department, name: str, *, by: Member) -> Department:
    _only_administrators(by)
    department = Department.objects.select_for_update().get(pk=department.pk)
    before, name = department.name, name.strip()
    if name == before:
        return department
    _refuse_taken_name(name, but=department)
    department.name = name
    department.save(update_fields=["name"])
    record(events.DEPARTMENT_RENAMED, department, by=by, before=before, name=name)
    return department


@transaction.atomic
def make_default(department: Department, *, by: Member) -> Department:
    """Let new mail arrive in this department from now on."""
    _only_administrators(by)
    departments = {each.pk: each for each in Department.objects.select_for_update().order_by("pk")}
    department = departments[department.pk]
    if department.is_default:
        return department
    Department.objects.filter(is_default=True).update(is_default=False)
    department.is_default = True
    department.save(update_fields=["is_default"])
    record(events.DEPARTMENT_MADE_DEFAULT, department, by=by, name=department.name)
    return department


def _refuse_taken_name(name: str, but: Department | None = None) -> None:
    taken = Department.objects.filter(name__iexact=name.strip())
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    if taken.exists():
        raise Refused(_("There is already a department named {name}.").format(name=name.strip()))


def _only_administrators(by: Member) -> None:
    if not by.is_administrator:
        raise Refused(_("Only an administrator changes people and departments."))


def _keep_an_administrator(but: Member) -> None:
    others = Member.objects.select_for_update(of=("self",)).filter(
        role=Member.Role.ADMINISTRATOR, is_active=True
    )
    if not others.exclude(pk=but.pk).exists():
        raise Refused(_("This is the last administrator. Name another one first."))


def _check_password(password: str, member: Member) -> None:
    try:
        validate_password(password, member)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
