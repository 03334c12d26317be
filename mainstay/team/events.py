"""Facts about the people of the house."""

from django.utils.translation import gettext_lazy as _

from mainstay.core.events import declare

MEMBER_JOINED = declare(
    "member.joined",
    _("{actor} joined as {role}"),
    personal=(),
    facts=("role",),
    icon="user",
)
MEMBER_CHANGED = declare(
    "member.changed",
    _("{actor} changed {fields} of {member}"),
    personal=(),
    facts=("fields",),
    refs={"member": "member"},
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
    icon="user",
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
