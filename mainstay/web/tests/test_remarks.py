"""Remarks below the composer, and the screen where leads decide about them."""

import pytest

from mainstay.conversations.actions import saving_replies
from mainstay.conversations.macros import Changes
from mainstay.conversations.models import Draft, Message, RemarkRule


def asked(browser, world, text, **more):
    address = f"/conversations/{world.payout.pk}/remarks/"
    return browser.post(address, {"kind": "reply", "body": text, **more})


def test_what_is_typed_is_remarked_upon_and_nothing_is_kept(as_maya, world):
    said = asked(as_maya, world, "As already discussed, the report is attached.").content.decode()
    assert "blames who asks" in said
    assert 'value="mend-already_discussed"' in said
    assert "no file is attached" in said
    assert not Draft.objects.filter(conversation=world.payout).exists()


def test_a_file_that_waits_and_a_note_are_no_matter(as_maya, world):
    text = "The report is attached."
    assert b"no file" not in asked(as_maya, world, text, files="yes").content
    assert b"no file" not in asked(as_maya, world, text, kind="note").content


def test_a_stranger_is_told_that_there_is_none(as_oskar, as_maya, world):
    assert asked(as_oskar, world, "Hello").status_code == 404
    assert as_maya.get(f"/conversations/{world.payout.pk}/remarks/").status_code == 405


def test_a_click_mends_and_sends_nothing(as_maya, world):
    before = Message.objects.count()
    as_maya.post(
        f"/conversations/{world.payout.pk}/messages/",
        {"kind": "reply", "body": "As already discussed, no.", "send": "mend-already_discussed"},
    )
    draft = Draft.objects.get(conversation=world.payout, member=world.maya)
    assert draft.text == "No."
    assert Message.objects.count() == before


def test_a_macro_goes_along_with_what_is_mended(as_maya, world):
    macro = saving_replies.save_reply("Thanks", {"en": "x"}, by=world.maya, changes=Changes("me"))
    typed = {"kind": "reply", "body": "As already discussed, no.", "saved_reply": macro.pk}
    address = f"/conversations/{world.payout.pk}/messages/"
    answer = as_maya.post(address, typed | {"send": "mend-already_discussed"}, follow=True)
    page = answer.content.decode()
    assert f'name="saved_reply" value="{macro.pk}" checked' in page
    assert "\nNo.</textarea>" in page


def test_a_mend_that_nobody_knows_changes_nothing(as_maya, world):
    typed = {"kind": "reply", "body": "Words.", "send": "mend-gone"}
    as_maya.post(f"/conversations/{world.payout.pk}/messages/", typed)
    assert Draft.objects.get(conversation=world.payout, member=world.maya).text == "Words."


def test_remarks_stop_nobody(as_maya, world):
    typed = {"kind": "reply", "body": "As already discussed, write to support.", "send": "wait"}
    answer = as_maya.post(f"/conversations/{world.payout.pk}/messages/", typed)
    assert answer.status_code == 302
    assert Message.objects.filter(text=typed["body"]).exists()


def test_a_draft_is_remarked_upon_when_it_is_opened(as_maya, world):
    typed = {"kind": "reply", "body": "Please write to support.", "send": "keep"}
    as_maya.post(f"/conversations/{world.payout.pk}/messages/", typed)
    page = as_maya.get(f"/conversations/{world.payout.pk}/").content.decode()
    assert "they did, this is it" in page


def test_a_lead_switches_a_remark_off_and_gives_it_words(as_ines, world):
    assert "Remarks before sending" in as_ines.get("/remarks/").content.decode()
    as_ines.post("/remarks/no_time/switch/")
    assert not RemarkRule.objects.get(key="no_time").is_on
    as_ines.post("/remarks/no_time/switch/", {"on": "yes"})
    assert RemarkRule.objects.get(key="no_time").is_on
    as_ines.post("/remarks/write_to_support/", {"en": "ask the desk\nphone the desk"})
    words = RemarkRule.objects.get(key="write_to_support").words
    assert words["en"] == ["ask the desk", "phone the desk"]
    assert "ask the desk" in as_ines.get("/remarks/write_to_support/").content.decode()
    assert b"ask the desk" in asked(as_ines, world, "You may ask the desk.").content


def test_words_that_make_no_sense_are_told(as_ines):
    assert as_ines.post("/remarks/write_to_support/", {"en": "a"}).status_code == 422
    assert as_ines.get("/remarks/gone/").status_code == 404


@pytest.mark.parametrize("address", ["/remarks/", "/remarks/no_time/"])
def test_agents_do_not_decide_about_remarks(as_maya, address):
    assert as_maya.get(address).status_code == 403
    assert as_maya.post("/remarks/no_time/switch/").status_code == 403
