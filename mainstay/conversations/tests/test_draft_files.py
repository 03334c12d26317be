"""Files wait with a draft and leave with the message."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from mainstay.channels.email.inbound import Attachment as File
from mainstay.channels.email.parsing import parse
from mainstay.conversations import actions
from mainstay.conversations.actions import draft_files
from mainstay.conversations.models import Attachment, Draft, DraftFile
from mainstay.core import clock
from mainstay.core.clock import now
from mainstay.core.errors import Refused

PNG = File("screen shot.png", "image/png", b"\x89PNG picture")
CSV = File("list.csv", "text/csv", b"a,b")


def add(world, file=CSV, **rest):
    return actions.add_draft_file(world.payout, "reply", file, by=world.maya, **rest)


def test_the_first_file_begins_the_draft(world):
    kept = add(world)
    draft = Draft.objects.get()
    assert (kept.draft, draft.text, kept.size) == (draft, "", 3)
    assert actions.keep_draft(world.payout, "reply", "", by=world.maya).draft == draft


def test_a_pasted_picture_can_stand_in_the_text_and_nothing_else_can(world):
    assert add(world, PNG, is_inline=True).content_id
    assert not add(world, CSV, is_inline=True).content_id
    svg = File("a.svg", "image/svg+xml", b"<svg onload=alert(1)>")
    assert not add(world, svg, is_inline=True).content_id


def test_they_leave_with_the_reply(world, mail_server, deliver):
    picture = add(world, PNG, is_inline=True)
    unused = add(world, File("old.png", "image/png", b"old"), is_inline=True)
    add(world)
    text = f"**Look** ![screen shot.png](cid:{picture.content_id})"
    with clock.at(now() - timedelta(minutes=1)):
        actions.reply(world.payout, text, by=world.maya, with_draft=True)
    deliver()
    (envelope,) = mail_server.received
    sent = parse(envelope.content)
    assert f'src="cid:{picture.content_id}"' in sent.html
    assert "<strong>Look</strong>" in sent.html
    assert "**Look** [screen shot.png]" in sent.text
    assert [(each.filename, each.is_inline, each.content) for each in sent.attachments] == [
        ("screen shot.png", True, PNG.content),
        ("old.png", False, b"old"),
        ("list.csv", False, CSV.content),
    ]
    assert sent.attachments[0].content_id.strip("<>") == picture.content_id
    assert not DraftFile.objects.filter(pk=unused.pk).exists()
    inline = Attachment.objects.filter(is_inline=True, message__text=text)
    assert [each.filename for each in inline] == ["screen shot.png"]


def test_files_alone_are_a_reply(world):
    add(world)
    message = actions.reply(world.payout, "", by=world.maya, with_draft=True)
    assert message.attachments.get().filename == "list.csv"


def test_they_return_with_a_reply_that_was_taken_back(world):
    picture = add(world, PNG, is_inline=True)
    text = f"![x](cid:{picture.content_id})"
    message = actions.reply(world.payout, text, by=world.maya, with_draft=True)
    actions.undo(message, by=world.maya)
    kept = DraftFile.objects.get()
    assert (kept.content_id, kept.filename) == (picture.content_id, "screen shot.png")
    assert kept.draft.text == text


def test_one_is_taken_away(world, deliver):
    kept = add(world)
    actions.remove_draft_file(kept, by=world.maya)
    actions.remove_draft_file(kept, by=world.maya)
    deliver()
    assert not DraftFile.objects.exists()
    assert not default_storage.exists(kept.file)


def test_bytes_that_a_draft_still_names_stay(world, deliver):
    kept, again = add(world), add(world)
    assert kept.file == again.file
    actions.remove_draft_file(kept, by=world.maya)
    deliver()
    assert default_storage.exists(again.file)


def test_thrown_away_they_stay_for_as_long_as_it_can_be_brought_back(world, deliver):
    kept = add(world)
    draft = actions.drop_draft(kept.draft, by=world.maya)
    deliver()
    assert default_storage.exists(kept.file)
    actions.bring_draft_back(draft, by=world.maya)
    assert Draft.objects.kept().get().files.get() == kept


def test_more_than_20_mb_are_refused_with_a_sentence(world, monkeypatch):
    monkeypatch.setattr(draft_files, "LARGEST", 5)
    add(world)
    with pytest.raises(Refused, match=r"With list.csv the files are larger than 20 MB"):
        add(world)
    assert DraftFile.objects.count() == 1


def test_nobody_takes_from_the_draft_of_somebody_else(world):
    kept = add(world)
    with pytest.raises(Refused, match="not yours"):
        actions.remove_draft_file(kept, by=world.ines)


def test_who_may_only_read_adds_nothing(world):
    with pytest.raises(Refused, match="read here, not write"):
        actions.add_draft_file(world.payout, "reply", CSV, by=world.ruth)
