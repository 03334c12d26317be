"""What a bulk change does to one conversation, and how that is put back."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from mainstay.clients.models import Tag
from mainstay.conversations.actions.answering import reply, undo
from mainstay.conversations.actions.before import stand_again, standing_of
from mainstay.conversations.actions.categorising import categorise
from mainstay.conversations.actions.placing import assign, move, unassign
from mainstay.conversations.actions.problems import set_problem, unset_problem
from mainstay.conversations.actions.settling import close, solve
from mainstay.conversations.actions.snoozing import snooze
from mainstay.conversations.actions.tagging import tag, untag
from mainstay.conversations.models import Category, Conversation, Message
from mainstay.conversations.reports import ENGLISH, language_of
from mainstay.core.errors import Refused
from mainstay.team.models import Department, Member

KINDS = ("assign", "move", "tag", "category", "problem", "close", "solve", "snooze", "reply")
_NAME, _NUMBER = "{name}", "{number}"


def checked(changes: dict[str, Any], by: Member) -> dict[str, Any]:
    """The same changes, if they can be made at all. Raises Refused."""
    if len(changes) != 1 or next(iter(changes)) not in KINDS:
        raise Refused(_("Choose what to do with them."))
    ((kind, value),) = changes.items()
    if kind == "assign" and value and not Member.objects.active().filter(pk=value).exists():
        raise Refused(_("This person has no open account any more."))
    if kind == "move" and not Department.objects.filter(pk=value).exists():
        raise Refused(_("Choose a department."))
    if kind == "tag" and not " ".join(str(value or "").split()):
        raise Refused(_("Write a word first."))
    if kind == "category" and value and not Category.objects.filter(pk=value).exists():
        raise Refused(_("Choose a category."))
    if kind == "problem" and not Conversation.objects.visible_to(by).filter(pk=value).exists():
        raise Refused(_("Name the conversation that stands for the problem by its number."))
    if kind == "snooze" and not _moment(value):
        raise Refused(_("Choose until when."))
    if kind == "reply" and not any(text.strip() for text in value["texts"].values()):
        raise Refused(_("Write something first."))
    return changes


def apply(changes: dict[str, Any], conversation: Conversation, by: Member) -> Message | None:
    """Make one change through its own action. A reply is returned."""
    ((kind, value),) = changes.items()
    if kind == "reply":
        text = text_for(conversation, value["texts"])
        return reply(conversation, text, by=by, solve=bool(value.get("solve")))
    if kind == "assign":
        if value:
            assign(conversation, Member.objects.get(pk=value), by=by)
        else:
            unassign(conversation, by=by)
    elif kind == "move":
        move(conversation, Department.objects.get(pk=value), by=by)
    elif kind == "tag":
        tag(conversation, value, by=by)
    elif kind == "category":
        categorise(conversation, Category.objects.get(pk=value) if value else None, by=by)
    elif kind == "problem":
        if conversation.pk != value:
            set_problem(conversation, Conversation.objects.get(pk=value), by=by)
    elif kind == "close":
        close(conversation, by=by)
    elif kind == "solve":
        solve(conversation, by=by)
    else:
        until = _moment(value)
        assert until is not None
        snooze(conversation, until, by=by)
    return None


def text_for(conversation: Conversation, texts: dict[str, str]) -> str:
    """The text in the contact's language, else in English, with its variables filled in.

    Under "" stands one for every language. What cannot be filled in is refused, never sent.
    """
    text = next(
        (
            texts[each]
            for each in (language_of(conversation), ENGLISH, "")
            if texts.get(each, "").strip()
        ),
        "",
    )
    if not text:
        raise Refused(_("There is no text in this client’s language, and none in English."))
    name = conversation.contact.name if conversation.contact else ""
    if _NAME in text and not name:
        raise Refused(_("Nobody knows the name of this client, which the text calls for."))
    return text.replace(_NAME, name).replace(_NUMBER, str(conversation.number))


def picture(conversation: Conversation) -> dict[str, Any]:
    """What a bulk change can change, as JSON."""
    return {
        "standing": standing_of(conversation),
        "department": conversation.department_id,
        "assignee": conversation.assignee_id,
        "category": conversation.category_id,
        "problem": conversation.problem_id,
        "tags": sorted(conversation.tags.values_list("pk", flat=True)),
    }


def put_back(conversation: Conversation, kept: dict[str, Any], *, by: Member) -> str:
    """Put back what stands as the change left it. Returns what was left, in a sentence, or ""."""
    was, left = kept["was"], kept["is"]
    stands = picture(conversation)
    if any(stands[name] != left[name] for name in was):
        return _("Somebody has changed it since. It was left as it is.")
    if kept.get("message"):
        # Refused when it has left: then nothing else is put back either.
        undo(Message.objects.get(pk=kept["message"]), by=by)
    if "department" in was:
        move(conversation, Department.objects.get(pk=was["department"]), by=by)
    if "assignee" in was:
        _give_back(conversation, was["assignee"], by)
    if "category" in was:
        category = Category.objects.filter(pk=was["category"]).first()
        categorise(conversation, category, by=by)
    if "problem" in was:
        _report_again(conversation, was["problem"], by)
    if "tags" in was:
        for added in Tag.objects.filter(pk__in=set(left["tags"]) - set(was["tags"])):
            untag(conversation, added, by=by)
    if "standing" in was:
        rows = Conversation.objects.select_for_update(of=("self",))
        stand_again(rows.get(pk=conversation.pk), was["standing"])
    return ""


def _give_back(conversation: Conversation, member_id: int | None, by: Member) -> None:
    member = Member.objects.filter(pk=member_id).first() if member_id else None
    if member:
        assign(conversation, member, by=by)
    else:
        unassign(conversation, by=by)


def _report_again(conversation: Conversation, problem_id: int | None, by: Member) -> None:
    problem = Conversation.objects.filter(pk=problem_id).first() if problem_id else None
    if problem:
        set_problem(conversation, problem, by=by)
    else:
        unset_problem(conversation, by=by)


def _moment(text: Any) -> Any:
    moment = parse_datetime(text) if isinstance(text, str) else None
    return moment if moment and moment.tzinfo else None
