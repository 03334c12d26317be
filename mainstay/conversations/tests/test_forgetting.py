"""A person who was erased is found nowhere: not in rows, files, jobs or by a search."""

import json
import re

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from procrastinate.contrib.django import app

from mainstay.channels import files, intake
from mainstay.channels.models import Outbound, RawContent, RawMessage, SpamRule
from mainstay.channels.spam_rules import actions as spam_rules
from mainstay.clients import actions as clients
from mainstay.clients import forgetting
from mainstay.clients.models import Contact, Erasure, Identity, Tag
from mainstay.conversations import actions, search
from mainstay.conversations.models import Attachment, Message
from mainstay.conversations.tests.mails import arrive, conversation_of, mail
from mainstay.core import personal
from mainstay.core.errors import Refused
from mainstay.core.models import Event, FailedJob

ADDRESS = "daniel.price@northwindads.example"
NAME = "Daniel Price"
WORDS = re.compile(r"daniel\.price@|d\.price@|daniel\s+price|price,\s*daniel", re.IGNORECASE)

# Whatever is said there of a colleague or another contact of the same name is not his.
ALLOWED = {("clients_contact", "name"), ("clients_identity", "value")}


@pytest.fixture
def spoken_of(world):
    """Daniel in every place that one can think of."""
    with_file = mail(
        "<file@northwindads.example>", text="See the list.\n-- \nDaniel Price, +44 20 7946 0018"
    )
    content_type = 'multipart/mixed; boundary="x"'
    body = (
        "--x\r\nContent-Type: text/plain\r\n\r\nMy number is +44 20 7946 0018.\r\n"
        "--x\r\nContent-Type: text/csv\r\n"
        "Content-Disposition: attachment; filename=own.csv\r\n\r\nhis,own\r\n"
        "--x\r\nContent-Type: text/csv\r\n"
        "Content-Disposition: attachment; filename=shared.csv\r\n\r\nshared,file\r\n--x--\r\n"
    )
    head = with_file.partition(b"\r\n\r\n")[0] or with_file.partition(b"\n\n")[0]
    raw = head.replace(b"text/plain; charset=utf-8", content_type.encode(), 1)
    his = arrive(raw + b"\r\n\r\n" + body.encode())
    shared = files.keep(b"shared,file")
    other = world.invoice.messages.first()
    Attachment.objects.create(
        message=other, filename="s.csv", content_type="text/csv", size=1, file=shared
    )

    quoting = (
        f"On Monday Daniel Price <{ADDRESS}> wrote:\r\n> the payout\r\n"
        "I agree. Price, Daniel has it."
    )
    toms = arrive(
        mail(
            "<toms@northwindads.example>",
            sender="Tom Keller <tom.keller@northwindads.example>",
            text=quoting,
            Cc=f"Daniel Price <{ADDRESS}>",
            subject=f"Ask {NAME}",
        )
    )
    Message.objects.filter(pk=other.pk).update(
        html='<a href="mailto:daniel.price%40northwindads.example">Daniel&nbsp;Price</a>'
    )
    actions.note(
        world.tracking, f"{NAME} knows more, d.price@northwind-old.example", by=world.oskar
    )
    actions.reply(world.payout, "Hello Daniel, as Mr Price said.", by=world.maya)
    actions.rename(world.invoice, f"Invoice for {NAME}", by=world.maya)
    actions.rename(world.invoice, "Invoice", by=world.maya)
    clients.edit_contact(world.tom, by=world.maya, note=f"Reports to {NAME}.")
    clients.edit_organisation(world.northwind, by=world.maya, note=f"{NAME} signs.")
    clients.tag(world.northwind, NAME, by=world.maya)
    FailedJob.objects.create(
        job="x", arguments={"to": ADDRESS}, attempts=1, error=f"550 {ADDRESS} is unknown"
    )
    app.configure_task("clients.erase").defer(erasure_id=0, note=f"for {NAME}")
    held = intake.store(f"From: {NAME} <{ADDRESS}>\r\n\r\n\0".encode(), source="import")
    intake.quarantine(held.raw_id, "broken", f"from {ADDRESS}")
    return {"his": his, "toms": toms, "shared": shared, "held": held.raw_id}


def erase(world, deliver, **more):
    erasure = clients.ask_to_erase(world.daniel, by=world.tomasz, **more)
    forgetting.carry_out(erasure.pk)
    for name, arguments in _jobs():
        if name == "channels.drop_unused_files":
            app.tasks[name].func.__wrapped__(**arguments)
    return erasure


