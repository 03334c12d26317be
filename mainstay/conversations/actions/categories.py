"""The tree of what conversations are about. Leads and above tend it; nothing is ever deleted."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.models import Category
from mainstay.conversations.usual_categories import USUAL
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

LONGEST = 80
DEEPEST = 3
"""Levels of the tree."""
_LOCK = 4_600_120


@transaction.atomic
def add_category(name: str, *, parent: Category | None = None, by: Actor) -> Category:
    """Add a category at the end of those beside it."""
    _may_tend(by)
    tree = _lock_tree()
    name = _checked_name(name, tree, parent)
    _check_depth(tree, parent, below=1)
    category = Category.objects.create(
        name=name, parent=parent, position=_end_of(parent), is_retired=False
    )
    record(events.CATEGORY_ADDED, category, by=by, name=name)
    return category


@transaction.atomic
def rename_category(category: Category, name: str, *, by: Actor) -> Category:
    tree = _lock_tree()
    category = tree[category.pk]
    if " ".join(name.split()) == category.name:
        return category
    _may_tend(by)
    before = category.name
    category.name = _checked_name(name, tree, category.parent, but=category)
    category.save(update_fields=["name"])
    record(
        events.CATEGORY_CHANGED,
        category,
        by=by,
        field="name",
        name=category.name,
        before=before,
    )
    return category


@transaction.atomic
def move_category(category: Category, parent: Category | None, *, by: Actor) -> Category:
    """Put it under another one, with all that is below it; None puts it at the top."""
    tree = _lock_tree()
    category = tree[category.pk]
    if category.parent_id == (parent.pk if parent else None):
        return category
    _may_tend(by)
    if parent and category.pk in _way_up(tree, parent):
        raise Refused(_("A category cannot stand below itself."))
    _checked_name(category.name, tree, parent, but=category)
    _check_depth(tree, parent, below=_height(tree, category))
    category.parent, category.position = parent, _end_of(parent)
    category.save(update_fields=["parent", "position"])
    record(events.CATEGORY_CHANGED, category, by=by, field="place", name=category.name)
    return category


@transaction.atomic
def retire_category(category: Category, *, by: Actor) -> Category:
    """It is chosen no more, nor what is below it. Conversations keep it."""
    tree = _lock_tree()
    category = tree[category.pk]
    if category.is_retired:
        return category
    _may_tend(by)
    for each in tree.values():
        if category.pk in _way_up(tree, each) and not each.is_retired:
            each.is_retired = True
            each.save(update_fields=["is_retired"])
            record(events.CATEGORY_RETIRED, each, by=by, name=each.name)
    return tree[category.pk]


@transaction.atomic
def restore_category(category: Category, *, by: Actor) -> Category:
    """It may be chosen again, and what it stands below."""
    tree = _lock_tree()
    category = tree[category.pk]
    if not category.is_retired:
        return category
    _may_tend(by)
    for pk in _way_up(tree, category):
        each = tree[pk]
        if each.is_retired:
            each.is_retired = False
            each.save(update_fields=["is_retired"])
            record(events.CATEGORY_RESTORED, each, by=by, name=each.name)
    return tree[category.pk]


@transaction.atomic
def begin_with_the_usual_categories(language: str, *, by: Actor) -> list[Category]:
    """Give a new desk the topics of this business, named in this language.

    A desk that has any category keeps what it has, so nothing comes back that was renamed or
    retired. Returns those that were made.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    if Category.objects.exists():
        return []
    made = []
    with translation.override(language or "en"):
        for at, (name, children) in enumerate(USUAL):
            top = Category.objects.create(name=str(name), position=at)
            made.append(top)
            made += Category.objects.bulk_create(
                Category(name=str(child), parent=top, position=below)
                for below, child in enumerate(children)
            )
    for each in made:
        record(events.CATEGORY_ADDED, each, by=by, name=each.name)
    return made


def _may_tend(by: Actor) -> None:
    if isinstance(by, Member) and not by.keeps_watch:
        raise Refused(_("Only leads, managers and administrators change the categories."))


def _lock_tree() -> dict[int, Category]:
    """All of them; two who change the tree follow each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return {each.pk: each for each in Category.objects.select_related("parent")}


def _checked_name(
    name: str, tree: dict[int, Category], parent: Category | None, but: Category | None = None
) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise Refused(_("A category needs a name."))
    if len(name) > LONGEST:
        raise Refused(_("{count} letters are the most.").format(count=LONGEST))
    beside = (
        each
        for each in tree.values()
        if each.parent_id == (parent.pk if parent else None) and each != but
    )
    if taken := next((each for each in beside if each.name.lower() == name.lower()), None):
        if taken.is_retired:
            raise Refused(
                _("“{name}” stands there already, retired. Bring it back.").format(name=name)
            )
        raise Refused(_("“{name}” stands there already.").format(name=name))
    return name


def _check_depth(tree: dict[int, Category], parent: Category | None, *, below: int) -> None:
    above = len(_way_up(tree, parent)) if parent else 0
    if above + below > DEEPEST:
        raise Refused(_("{count} levels are the most.").format(count=DEEPEST))


def _way_up(tree: dict[int, Category], category: Category) -> list[int]:
    """The ids from it to the top, its own first."""
    found = []
    at: int | None = category.pk
    while at is not None:
        found.append(at)
        at = tree[at].parent_id
    return found


def _height(tree: dict[int, Category], category: Category) -> int:
    """How many levels it has with what is below it, retired ones too."""
    top = len(_way_up(tree, category)) - 1
    below = [way for each in tree.values() if category.pk in (way := _way_up(tree, each))]
    return max(len(way) for way in below) - top


def _end_of(parent: Category | None) -> int:
    last = Category.objects.filter(parent=parent).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
