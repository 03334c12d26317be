"""Brands: adding, changing and removing the names that clients know us by."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels import events
from mainstay.channels.models import Brand
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member


@transaction.atomic
def add(name: str, footer: str, languages: Sequence[str], *, by: Actor) -> Brand:
    """Add a brand. One of that name, in whatever case, is refused."""
    _only_administrators(by)
    _refuse_taken_name(name)
    brand = Brand.objects.create(
        name=name.strip(), footer=footer.strip(), languages=sorted(languages)
    )
    record(events.BRAND_ADDED, brand, by=by, name=brand.name)
    return brand


@transaction.atomic
def change(brand: Brand, name: str, footer: str, languages: Sequence[str], *, by: Actor) -> Brand:
    _only_administrators(by)
    brand = Brand.objects.select_for_update().get(pk=brand.pk)
    wanted = (name.strip(), footer.strip(), sorted(languages))
    if wanted == (brand.name, brand.footer, sorted(brand.languages)):
        return brand
    _refuse_taken_name(name, but=brand)
    brand.name, brand.footer, brand.languages = wanted
    brand.save(update_fields=["name", "footer", "languages"])
    record(events.BRAND_CHANGED, brand, by=by, name=brand.name)
    return brand


@transaction.atomic
def remove(brand: Brand, *, by: Actor) -> None:
    """Remove a brand. One that a mailbox speaks for is refused."""
    _only_administrators(by)
    brand = Brand.objects.select_for_update().get(pk=brand.pk)
    if mailbox := brand.mailboxes.first():
        raise Refused(
            _("{address} speaks for {name}. Give that mailbox another brand first.").format(
                address=mailbox.address, name=brand.name
            )
        )
    record(events.BRAND_REMOVED, brand, by=by, name=brand.name)
    brand.delete()


def _refuse_taken_name(name: str, but: Brand | None = None) -> None:
    taken = Brand.objects.filter(name__iexact=name.strip())
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    if taken.exists():
        raise Refused(_("There is already a brand named {name}.").format(name=name.strip()))


def _only_administrators(by: Actor) -> None:
    if isinstance(by, Member) and not by.is_administrator:
        raise Refused(_("Only administrators look after brands."))
