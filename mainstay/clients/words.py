"""Tags by their names."""

from mainstay.clients.models import Tag

LONGEST = 40

_marked = ["organisations", "contacts"]


def also_marks(relation: str) -> None:
    """Modules above say by which relation of `Tag` their rows are marked too."""
    if relation not in _marked:
        _marked.append(relation)


def forget_unused(tag: Tag) -> None:
    """Forget a word that nothing is marked with any more."""
    Tag.objects.filter(pk=tag.pk, **{f"{each}__isnull": True for each in _marked}).delete()


def clean(name: str) -> str:
    """A word as it is kept: without a comma, which separates them in a list."""
    return " ".join(name.replace("\x00", "").replace(",", " ").split())[:LONGEST].strip()


def named(name: str) -> Tag:
    """The word of that name, however it is written; made when it is new."""
    found = Tag.objects.filter(name__iexact=name).first()
    if found is None:
        # Somebody may be making the same one at this moment.
        Tag.objects.bulk_create([Tag(name=name)], ignore_conflicts=True)
        found = Tag.objects.get(name__iexact=name)
    return found
