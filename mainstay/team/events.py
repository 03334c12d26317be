"""Facts about the people of the house."""

from django.utils.translation import gettext_lazy as _

from mainstay.core.events import declare
from mainstay.team.roles import Role

_FIELDS = {
    "name": _("the name"),
    "languages": _("the languages"),
    "time_zone": _("the time zone"),
    "signature": _("the signature"),
    "interface_language": _("the language of the screens"),
    "theme": _("light or dark"),
    "density": _("the density"),
    "has_hot_keys": _("single keys"),
    "role": _("the role"),
    "departments": _("the departments"),
}
_ROLES = dict(Role.choices)

MEMBER_JOINED = declare(
    "member.joined",
    _("{member} joined as {role}"),
    personal=(),
    facts=("role",),
    refs={"member": "member"},
    words={"role": _ROLES},
    icon="user",
)
MEMBER_CHANGED = declare(
    "member.changed",
    _("{actor} changed {fields} of {member}"),
    personal=(),
    facts=("fields",),
    refs={"member": "member"},
    words={"fields": _FIELDS},
    icon="user",
)
MEMBER_DEACTIVATED = declare(
    "member.deactivated",
    _("{actor} closed the account of {member}"),
    personal=(),
    refs={"member": "member"},
    icon="user",
)
MEMBER_REACTIVATED = declare(
    "member.reactivated",
    _("{actor} opened the account of {member} again"),
    personal=(),
    refs={"member": "member"},
    icon="user",
)
INVITATION_SENT = declare(
    "invitation.made",
    _("{actor} invited {email} as {role}"),
    personal=("email",),
    facts=("email", "role"),
    words={"role": _ROLES},
    icon="user",
)
INVITATION_WITHDRAWN = declare(
    "invitation.withdrawn",
    _("{actor} withdrew the invitation of {email}"),
    personal=("email",),
    facts=("email",),
    icon="user",
)
PASSWORD_LINK_MADE = declare(
    "member.password_link_made",
    _("{actor} made a link for a new password of {member}"),
    personal=(),
    refs={"member": "member"},
    icon="key",
)
SECOND_STEP_DROPPED = declare(
    "member.second_step_dropped",
    _("{actor} removed the passkeys and the authenticator app of {member}"),
    personal=(),
    refs={"member": "member"},
    icon="key",
)
DEPARTMENT_CREATED = declare(
    "department.created", _("{actor} made the department {name}"), personal=(), facts=("name",)
)
DEPARTMENT_RENAMED = declare(
    "department.renamed",
    _("{actor} renamed the department {before} to {name}"),
    personal=(),
    facts=("before", "name"),
)
DEPARTMENT_MADE_DEFAULT = declare(
    "department.made_default",
    _("{actor} let new mail arrive in {name}"),
    personal=(),
    facts=("name",),
)
