"""Files that wait with a draft, from when they are chosen until the draft is sent."""

from secrets import token_hex

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from mainstay.channels import files
from mainstay.channels import personal as channels
from mainstay.channels.email.inbound import Attachment as File
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.drafting import own_draft
from mainstay.conversations.models import Conversation, Draft, DraftFile
from mainstay.core.errors import Refused
from mainstay.team.models import Member

LARGEST = 20 * 1024 * 1024
"""Bytes of all files of a message: more than most mail servers take."""

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Kinds that every mail program shows and that cannot carry a script."""


@transaction.atomic
def add_draft_file(
    conversation: Conversation, kind: str, file: File, *, by: Member, is_inline: bool = False
) -> DraftFile:
    """Put a file to the draft of a member, which it begins if need be.

    A picture that is to stand in the text gets a content id.
    """
    conversation = lock(conversation)
    may_write(by)
    draft = own_draft(conversation, kind, by)
    check_size(file.filename, size_of(draft) + file.size)
    if draft is None:
        draft = Draft.objects.create(conversation=conversation, member=by, kind=kind)
    stands_in_text = is_inline and file.content_type in PICTURES
    return DraftFile.objects.create(
        draft=draft,
        filename=file.filename[:255],
        content_type=file.content_type[:127],
        size=file.size,
        content_id=f"{token_hex(6)}@desk" if stands_in_text else "",
        file=files.keep(file.content),
    )


@transaction.atomic
def remove_draft_file(file: DraftFile, *, by: Member) -> Draft:
    """Take a file away from one's own draft. Twice is once."""
    draft = Draft.objects.select_for_update().get(pk=file.draft_id)
    if draft.member_id != by.pk:
        raise Refused(_("This draft is not yours."))
    if DraftFile.objects.filter(pk=file.pk).delete()[0]:
        channels.release([file.file])
    return draft


def size_of(draft: Draft | None) -> int:
    """Bytes of the files that wait with a draft."""
    return draft.files.aggregate(all=Sum("size"))["all"] or 0 if draft else 0


def check_size(filename: str, size: int) -> None:
    """Raise Refused when with this file all of them are `size` bytes, and that is too much."""
    if size > LARGEST:
        raise Refused(
            _("With {name} the files are larger than 20 MB. Share it by a link.").format(
                name=filename
            )
        )
