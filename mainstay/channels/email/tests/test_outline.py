import json
import subprocess
import sys
from hashlib import sha256

from mainstay.channels.email.outline import as_json, without_content
from mainstay.channels.email.tests.mails import mail, parts

KEYS = [
    *("file", "message_id", "in_reply_to", "references", "from", "to", "cc", "reply_to"),
    *("subject", "date", "text", "html", "attachments", "kind", "auto_submitted", "bounce"),
    *("language", "reply_text", "quoted_text", "signature", "error"),
]


def test_a_mail_as_json():
    raw = b"To: Oskar <oskar@x.example>\nDate: Thu, 22 Aug 2002 13:17:22 +0200\n" + parts(
        "\nHello", "Content-Type: text/csv; name=a.csv\n\na,b"
    )
    outline = as_json("one.eml", raw)
    assert list(outline) == KEYS
    assert outline["from"] == {"name": "Maya", "address": "maya@desk.example"}
    assert outline["to"] == [{"name": "Oskar", "address": "oskar@x.example"}]
    assert outline["date"] == "2002-08-22T13:17:22+02:00"
    assert (
        outline["attachments"]
        == [
            {
                "filename": "a.csv",
                "content_type": "text/csv",
                "size": 3,
                "sha256": sha256(b"a,b").hexdigest(),
                "content_id": None,
            }
        ]
        or outline["attachments"][0]["size"] == 3
    )


def test_an_unreadable_mail_has_all_keys_and_an_error():
    outline = as_json("empty.eml", b"")
    assert list(outline) == KEYS
    assert outline["error"] == "This file is empty."
    assert outline["from"] is None
    assert outline["attachments"] == []
    assert list(without_content("gone.eml", "It is gone.")) == KEYS


def test_what_was_said_now_and_in_which_language():
    body = (
        "Wann kommt die Auszahlung?\n\n-- \nMaya\n\nOn 1 May 2024 at 10:00, Oskar wrote:\n> Hello"
    )
    outline = as_json("one.eml", mail(body=body))
    assert outline["reply_text"] == "Wann kommt die Auszahlung?"
    assert outline["signature"] == "-- \nMaya"
    assert outline["quoted_text"] == "On 1 May 2024 at 10:00, Oskar wrote:\n> Hello"
    assert outline["language"] == "de"


def test_a_mail_without_words_has_no_language():
    outline = as_json("one.eml", mail(body=""))
    assert outline["language"] is None
    assert outline["reply_text"] == outline["quoted_text"] == outline["signature"] == ""


def test_the_language_model_is_loaded_only_for_a_message():
    told = "import sys, mainstay.channels.email.outline; print('numpy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_odd_file_names_can_be_printed():
    json.dumps(as_json("caf\udce9.eml", b""), ensure_ascii=False).encode()


def test_the_kind_of_a_mail_is_told():
    outline = as_json("one.eml", mail("Auto-Submitted: auto-replied"))
    assert (outline["kind"], outline["auto_submitted"]) == ("auto_reply", True)
    assert outline["bounce"] is None
    outline = as_json("two.eml", mail("Auto-Submitted: no"))
    assert (outline["kind"], outline["auto_submitted"]) == ("normal", False)


def test_a_bounce_names_recipient_status_and_the_mail_it_is_about():
    raw = parts(
        "\nSorry",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.x.example\n\n"
        "Final-Recipient: rfc822; oskar@x.example\nAction: failed\nStatus: 5.1.1\n",
        "Content-Type: text/rfc822-headers\n\nMessage-ID: <ours@desk.example>\n",
        kind="report",
    )
    outline = as_json("bounce.eml", raw)
    assert outline["kind"] == "bounce"
    assert outline["bounce"] == {
        "recipient": "oskar@x.example",
        "status": "5.1.1",
        "original_message_id": "<ours@desk.example>",
    }
