"""Two conversations turn out to be one matter: one goes into the other, and can come back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels.email.inbound import Address
from mainstay.clients.models import Identity
from mainstay.conversations import events, work
from mainstay.conversations.actions.access import lock, may_write, sees
from mainstay.conversations.actions.before import stand_again, standing_of
from mainstay.conversations.actions.participating import bring_in
from mainstay.conversations.actions.siding_following import take_along
from mainstay.conversations.actions.siding_rules import keep_apart, may_become_one
from mainstay.conversations.actions.standing import enter
from mainstay.conversations.merged import is_of_others
from mainstay.conversations.models import (
    Conversation,
    Handover,
    Merge,
    Message,
    Participant,
    ThreadKey,
    first_words,
)
from mainstay.conversations.unanswered import said
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

DEEPEST = 2
"""How many conversations may stand below each other: reading follows as far."""

_State = Conversation.State
_LAST = ("last_message_at", "last_words")


@transaction.atomic
def merge(
    source: Conversation, into: Conversation, *, by: Member, even_of_others: bool = False
) -> Merge:
    """Let one conversation go into another. An answer to either arrives there from now on.

    Messages and their ids move, people, tags and watchers are added; drafts and side
    conversations are shown there. The source is closed. It is refused for conversations of
    different clients, who would read each other's words, unless that is meant.
    """
    source, into = lock_both(source, into)
    done = Merge.objects.filter(source=source, target=into, undone_at__isnull=True).first()
    if done:
        return done
    may_write(by)
    _may_go_into(source, into, by)
    if is_of_others(source, into) and not even_of_others:
        raise Refused(
            _(
                "These are of different clients: each would see what the other wrote."
                " Confirm that this is meant."
            )
        )
    kept = Merge(source=source, target=into, member=by, before=_before(source, into))
    kept.message_ids = list(source.messages.order_by("id").values_list("pk", flat=True))
    keys = ThreadKey.objects.filter(conversation=source)
    kept.thread_keys = [str(key) for key in keys.values_list("pk", flat=True)]
    Message.objects.filter(conversation=source).update(conversation=into)
    keys.update(conversation=into)
    kept.before["came"] = _bring_along(source, into)
    Handover.objects.filter(conversation=source, state=Handover.State.OFFERED).update(
        state=Handover.State.WITHDRAWN, answered_at=now()
    )
    work.end_handover(source)

    was_open, waited_since = source.is_open, source.since
    source.merged_into = into
    enter(source, _State.CLOSED, also=["merged_into"])
    _stand_together(into, waited_since if was_open else None)
    kept.before["target_after"] = standing_of(into)
    kept.save()
    take_along(into)
    count = len(kept.message_ids)
    record(events.MERGED, source, by=by, conversation=into.pk)
    record(events.CAME_IN, into, by=by, conversation=source.pk, count=count)
    return kept


@transaction.atomic
def unmerge(merge: Merge, *, by: Member) -> Conversation:
    """Give back exactly what had come. What arrived since stays in the target."""
    source, into = lock_both(merge.source, merge.target)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at:
        return source
    may_write(by)
    if into.merged_into_id:
        raise Refused(
            _("Conversation {number} went into {other} itself. Separate that one first.").format(
                number=into.number, other=into.merged_into_id
            )
        )
    Message.objects.filter(conversation=into, pk__in=merge.message_ids).update(conversation=source)
    ThreadKey.objects.filter(conversation=into, pk__in=merge.thread_keys).update(
        conversation=source
    )
    _take_back(merge, into)
    source.merged_into = None
    say_last(source)
    stand_again(source, merge.before["source"], "merged_into", *_LAST)
    say_last(into)
    if standing_of(into) == merge.before["target_after"]:
        stand_again(into, merge.before["target"], *_LAST)
    else:
        into.save(update_fields=_LAST)
    merge.undone_at = now()
    merge.save(update_fields=["undone_at"])
    take_along(source)
    record(events.SEPARATED, source, by=by, conversation=into.pk)
    record(events.WENT_AGAIN, into, by=by, conversation=source.pk)
    return source


def lock_both(one: Conversation, other: Conversation) -> tuple[Conversation, Conversation]:
    """Both rows, always in the order of their numbers: two who want the same never wait in turn."""
    held = {each.pk: lock(each) for each in sorted((one, other), key=lambda each: each.pk)}
    return held[one.pk], held[other.pk]


def say_last(conversation: Conversation) -> None:
    """When something was said last, and its first words; not saved."""
    last = said(conversation).order_by("-at", "-id").only("at", "text").first()
    conversation.last_message_at = last.at if last else conversation.created_at
    conversation.last_words = first_words(last.text) if last else ""


def _may_go_into(source: Conversation, into: Conversation, by: Member) -> None:
    if source.pk == into.pk:
        raise Refused(_("Choose another conversation: this is the same one."))
    for each in (source, into):
        if each.merged_into_id:
            raise Refused(
                _("Conversation {number} went into {other} meanwhile.").format(
                    number=each.number, other=each.merged_into_id
                )
            )
        # A side conversation with somebody outside is seen by whoever sees its main one.
        if not sees(by, each):
            raise Refused(_("You do not see conversation {number}.").format(number=each.number))
    may_become_one(source, into)
    keep_apart(into, _people_of(source))
    keep_apart(source, _people_of(into))
    if _depth_below(source) >= DEEPEST:
        raise Refused(
            _(
                "Conversations have gone into this one one after another."
                " Merge the other one into this instead."
            )
        )


def _people_of(conversation: Conversation) -> list[Address]:
    """Who would read along: the client by all addresses, and who takes part."""
    theirs = Identity.objects.filter(contact=conversation.contact_id, kind=Identity.Kind.EMAIL)
    name = conversation.contact.name if conversation.contact else ""
    people = [Address(name, value) for value in theirs.values_list("value", flat=True)]
    parts = Participant.objects.filter(conversation=conversation).values_list("name", "address")
    return people + [Address(name, address) for name, address in parts]


def _depth_below(conversation: Conversation) -> int:
    below, depth = [conversation.pk], 0
    while depth < DEEPEST:
        found = Conversation.objects.filter(merged_into__in=below)
        if not (below := list(found.values_list("pk", flat=True))):
            break
        depth += 1
    return depth


def _before(source: Conversation, into: Conversation) -> dict[str, Any]:
    return {"source": standing_of(source), "target": standing_of(into)}


def _bring_along(source: Conversation, into: Conversation) -> dict[str, list[int]]:
    """Add to the target what only the source has. Returns the ids of what was added."""
    tags = set(source.tags.values_list("pk", flat=True)) - set(
        into.tags.values_list("pk", flat=True)
    )
    watchers = set(source.watchers.values_list("pk", flat=True)) - set(
        into.watchers.values_list("pk", flat=True)
    )
    into.tags.add(*tags)
    into.watchers.add(*watchers)
    known = set(Participant.objects.filter(conversation=into).values_list("pk", flat=True))
    own = source.contact_id == into.contact_id
    parts = Participant.objects.filter(conversation=source).values_list("name", "address")
    people = [Address(name, address) for name, address in parts]
    bring_in(into, people if own else _people_of(source))
    parted = Participant.objects.filter(conversation=into).exclude(pk__in=known)
    reports = Conversation.objects.filter(problem=source)
    moved = list(reports.values_list("pk", flat=True))
    reports.update(problem=into)
    return {
        "tags": sorted(tags),
        "watchers": sorted(watchers),
        "participants": sorted(parted.values_list("pk", flat=True)),
        "reports": moved,
    }


def _take_back(merge: Merge, into: Conversation) -> None:
    came = merge.before["came"]
    into.tags.remove(*came["tags"])
    into.watchers.remove(*came["watchers"])
    Participant.objects.filter(conversation=into, pk__in=came["participants"]).delete()
    reports = Conversation.objects.filter(problem=into, pk__in=came["reports"])
    reports.update(problem=merge.source_id)


def _stand_together(into: Conversation, waited_since: Any) -> None:
    """Let the target wait for us if the source did, since the earlier of both."""
    say_last(into)
    if waited_since is None or (into.is_open and into.since <= waited_since):
        into.save(update_fields=_LAST)
        work.refresh(into)
        return
    enter(into, _State.OPEN, waited_since, also=_LAST)
