"""A number that a client may hold is never given again."""

from mainstay.channels import thread_ids
from mainstay.conversations.numbering import GAP, skip_given_numbers
from mainstay.conversations.tests.mails import arrive, conversation_of, mail


def test_after_a_restore_numbers_given_since_the_backup_are_skipped(world):
    last = conversation_of(arrive(mail())).number
    lost = thread_ids.new_id(last + 1, "localhost")
    skip_given_numbers()
    stranger = arrive(mail("<new@x.example>", sender="Eve <eve@x.example>", text="Hello."))
    assert stranger.conversation_id > last + GAP
    answer = arrive(mail("<answer@client.example>", answers=lost, text="To what was lost."))
    assert answer.outcome == "conversation"
    assert answer.conversation_id != stranger.conversation_id
