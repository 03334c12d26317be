"""Tags by their names."""

from mainstay.clients.models import Tag

LONGEST = 40


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
