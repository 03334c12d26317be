"""`mainstay mail receive`: one message from a mail server."""

from mainstay.cli.tests.mails import NO_MAIL, ONE

ANSWER = ONE.replace(b"<one@", b"<two@").replace(
    b"\r\n\r\n", b"\r\nIn-Reply-To: <one@northwindads.example>\r\n\r\nAnd: ", 1
)


def test_it_begins_a_conversation_and_says_its_number(desk):
    told = desk.json("mail", "receive", stdin=ONE)
    assert told["outcome"] == "conversation"
    assert desk.rows("SELECT id, subject FROM conversations_conversation") == [
        (told["conversation"], "Where is the report?")
    ]


def test_the_same_message_twice_is_a_duplicate(desk):
    first = desk.json("mail", "receive", stdin=ONE)
    second = desk.json("mail", "receive", stdin=ONE)
    assert second == {"outcome": "duplicate", "conversation": first["conversation"], "cause": None}


def test_an_answer_is_added(desk):
    first = desk.json("mail", "receive", stdin=ONE)
    second = desk.json("mail", "receive", stdin=ANSWER)
    assert (second["outcome"], second["conversation"]) == ("appended", first["conversation"])


def test_what_cannot_be_understood_is_kept_and_the_mail_server_is_content(desk):
    done = desk.run("mail", "receive", stdin=NO_MAIL)
    assert done.returncode == 0
    assert b"no_headers" in done.stdout
    assert desk.rows("SELECT state FROM channels_rawmessage") == [("quarantined",)]


def test_the_mail_server_keeps_what_could_not_be_stored(homes):
    done = homes.empty().run(
        "mail", "receive", stdin=ONE, DATABASE_URL="postgresql://localhost:1/x"
    )
    assert done.returncode == 75
    assert b"not kept" in done.stderr
    assert done.stdout == b""


def test_a_wrong_setting_is_no_reason_to_lose_a_message(homes):
    assert homes.empty().run("mail", "receive", stdin=ONE, MAINSTAY_PORT="x").returncode == 75


def test_it_works_beside_others_who_use_the_desk(desk):
    with desk.running("worker"):
        assert desk.json("mail", "receive", stdin=ONE)["outcome"] == "conversation"
