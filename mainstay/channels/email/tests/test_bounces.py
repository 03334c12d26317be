"""Mail that came back: to whom it did not go, why, and which mail it was."""

import base64

import pytest

from mainstay.channels.email.bounces import Bounce, bounce_of, bounces_of
from mainstay.channels.email.kinds import Kind, is_auto_submitted, kind_of
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.tests import bounced
from mainstay.channels.email.tests.mails import data, mail, parts

OURS = "<ours@desk.example>"
ORIGINAL = f"Content-Type: message/rfc822\n\nSubject: Your payout\nMessage-ID: {OURS}\n\nHello"


def status(*fields: str, **more: str) -> str:
    """A part for programs about one recipient."""
    found = {"Final-Recipient": "rfc822; oskar@x.example", "Action": "failed", "Status": "5.1.1"}
    found |= {name.replace("_", "-"): value for name, value in more.items()}
    lines = [f"{name}: {value}" for name, value in found.items() if value]
    head = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.x.example\n\n"
    return head + "\n".join([*lines, *fields]) + "\n"


def report(*each: str) -> bytes:
    return parts("\nSorry, it did not arrive.", *each, kind="report")


def only(raw: bytes) -> Bounce:
    (bounce,) = bounces_of(parse(raw))
    return bounce


def test_a_report_names_recipient_status_and_our_mail():
    inbound = parse(report(status(Diagnostic_Code="smtp; 550 5.1.1 unknown"), ORIGINAL))
    assert kind_of(inbound) is Kind.BOUNCE
    assert is_auto_submitted(inbound, Kind.BOUNCE)
    assert bounce_of(inbound) == Bounce(
        "oskar@x.example", "5.1.1", True, "550 5.1.1 unknown", "<ours@desk.example>"
    )


def test_several_recipients_are_several_bounces():
    second = "\nFinal-Recipient: rfc822; ines@y.example\nAction: delayed\nStatus: 4.4.1"
    bounces = bounces_of(parse(report(status(second), ORIGINAL)))
    assert [(one.recipient, one.is_hard) for one in bounces] == [
        ("oskar@x.example", True),
        ("ines@y.example", False),
    ]
    assert {one.original_message_id for one in bounces} == {OURS}


def test_recipients_that_were_reached_are_left_out():
    second = "\nFinal-Recipient: rfc822; ines@y.example\nAction: delivered\nStatus: 2.0.0"
    assert only(report(status(second))).recipient == "oskar@x.example"


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", "Delivered"])
def test_a_report_of_success_is_a_receipt(action):
    inbound = parse(report(status(Action=action, Status="2.0.0"), ORIGINAL))
    assert kind_of(inbound) is Kind.RECEIPT
    assert bounce_of(inbound) is None


@pytest.mark.parametrize(
    ("code", "is_hard"),
    [
        ("5.0.0", True),
        ("5.1.1", True),
        ("5.1.10", True),
        ("5.2.1", True),
        ("5.4.4", True),
        ("5.2.2", False),
        ("5.3.4", False),
        ("5.4.7", False),
        ("5.6.1", False),
        ("5.7.1", False),
        ("4.2.2", False),
        ("4.4.7", False),
    ],
)
def test_what_is_hard(code, is_hard):
    assert only(report(status(Status=code))).is_hard is is_hard


def test_words_correct_a_careless_code():
    unknown = status(Status="5.7.1", Diagnostic_Code="smtp; 550 5.7.1 User unknown")
    assert only(report(unknown)).is_hard
    full = status(Status="5.0.0 (recipient reached disk quota)")
    assert (only(report(full)).status, only(report(full)).is_hard) == ("5.0.0", False)


def test_a_delay_is_soft_whatever_its_code():
    assert not only(report(status(Action="delayed", Status="5.1.1"))).is_hard


def test_a_missing_status_is_read_from_the_diagnostic_or_the_action():
    diagnosed = status(Status="", Diagnostic_Code="smtp; 554 5.2.1 disabled")
    assert only(report(diagnosed)).status == "5.2.1"
    assert only(report(status(Status="", Diagnostic_Code="smtp; 550 go away"))).status == "5.0.0"
    assert only(report(status(Status="", Action="delayed"))).status == "4.0.0"
    assert only(report(status(Status="", Action="failed"))).status == "5.0.0"


def test_the_address_as_we_wrote_it_comes_before_where_it_was_forwarded_to():
    raw = report(status(Original_Recipient="rfc822; Oskar@z.example"))
    assert only(raw).recipient == "Oskar@z.example"
    assert only(report(status(Original_Recipient="x400; C=de"))).recipient == "oskar@x.example"


@pytest.mark.parametrize(
    "written",
    [
        "RFC822;oskar@x.example",
        "rfc822; <oskar@x.example>",
        "oskar@x.example",
        "utf-8;\n oskar@x.example",
    ],
)
def test_recipients_are_read_however_they_are_written(written):
    assert only(report(status(Final_Recipient=written))).recipient == "oskar@x.example"


def test_a_report_may_come_packed_and_with_windows_line_ends():
    content = status().partition("\n\n")[2].replace("\n", "\r\n").encode()
    packed = (
        "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(content).decode()
    )
    assert only(report(packed)).recipient == "oskar@x.example"


