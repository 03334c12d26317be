"""What was begun about a person is handed out, and names them no more after an erasure."""

from mainstay.channels.email.inbound import Address
from mainstay.channels.email.inbound import Attachment as File
from mainstay.conversations import actions
from mainstay.conversations.models import Draft, DraftFile
from mainstay.core import personal

DANIEL = Address("Daniel Price", "daniel.price@northwindads.example")
TOM = Address("Tom Keller", "tom.keller@northwindads.example")


def begin(world, conversation, text, kind="reply", **people):
    return actions.keep_draft(conversation, kind, text, by=world.maya, **people).draft


def test_an_answer_that_waits_is_handed_out_with_its_files(world):
    begin(world, world.payout, "Dear Daniel", to=[DANIEL])
    begin(world, world.payout, "Be careful with him", kind="note")
    file = File("terms.pdf", "application/pdf", b"%PDF")
    actions.add_draft_file(world.payout, "reply", file, by=world.maya)
    [row] = personal.export(world.daniel.pk)["drafts"]
    assert (row["text"], row["attachments"]) == ("Dear Daniel", ["terms.pdf"])
    holder = next(each for each in personal.holders() if each.name == "drafts")
    assert [each.read() for each in holder.files(personal.who(world.daniel.pk))] == [b"%PDF"]


def test_erased_they_are_named_in_no_draft(world):
    begin(world, world.payout, "Dear Daniel", to=[DANIEL], cc=[TOM])
    begin(world, world.tracking, "As Daniel Price said", bcc=[DANIEL])
    name = File("for Daniel Price.txt", "text/plain", b"x")
    actions.add_draft_file(world.tracking, "reply", name, by=world.maya)
    personal.erase(world.daniel.pk)
    kept = " ".join(f"{each.text} {each.to} {each.cc} {each.bcc}" for each in Draft.objects.all())
    assert "Daniel" not in kept
    assert "daniel.price" not in kept
    assert "tom.keller" in kept
    assert "Daniel" not in DraftFile.objects.get().filename
