"""Drafts at the screen: kept as one types, read by colleagues, thrown away and brought back."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mainstay.channels.email.inbound import Attachment as File
from mainstay.conversations import actions
from mainstay.conversations.actions import draft_files, saving_replies
from mainstay.conversations.macros import Changes
from mainstay.conversations.models import Conversation, Draft, DraftFile
from mainstay.core import once

FILE = File("list.csv", "text/csv", b"a,b")


@pytest.fixture
def page(world):
    return f"/conversations/{world.payout.pk}/"


def form(**values):
    return {"kind": "reply", "body": "The bank has", "to": "daniel.price@x.example", **values}


def upload(name="list.csv", content=b"a,b", kind="text/csv"):
    return SimpleUploadedFile(name, content, kind)


def begin(world, by=None, text="The bank has", kind="reply"):
    return actions.keep_draft(world.payout, kind, text, by=by or world.maya).draft


# --- Kept -----------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_said(as_maya, world, page):
    answer = as_maya.post(f"{page}draft/", form(cc="tom@x.example, half", seen="7"))
    assert answer.status_code == 200
    draft = Draft.objects.get()
    assert (draft.text, draft.seen_message_id, draft.member) == ("The bank has", 7, world.maya)
    assert draft.cc == [["", "tom@x.example"], ["", "half"]]
    assert "Draft kept" in answer.content.decode()
    assert f'data-known-at="{draft.updated_at.isoformat()}"' in answer.content.decode()


def test_it_is_there_again_when_one_comes_back(as_maya, world, page):
    as_maya.post(f"{page}draft/", form(body="أين الدفعة؟ <b>", cc="tom@x.example"))
    as_maya.post(f"{page}draft/", form(kind="note", body="For us"))
    text = as_maya.get(page).content.decode()
    assert re.search(r'name="kind" value="note"[^>]* checked', text)
    assert ">\nFor us</textarea>" in text
    assert 'data-other="أين الدفعة؟ &lt;b&gt;"' in text
    assert 'name="cc" value="tom@x.example"' not in text


def test_nothing_typed_any_more_is_no_draft(as_maya, world, page):
    as_maya.post(f"{page}draft/", form())
    answer = as_maya.post(f"{page}draft/", form(body=" ")).content.decode()
    assert not Draft.objects.exists()
    assert 'data-known-at=""' in answer


def test_the_other_tab_is_told_of(as_maya, world, page):
    as_maya.post(f"{page}draft/", form(body="In one tab"))
    answer = as_maya.post(f"{page}draft/", form(body="In another")).content.decode()
    assert "took the place of what you wrote in another tab" in answer
    known = re.search(r'data-known-at="([^"]+)"', answer)[1]
    Draft.objects.all().delete()
    answer = as_maya.post(f"{page}draft/", form(reply_known_at=known)).content.decode()
    assert "is a draft again" in answer


def test_what_comes_late_from_a_form_that_was_sent_is_not_kept(as_maya, world, page):
    key = str(uuid.uuid4())
    as_maya.post(f"{page}messages/", {"kind": "reply", "body": "Sent", "once": key})
    answer = as_maya.post(f"{page}draft/", form(form=key)).content.decode()
    assert "sent already" in answer
    assert not Draft.objects.exists()
    assert once.is_used(uuid.UUID(key))


def test_sent_it_is_gone(as_maya, world, page):
    begin(world)
    begin(world, kind="note")
    as_maya.post(f"{page}messages/", {"kind": "reply", "body": "The bank has it."})
    assert [each.kind for each in Draft.objects.all()] == ["note"]


def test_a_refused_reply_leaves_it_alone(as_maya, world, page):
    begin(world)
    as_maya.post(f"{page}messages/", form(to="nobody"))
    assert Draft.objects.get().text == "The bank has"


def test_a_text_that_is_too_long_to_be_kept_is_told(as_maya, world, page):
    answer = as_maya.post(f"{page}draft/", form(body="x" * 1_000_001))
    assert answer.status_code == 422
    assert "too long to be kept" in answer.content.decode()
    assert "data-known-at" not in answer.content.decode()


def test_keeping_is_for_who_may_write_and_sees_it(as_oskar, as_ruth, world, page):
    assert as_oskar.post(f"{page}draft/", form()).status_code == 404
    assert as_ruth.post(f"{page}draft/", form()).status_code == 422
    assert not Draft.objects.exists()


def test_without_the_token_nothing_is_kept(world, page):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.maya)
    assert browser.post(f"{page}draft/", form()).status_code == 403
    assert not Draft.objects.exists()


# --- Without a script -----------------------------------------------------------------------------


def test_a_button_keeps_words_and_files(as_maya, world, page):
    response = as_maya.post(f"{page}messages/", form(send="keep", attachments=[upload()]))
    assert response.url == page
    draft = Draft.objects.get()
    assert (draft.text, draft.files.get().filename) == ("The bank has", "list.csv")
    text = as_maya.get(page).content.decode()
    assert "Draft kept." in text
    assert f'value="remove-{draft.files.get().pk}"' in text


def test_a_button_takes_a_file_away_and_keeps_what_was_typed(as_maya, world, page):
    file = actions.add_draft_file(world.payout, "reply", FILE, by=world.maya)
    as_maya.post(f"{page}messages/", form(send=f"remove-{file.pk}", body="Typed on"))
    assert not DraftFile.objects.exists()
    assert Draft.objects.get().text == "Typed on"


def test_a_button_throws_it_away_with_what_was_typed_last(as_maya, world, page):
    begin(world)
    as_maya.post(f"{page}messages/", form(send="drop", body="The bank has it by"))
    draft = Draft.objects.get()
    assert (draft.is_thrown_away, draft.text) == (True, "The bank has it by")
    text = as_maya.get(page).content.decode()
    assert f"/drafts/{draft.pk}/return/" in text
    assert "The bank has it by" not in text


# --- Files ----------------------------------------------------------------------------------------


def test_a_file_is_taken_at_once_and_the_list_answers(as_maya, world, page):
    answer = as_maya.post(f"{page}draft/files/", {"kind": "reply", "file": upload("<b>.csv")})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "&lt;b&gt;.csv" in text
    assert "data-inserted" not in text
    file = DraftFile.objects.get()
    response = as_maya.get(f"/drafts/files/{file.pk}/")
    assert response.getvalue() == b"a,b"
    assert "attachment" in response.headers["Content-Disposition"]


def test_a_pasted_picture_is_named_for_the_text(as_maya, world, page):
    values = {"kind": "reply", "file": upload("shot.png", b"PNG", "image/png"), "inline": "1"}
    text = as_maya.post(f"{page}draft/files/", values).content.decode()
    file = DraftFile.objects.get()
    assert f'data-inserted data-name="shot.png" data-content-id="{file.content_id}"' in text
    assert as_maya.get(f"/drafts/files/{file.pk}/picture/").content == b"PNG"


def test_what_is_no_picture_is_shown_by_no_browser(as_maya, world, page):
    as_maya.post(f"{page}draft/files/", {"kind": "reply", "file": upload(), "inline": "1"})
    assert as_maya.get(f"/drafts/files/{DraftFile.objects.get().pk}/picture/").status_code == 404


def test_too_much_is_refused_with_a_sentence(as_maya, world, page, monkeypatch):
    monkeypatch.setattr(draft_files, "LARGEST", 2)
    answer = as_maya.post(f"{page}draft/files/", {"kind": "reply", "file": upload()})
    assert answer.status_code == 422
    assert "larger than 20 MB" in answer.content.decode()


@pytest.mark.parametrize("values", [{}, {"kind": "reply"}, {"kind": "r.bin", "file": "x"}])
def test_no_file_is_told(as_maya, page, values):
    assert as_maya.post(f"{page}draft/files/", values).status_code == 422
    assert not Draft.objects.exists()


def test_it_is_taken_away_by_a_click_and_twice_is_once(as_maya, world, page):
    file = actions.add_draft_file(world.payout, "reply", FILE, by=world.maya)
    for _n in range(2):
        answer = as_maya.post(f"{page}draft/files/", {"kind": "reply", "remove": str(file.pk)})
        assert answer.status_code == 200
    assert not DraftFile.objects.exists()


def test_files_of_others_stay(as_maya, as_oskar, as_ines, world, page):
    file = actions.add_draft_file(world.payout, "reply", FILE, by=world.ines)
    as_maya.post(f"{page}draft/files/", {"kind": "reply", "remove": str(file.pk)})
    assert DraftFile.objects.exists()
    assert as_maya.get(f"/drafts/files/{file.pk}/").status_code == 200
    for address in (f"/drafts/files/{file.pk}/", f"/drafts/files/{file.pk}/picture/"):
        assert as_oskar.get(address).status_code == 404
    assert as_oskar.post(f"{page}draft/files/", {"kind": "reply"}).status_code == 404


# --- Of colleagues --------------------------------------------------------------------------------


def test_colleagues_are_told_and_read_it(as_maya, world, page):
    draft = begin(world, by=world.ines, text="**Half** an answer")
    assert "Ines Carvalho has a draft here." in as_maya.get(page).content.decode()
    text = as_maya.get(f"/drafts/{draft.pk}/").content.decode()
    assert "<strong>Half</strong>" in text
    assert "Only Ines Carvalho can change it." in text


def test_a_new_owner_finds_the_draft_and_goes_on_with_a_copy(as_maya, as_ines, world, page):
    draft = begin(world)
    actions.assign(world.payout, world.ines, by=world.ines)
    assert "Maya Brandt has a draft here." in as_ines.get(page).content.decode()
    assert as_ines.post(f"/drafts/{draft.pk}/copy/").url == page
    assert Draft.objects.get(member=world.ines).text == "The bank has"
    assert ">\nThe bank has</textarea>" in as_maya.get(page).content.decode()


@pytest.mark.parametrize("verb", ["", "copy/", "dropping/", "return/"])
def test_strangers_are_told_that_there_is_none(as_oskar, world, verb):
    draft = begin(world)
    ask = as_oskar.post if verb else as_oskar.get
    assert ask(f"/drafts/{draft.pk}/{verb}").status_code == 404
    assert ask(f"/drafts/{2**63 + 1}/{verb}").status_code == 404


def test_a_colleague_throws_nothing_away(as_ines, world):
    draft = begin(world)
    as_ines.post(f"/drafts/{draft.pk}/dropping/")
    assert as_ines.post(f"/drafts/{draft.pk}/return/").status_code == 404
    draft.refresh_from_db()
    assert not draft.is_thrown_away


def test_who_may_only_read_reads_and_copies_nothing(as_ruth, world):
    draft = begin(world)
    text = as_ruth.get(f"/drafts/{draft.pk}/").content.decode()
    assert "Go on with a copy" not in text
    as_ruth.post(f"/drafts/{draft.pk}/copy/")
    assert Draft.objects.count() == 1


# --- All of mine ----------------------------------------------------------------------------------


def test_what_one_has_begun_is_listed(as_maya, as_ines, world):
    begin(world)
    text = as_maya.get("/drafts/").content.decode()
    assert "Our payout is late" in text
    assert "The bank has" in text
    assert "Nothing begun" in as_ines.get("/drafts/").content.decode()


def test_after_a_move_it_is_still_ones_own_without_what_one_sees_no_more(as_maya, world):
    draft = begin(world)
    Conversation.objects.filter(pk=world.payout.pk).update(
        department=world.tracking.department, assignee=None
    )
    for address in ("/drafts/", f"/drafts/{draft.pk}/"):
        text = as_maya.get(address).content.decode()
        assert "The bank has" in text
        assert "Our payout is late" not in text


def test_it_follows_its_conversation_into_another(as_maya, world):
    begin(world)
    Conversation.objects.filter(pk=world.payout.pk).update(
        state="closed", merged_into=world.invoice
    )
    text = as_maya.get(f"/conversations/{world.invoice.pk}/").content.decode()
    assert ">\nThe bank has</textarea>" in text


def test_thrown_away_it_can_be_brought_back(as_maya, world, page):
    draft = begin(world)
    response = as_maya.post(f"/drafts/{draft.pk}/dropping/")
    assert response.url == "/drafts/"
    assert f"/drafts/{draft.pk}/return/" in as_maya.get("/drafts/").content.decode()
    assert as_maya.post(f"/drafts/{draft.pk}/return/").url == page
    assert ">\nThe bank has</textarea>" in as_maya.get(page).content.decode()


@pytest.mark.parametrize(
    "address", ["/drafts/{}/copy/", "/drafts/{}/dropping/", "/drafts/{}/return/"]
)
def test_changes_are_posts(as_maya, world, address):
    assert as_maya.get(address.format(begin(world).pk)).status_code == 405


def test_it_remembers_the_saved_reply_that_it_is_made_of(as_maya, world, page):
    macro = saving_replies.save_reply("Thanks", {"en": "x"}, by=world.maya, changes=Changes("me"))
    private = saving_replies.save_reply("Mine", {"en": "x"}, by=world.ines)
    as_maya.post(f"{page}draft/", form(saved_reply=macro.pk))
    box = f'name="saved_reply" value="{macro.pk}" checked'
    assert box in as_maya.get(page).content.decode()
    for unticked in ("", private.pk, 10**17):
        as_maya.post(f"{page}draft/", form(saved_reply=unticked))
        assert Draft.objects.get().saved_reply is None
    assert box not in as_maya.get(page).content.decode()
    as_maya.post(f"{page}draft/", form(saved_reply=macro.pk))
    saving_replies.retire_reply(macro, by=world.maya)
    assert box not in as_maya.get(page).content.decode()


def test_a_colleague_who_goes_on_with_it_has_the_saved_reply_too(as_ines, world, page):
    changes = Changes("me")
    macro = saving_replies.save_reply(
        "Thanks", {"en": "x"}, by=world.ines, sharing="everybody", changes=changes
    )
    kept = actions.keep_draft(world.payout, "reply", "Hi", by=world.maya, saved_reply=macro)
    as_ines.post(f"/drafts/{kept.draft.pk}/copy/")
    assert f'name="saved_reply" value="{macro.pk}"' in as_ines.get(page).content.decode()