@pytest.mark.parametrize(
    "part",
    [
        f"Content-Type: text/rfc822-headers\n\nSubject: x\nMessage-ID: {OURS}\n",
        f"Content-Type: message/rfc822\n\nmessage-id:\n {OURS}\n\nHello",
        f"Content-Type: message/global-headers\n\nMessage-Id: {OURS}",
        f"Content-Type: message/rfc822\n\n\nMessage-ID: {OURS}\nSubject: x\n\nMessage-ID: <no@x>",
    ],
)
def test_our_mail_is_known_by_its_copied_headers(part):
    assert only(report(status(), part)).original_message_id == OURS


def test_an_id_in_the_body_of_our_mail_is_not_its_own():
    part = "Content-Type: message/rfc822\n\nSubject: x\n\nMessage-ID: <no@x.example>"
    assert only(report(status(), part)).original_message_id is None


def test_without_a_copy_the_bounce_answers_our_mail():
    raw = f"In-Reply-To: {OURS}\n".encode() + report(status())
    assert only(raw).original_message_id == OURS


def test_a_report_without_details_is_still_a_bounce():
    raw = report("Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n")
    assert kind_of(parse(raw)) is Kind.BOUNCE
    assert bounce_of(parse(raw)) is None
    with_copy = report("Content-Type: message/delivery-status\n\n", ORIGINAL)
    assert only(with_copy) == Bounce(None, None, False, "", OURS)


def test_a_bounce_that_a_person_passes_on_is_a_letter():
    passed_on = parse(parts("\nSee below", status(), ORIGINAL))
    assert kind_of(passed_on) is Kind.NORMAL
    assert bounce_of(passed_on) is None
    quoted = mail("Subject: Fwd: Undelivered Mail", bounced.POSTFIX)
    assert kind_of(parse(quoted)) is Kind.NORMAL


@pytest.mark.parametrize(
    ("text", "expected", "is_hard", "original"),
    [
        (bounced.POSTFIX, "5.1.1", True, None),
        (bounced.EXIM, "5.1.1", True, OURS),
        (bounced.EXIM_DELAY, "4.4.1", False, None),
        (bounced.QMAIL, "5.1.1", True, OURS),
        (bounced.YAHOO, "5.2.2", False, OURS),
        (bounced.SENDMAIL, "5.1.2", True, None),
        (bounced.EXCHANGE_2003, "5.1.1", True, None),
        (bounced.EXCHANGE_ONLINE, "5.1.10", True, OURS),
        (bounced.GMAIL, "5.1.1", True, OURS),
        (bounced.GMAIL_OLD, "5.1.1", True, OURS),
        (bounced.GMAIL_DELAY, "4.0.0", False, None),
    ],
)
def test_bounces_in_words(text, expected, is_hard, original):
    inbound = parse(text.encode())
    assert kind_of(inbound) is Kind.BOUNCE
    bounce = bounce_of(inbound)
    assert bounce is not None
    assert bounce.recipient == "oskar@x.example"
    assert (bounce.status, bounce.is_hard) == (expected, is_hard)
    assert bounce.original_message_id == original


def test_each_recipient_of_a_bounce_in_words_has_its_own_reason():
    first, second = bounces_of(parse(bounced.POSTFIX.encode()))
    assert (second.recipient, second.is_hard) == ("ines@y.example", False)
    assert "timed out" in second.diagnostic
    assert "timed out" not in first.diagnostic


@pytest.mark.parametrize(
    ("name", "recipient", "code", "is_hard", "original", "count"),
    [
        (
            *("msg_16", "jangel1@cougar.noc.ucla.edu", "5.0.0", False),
            *("<002001c144a6$8752e060$56104586@oxy.edu>", 1),
        ),
        # Its boundary was cut off.
        ("msg_25", "scoffman@wellpartner.com", "5.4.6", False, "<01040616033903.00962@server>", 1),
        ("msg_43", "xxxxxxx@dot.ca.gov", "5.7.1", False, "<edab.7804f5cb8070@python.org>", 25),
    ],
)
def test_the_bounces_of_the_edge_cases(name, recipient, code, is_hard, original, count):
    raw = (data("mime_edge_cases") / f"{name}.txt").read_bytes()
    bounces = bounces_of(parse(raw))
    first = bounces[0]
    assert (first.recipient, first.status, first.is_hard) == (recipient, code, is_hard)
    assert first.original_message_id == original
    assert len(bounces) == count


def test_a_hostile_report_is_read_quickly():
    huge = parts(
        "\nx", "Content-Type: message/delivery-status\n\n" + "Action: failed\n\n" * 200_000
    )
    inbound = parse(huge.replace(b"multipart/mixed", b"multipart/report"))
    assert len(bounces_of(inbound)) == 1_000
    for piece in ("<a@b.example>:\n", "  a@b.example\n", "message-id:\n", "5.1.", "a@", "\n" * 9):
        text = "This is the qmail-send program\n" + piece * 20_000
        raw = b"From: MAILER-DAEMON@x.example\n\n" + text.encode()
        assert kind_of(parse(raw)) is Kind.BOUNCE
        assert len(bounces_of(parse(raw))) <= 1_000