def _jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs")
        for name, args in cursor.fetchall():
            yield name, json.loads(args) if isinstance(args, str) else args


def texts():
    """Every text and JSON value of every table in the database, with where it stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'tsvector', 'ARRAY')"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT "{column}"::text FROM "{table}" WHERE "{column}" IS NOT NULL')
            for (value,) in cursor.fetchall():
                yield table, column, value


def found():
    return {(table, column) for table, column, value in texts() if WORDS.search(value)}


def test_he_stands_in_many_places_before(world, spoken_of):
    assert {table for table, _column in found()} >= {
        "clients_contact",
        "clients_identity",
        "clients_organisation",
        "clients_tag",
        "conversations_message",
        "channels_outbound",
        "channels_rawmessage",
        "core_event",
        "core_failedjob",
        "procrastinate_jobs",
    }


def test_no_row_of_any_table_names_him(world, spoken_of, deliver):
    erase(world, deliver)
    assert found() - ALLOWED == set()
    assert not Contact.objects.filter(name__icontains="Daniel").exists()
    assert not Identity.objects.filter(value__icontains="price").exists()


def test_his_words_are_gone_from_his_matters_too(world, spoken_of, deliver):
    erase(world, deliver)
    for message in world.payout.messages.all():
        assert "Daniel" not in message.text
        assert "Price" not in message.text
    for letter in Outbound.objects.filter(about_id=world.payout.pk):
        assert "Daniel" not in letter.text


def test_no_raw_mail_names_him(world, spoken_of, deliver):
    erase(world, deliver)
    for raw_id in RawContent.objects.values_list("pk", flat=True):
        try:
            content = intake.content_of(raw_id)
        except FileNotFoundError:
            continue
        assert not WORDS.search(content.decode("utf-8", "replace"))
    assert not RawMessage.objects.filter(pk=spoken_of["held"]).exists()


def test_his_own_files_are_gone_and_shared_ones_stay(world, spoken_of, deliver):
    own = Attachment.objects.get(filename="own.csv").file
    assert files.read(own) == b"his,own"
    erase(world, deliver)
    assert not default_storage.exists(own)
    assert files.read(spoken_of["shared"]) == b"shared,file"


def test_he_is_found_by_no_search(world, spoken_of, deliver):
    assert search.find(world.tomasz, "Daniel").hits
    erase(world, deliver)
    for words in ("Daniel", "price", ADDRESS, '"daniel price"', "northwind-old"):
        hits = [hit.snippet for hit in search.find(world.tomasz, words).hits]
        assert not [snippet for snippet in hits if WORDS.search(snippet)], words
    assert not search.find(world.tomasz, "daniel").hits


def test_what_others_said_stays_around_his_name(world, spoken_of, deliver):
    erase(world, deliver)
    toms = Message.objects.filter(contact=world.tom).order_by("-pk").first()
    assert "I agree." in toms.text
    assert toms.cc == []
    world.tom.refresh_from_db()
    assert world.tom.note == "Reports to [erased]."


def test_numbers_stay(world, spoken_of, deliver):
    before = (
        Message.objects.count(),
        Contact.objects.count(),
        world.payout.messages.filter(kind="in").count(),
    )
    erase(world, deliver)
    assert before == (
        Message.objects.count(),
        Contact.objects.count(),
        world.payout.messages.filter(kind="in").count(),
    )


def test_further_words_go_too(world, spoken_of, deliver):
    actions.note(world.tracking, "His phone: (44) 20/7946-0018 or +442079460018.", by=world.oskar)
    erase(world, deliver, words=["+44 20 7946 0018"])
    note = world.tracking.messages.order_by("-pk").first()
    assert "7946" not in note.text
    assert note.text.startswith("His phone:")
    assert Erasure.objects.get().words == []


def test_nothing_more_is_sent_to_him(world, spoken_of, deliver):
    waiting = Outbound.objects.filter(state="held", about_id=world.payout.pk)
    assert waiting.exists()
    erase(world, deliver)
    assert not waiting.exists()


def test_rules_about_his_mail_go_and_others_stay(world, deliver):
    clients.edit_contact(world.daniel, by=world.maya, addresses=[ADDRESS, "d.price@x.example"])
    for address in (ADDRESS, "d.price@x.example", "claire@x.example"):
        spam_rules.add("sender", address, "never_spam", by=world.ines)
    erase(world, deliver)
    assert [each.words for each in SpamRule.objects.all()] == ["claire@x.example"]


def test_merged_contacts_are_one_person(world, deliver):
    clients.merge(world.claire, world.daniel, by=world.ines)
    rows = personal.export(world.claire.pk)["clients"]
    assert {row["name"] for row in rows} == {"Claire Fabre", "Daniel Price"}
    erase(world, deliver)
    assert not Identity.objects.filter(contact__in=[world.daniel, world.claire]).exists()


def test_an_address_of_our_own_stays_where_it_is(world, deliver):
    clients.edit_contact(world.daniel, by=world.maya, addresses=["maya@mainstay.example", ADDRESS])
    erase(world, deliver)
    world.maya.refresh_from_db()
    assert world.maya.email == "maya@mainstay.example"
    assert world.maya.name == "Maya Brandt"


def test_a_company_keeps_its_name_when_its_mail_program_says_it(world, deliver):
    arrive(mail("<co@northwindads.example>", sender=f"Northwind Ads <{ADDRESS}>"))
    erase(world, deliver)
    world.northwind.refresh_from_db()
    assert world.northwind.name == "Northwind Ads"


def test_it_is_a_fact_without_a_name(world, spoken_of, deliver):
    erase(world, deliver)
    facts = Event.objects.filter(subject_kind="contact", subject_id=world.daniel.pk)
    assert {"contact.erasing_asked", "contact.erased"} <= set(facts.values_list("kind", flat=True))


def test_twice_is_once(world, spoken_of, deliver):
    erasure = erase(world, deliver)
    forgetting.carry_out(erasure.pk)
    assert Event.objects.filter(kind="contact.erased").count() == 1
    with pytest.raises(Refused, match="erased already"):
        clients.ask_to_erase(world.daniel, by=world.tomasz)


@pytest.mark.parametrize("key", ["maya", "ines", "ruth"])
def test_only_a_manager_or_an_administrator_may(world, key):
    with pytest.raises(Refused, match="manager or an administrator"):
        clients.ask_to_erase(world.daniel, by=world.members[key])
    with pytest.raises(Refused, match="manager or an administrator"):
        clients.export_person(world.daniel, by=world.members[key])


def test_a_word_that_is_part_of_others_is_refused(world):
    with pytest.raises(Refused, match="“ad” is too short"):
        clients.ask_to_erase(world.daniel, by=world.tomasz, words=["ad"])


class TestTombstones:
    """Whoever was erased is erased again when an older base comes back."""

    @pytest.fixture(autouse=True)
    def _home(self, tmp_path, monkeypatch):
        monkeypatch.setattr(settings, "HOME", tmp_path)

    def test_it_holds_no_address(self, world, deliver, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            erase(world, deliver)
        text = (settings.HOME / forgetting.FILE).read_text()
        assert not WORDS.search(text)
        (stone,) = forgetting.read_tombstones(settings.HOME / forgetting.FILE)
        assert forgetting.digest(ADDRESS.upper()) in stone.digests
        assert (settings.HOME / forgetting.FILE).stat().st_mode & 0o777 == 0o600

    def test_an_older_base_forgets_again(self, world, deliver):
        daniel = world.daniel
        erase(world, deliver)
        stones = forgetting._in_base()
        Contact.objects.filter(pk=daniel.pk).update(name=NAME, erased_at=None)
        Identity.objects.create(contact=daniel, value=ADDRESS)
        Erasure.objects.all().delete()
        assert forgetting.replay(stones) == 1
        daniel.refresh_from_db()
        assert (daniel.name, daniel.identities.count()) == ("", 0)
        assert forgetting.replay(stones) == 0

    def test_who_came_later_is_somebody_new(self, world, deliver):
        erase(world, deliver)
        arrive(mail("<new@northwindads.example>"))
        assert forgetting.replay([]) == 0
        assert Identity.objects.filter(value=ADDRESS).exists()

    def test_a_damaged_line_is_passed_over(self, tmp_path):
        file = tmp_path / "stones"
        file.write_text('{"contact": 1}\nnot json\n[]\n\n{"contact": 1, "erased_at": "x"}\n')
        assert forgetting.read_tombstones(file) == []


def test_a_tag_with_his_name_is_gone(world, spoken_of, deliver):
    erase(world, deliver)
    assert not Tag.objects.exists()
    assert conversation_of(spoken_of["his"]) is not None
