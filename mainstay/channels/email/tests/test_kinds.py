"""A letter of a person, or one of the mails that programs send."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.channels.email.bounces import bounces_of
from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.email.kinds import Kind, is_auto_submitted, kind_of
from mainstay.channels.email.outline import as_json
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.sources import messages
from mainstay.channels.email.tests.mails import data, mail, parts

NORMAL, AUTO_REPLY, BOUNCE = Kind.NORMAL, Kind.AUTO_REPLY, Kind.BOUNCE
LIST, RECEIPT, SPAM = Kind.LIST, Kind.RECEIPT, Kind.SPAM


def kind(head: str = "", body: str = "Hello") -> Kind:
    return kind_of(parse(mail(head, body)))


def test_a_letter_is_normal():
    inbound = parse(mail("Subject: Late payout\nReturn-Path: <maya@desk.example>"))
    assert kind_of(inbound) is NORMAL
    assert not is_auto_submitted(inbound, NORMAL)


@pytest.mark.parametrize("value", ["no", "No", "no (a person)", "NO; owner=x", ""])
def test_freescouts_defect_auto_submitted_no_is_a_person(value):
    inbound = parse(mail(f"Auto-Submitted: {value}"))
    assert kind_of(inbound) is NORMAL
    assert not is_auto_submitted(inbound, NORMAL)


@pytest.mark.parametrize("value", ["Bulk", "BULK", "bulk", "List", "list;"])
def test_freescouts_defect_precedence_is_read_whatever_its_capitals(value):
    assert kind(f"Precedence: {value}") is LIST


@pytest.mark.parametrize(
    "head",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: Auto-Replied (vacation)",
        "Auto-Submitted: auto-replied; owner-email=x",
        "Auto-Submitted: auto-generated",
        "Auto-Submitted: auto-notified",
        "X-Autoreply: yes",
        "X-Autorespond: Re: your mail",
        "X-Auto-Response-Suppress: All",
        "X-Auto-Response-Suppress: DR, OOF, AutoReply",
        "Precedence: auto_reply",
        "Precedence: junk",
        "Return-Path: <>",
        "Auto-Submitted: auto-replied\nPrecedence: bulk",
        "Auto-Submitted: auto-generated\nPrecedence: bulk",
        "Auto-Submitted: auto-replied\nList-Id: <all.x.example>",
    ],
)
def test_automatic_answers(head):
    inbound = parse(mail(head))
    assert kind_of(inbound) is AUTO_REPLY
    assert is_auto_submitted(inbound, AUTO_REPLY)


@pytest.mark.parametrize(
    "head",
    [
        "X-Auto-Response-Suppress: DR, RN, NRN",
        "X-Auto-Response-Suppress: None",
        "X-Autoreply: no",
        "Precedence: first-class",
        "Precedence: normal",
        "Return-Path: <maya@desk.example>",
        "X-Loop: other@x.example",
    ],
)
def test_signs_that_are_none(head):
    assert kind(head) is NORMAL


@pytest.mark.parametrize(
    "head",
    [
        "List-Id: Buyers <buyers.x.example>",
        "List-Post: <mailto:buyers@x.example>",
        "List-Unsubscribe: <https://x.example/off>",
        "Mailing-List: list buyers@x.example; contact x@x.example",
        "X-Mailing-List: <buyers@x.example> archive/1",
        "X-BeenThere: buyers@x.example",
        "X-Mailman-Version: 2.0.4",
        "Precedence: bulk\nX-Loop: x.example",
        "Precedence: junk\nList-Id: <buyers.x.example>",
        "List-Id: <buyers.x.example>\nAuto-Submitted: auto-generated",
    ],
)
def test_lists_and_newsletters(head):
    assert kind(head) is LIST


def test_a_person_writing_through_a_list_is_a_list():
    head = "List-Id: <buyers.x.example>\nIn-Reply-To: <a@x.example>\nSubject: Re: Prices"
    inbound = parse(mail(head))
    assert kind_of(inbound) is LIST
    assert not is_auto_submitted(inbound, LIST)


def test_a_newsletter_that_says_so_was_sent_by_a_program():
    inbound = parse(mail("List-Id: <news.x.example>\nAuto-Submitted: auto-generated"))
    assert is_auto_submitted(inbound, LIST)


def test_an_answer_written_in_a_sales_program_is_a_letter():
    unsubscribe = "List-Unsubscribe: <https://crm.example/off>"
    assert kind(f"{unsubscribe}\nIn-Reply-To: <ours@desk.example>") is NORMAL
    assert kind(unsubscribe) is LIST


ABSENCES = [
    *("Automatic reply: Late payout", "Out of Office: Late payout", "Maya is out of the office"),
    *("Réponse automatique : Facture", "Respuesta automática: Factura"),
    *("Автоответ: Счёт", "Balasan otomatis: Tagihan", "Automatische Antwort: Rechnung"),
    *("Risposta automatica: Fattura", "Resposta automática: Fatura"),
    *("Automatisch antwoord: Factuur", "Odpowiedź automatyczna: Faktura"),
    *("Автоматична відповідь: Рахунок", "Automatisk svar: Faktura", "Autosvar: Faktura"),
    *("Automatiskt svar: Faktura", "自动回复: 发票"),
]


@pytest.mark.parametrize("subject", ABSENCES)
def test_the_title_of_an_absence_counts_beside_another_sign(subject):
    assert kind(f"Subject: {subject}\nIn-Reply-To: <ours@desk.example>") is AUTO_REPLY
    assert kind(f"Subject: {subject}\nPrecedence: bulk") is AUTO_REPLY
    assert kind(f"Subject: {subject}\nX-Auto-Response-Suppress: DR") is AUTO_REPLY


@pytest.mark.parametrize("subject", ABSENCES)
def test_the_title_of_an_absence_alone_is_a_persons(subject):
    assert kind(f"Subject: {subject}") is NORMAL
    assert kind(f"Subject: Re: {subject}\nIn-Reply-To: <ours@desk.example>") is NORMAL
    head = f"Subject: {subject}\nIn-Reply-To: <ours@desk.example>\nAuto-Submitted: no"
    assert kind(head) is NORMAL


def test_a_no_reply_sender_is_a_second_sign():
    raw = b"From: no-reply@x.example\nSubject: Out of office\n\nBack on Monday"
    assert kind_of(parse(raw)) is AUTO_REPLY


def disposition(head: str = "") -> bytes:
    report = "Content-Type: message/disposition-notification\n\nDisposition: x; displayed\n"
    return head.encode() + parts("\nRead", report, kind="report")


def test_a_disposition_notification_is_a_receipt():
    assert kind_of(parse(disposition())) is RECEIPT
    assert kind_of(parse(disposition("Auto-Submitted: auto-replied\n"))) is RECEIPT
    head = 'Content-Type: multipart/report; report-type="disposition-notification"; boundary=b'
    inbound = parse(mail(head, "--b\n\nRead\n--b--"))
    assert kind_of(inbound) is RECEIPT
    assert is_auto_submitted(inbound, RECEIPT)


def test_a_request_for_a_receipt_is_a_letter():
    assert kind("Disposition-Notification-To: maya@desk.example") is NORMAL


def test_a_receipt_that_a_person_passes_on_is_a_letter():
    report = "Content-Type: message/disposition-notification\n\nDisposition: x; displayed\n"
    assert kind_of(parse(parts("\nSee below", report))) is NORMAL


def test_other_reports_are_automatic():
    raw = parts("\nAbuse", "Content-Type: message/feedback-report\n\nx: y", kind="report")
    assert kind_of(parse(raw)) is AUTO_REPLY


def test_a_mail_daemon_without_a_bounce_is_automatic_and_a_postmaster_is_a_person():
    assert kind_of(parse(b"From: MAILER-DAEMON@x.example\n\nHello")) is AUTO_REPLY
    assert kind_of(parse(b"From: postmaster@x.example\nSubject: Your links\n\nHello")) is NORMAL


def test_a_bounce_stays_one_where_the_server_sees_spam():
    status = "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@x.example\n"
    raw = b"X-Spam-Flag: YES\n" + parts("\nSorry", status, kind="report")
    assert kind_of(parse(raw)) is BOUNCE


def test_spam_comes_before_lists_and_automats():
    head = "X-Spam-Flag: YES\nList-Id: <x.example>\nAuto-Submitted: auto-generated"
    inbound = parse(mail(head))
    assert kind_of(inbound) is SPAM
    assert is_auto_submitted(inbound, SPAM)


# The defects of other desks in taking mail in. Reading is ours here; what happens to a mailbox
# when reading fails is proven where mailboxes are read.


def test_freescouts_defect_a_mail_that_cannot_be_read_says_so_and_is_not_lost():
    with pytest.raises(Unreadable) as unreadable:
        parse(b"")
    assert (unreadable.value.cause, unreadable.value.sentence) == ("empty", "This file is empty.")
    assert as_json("empty.eml", b"")["kind"] is None


@pytest.mark.parametrize("encoding", ["latin-1", "cp1251", "utf-8", "shift_jis"])
def test_django_helpdesks_defect_one_8_bit_mail_stops_no_queue(encoding):
    raw = "From: maya@desk.example\nSubject: Grüße и 日本\n\n".encode(encoding, "replace") + b"\xfc"
    assert kind_of(parse(raw)) is NORMAL


def test_django_helpdesks_defect_8_bit_bodies_are_read_from_their_bytes():
    head = "Content-Type: text/plain; charset=iso-8859-1"
    assert parse(mail(head, "Grüße".encode("latin-1"))).text == "Grüße"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_django_helpdesks_defect_nothing_but_unreadable_is_raised(raw):
    try:
        inbound = parse(raw)
    except Unreadable:
        return
    assert kind_of(inbound) in Kind


HEADERS = st.sampled_from(
    [
        *("Auto-Submitted", "Precedence", "Return-Path", "List-Id", "X-Spam-Status"),
        *("X-Spam-Level", "X-Spamd-Result", "X-MS-Exchange-Organization-SCL", "X-Loop"),
        *("X-Forefront-Antispam-Report", "X-Auto-Response-Suppress", "X-Failed-Recipients"),
        *("Content-Type", "From", "Subject", "In-Reply-To", "Authentication-Results"),
    ]
)
WORDS = st.sampled_from(
    [
        *("no", "auto-replied", "bulk", "<>", "YES", "*****", "SCL:9", "(", '"', ";", "\u0660"),
        *("mailer-daemon@x.example", "multipart/report", "; report-type=delivery-status"),
        *("; boundary=b", "Automatic reply:", "<a@b>", "\r\n ", "\x00", "é", "Undeliverable"),
    ]
)
LINES = st.sampled_from(
    [
        *("--b\n", "--b--\n", "\n", "Content-Type: message/delivery-status\n", "Action: failed\n"),
        *("Final-Recipient: rfc822; a@b.example\n", "Status: 5.1.1\n", "Status: \u0665.1.1\n"),
        *(
            "Content-Type: message/rfc822\n",
            "Message-ID: <a@b>\n",
            "<a@b.example>:\n",
            "   a@b.c\n",
        ),
        *("--- Below this line is a copy of the message.\n", "550 5.1.1 user unknown\n", "> "),
        *("This is the qmail-send program\n", "Message-ID:\n", "\x00", "é"),
    ]
)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.tuples(HEADERS, st.lists(WORDS, max_size=4).map("".join)), min_size=1, max_size=6),
    st.lists(LINES, max_size=14).map("".join),
)
def test_any_mail_has_a_kind(head, body):
    raw = "\n".join(f"{name}: {value}" for name, value in head) + "\n\n" + body
    inbound = parse(raw.encode())
    found = kind_of(inbound)
    assert isinstance(is_auto_submitted(inbound, found), bool)
    for one in bounces_of(inbound):
        assert found is BOUNCE
        f"{one.recipient} {one.status} {one.diagnostic} {one.original_message_id}".encode()


def test_the_kinds_of_the_corpus():
    corpus = data("spamassassin")
    counts = {
        folder: [kind_of(parse(one.raw)) for one in messages(corpus / folder)]
        for folder in ("easy-ham-1", "spam-1")
    }
    ham, spam = counts["easy-ham-1"], counts["spam-1"]
    assert ham.count(LIST) > 1_600
    # Three bounces really came through a list.
    assert ham.count(BOUNCE) == 3
    assert ham.count(AUTO_REPLY) + ham.count(RECEIPT) + ham.count(SPAM) == 0
    # No server marked these; what matters is that none is taken for a bounce or an answer.
    assert set(spam) == {NORMAL, LIST}


def test_the_kinds_of_the_edge_cases():
    found = {}
    for file in sorted(data("mime_edge_cases").glob("*.txt")):
        try:
            inbound = parse(file.read_bytes())
        except Unreadable:
            continue
        if (one := kind_of(inbound)) is not NORMAL:
            found[file.stem] = one
    bounces = dict.fromkeys(("msg_05", "msg_16", "msg_25", "msg_43"), BOUNCE)
    assert found == bounces | dict.fromkeys(("msg_02", "msg_32", "msg_33"), LIST)
