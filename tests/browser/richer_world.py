"""Something of every kind in the small world, so that each screen has something to show."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from mainstay.automation.models import WebhookDelivery
from mainstay.automation.webhooks import actions as webhooks
from mainstay.channels import files, intake
from mainstay.channels.mailboxes import brands
from mainstay.channels.mailboxes.tests.mailboxes import add_mailbox
from mainstay.channels.models import Outbound
from mainstay.channels.spam_rules import actions as spam_rules
from mainstay.channels.telegram.tests.bots import add_bot
from mainstay.clients import actions as clients
from mainstay.clients.cards import actions as cards
from mainstay.clients.models import Identity
from mainstay.conversations import actions
from mainstay.conversations.actions import saving_replies
from mainstay.conversations.filtering import Condition, Filter, Group
from mainstay.conversations.models import Attachment, Conversation, Message
from mainstay.conversations.tests.asked import ask
from mainstay.core.clock import now
from mainstay.core.models import FailedJob
from mainstay.demo.world import World
from mainstay.insights.windows import week_name
from mainstay.surveys import links
from mainstay.surveys.models import RatingRequest, Sampled
from mainstay.surveys.weeks import monday_of
from mainstay.team import actions as team
from mainstay.team.tokens import actions as tokens
from mainstay.team.tokens.scopes import Scope

ARABIC = "أين دفعة شهر مايو؟ الطلب رقم 2210"
HEBREW = "הקישור שלנו הוסר מהכתבה"
UNREADABLE = b"From: Win <win@casino.example>\r\nSubject: Cheap links\r\n\r\nBuy now\r\n"


def enrich(world: World) -> dict[str, object]:
    """What stands in the addresses of the screens, by name. Made by Tomasz, who sees everything."""
    tomasz = world.tomasz
    return {
        "payout": world.payout.pk,
        "invoice": world.invoice.pk,
        "northwind": world.northwind.pk,
        "daniel": world.daniel.pk,
        "tom": world.tom.pk,
        "maya": world.maya.pk,
        "support": world.support.pk,
        **_conversations(world),
        **_channels(world),
        **_programs(world),
        **_said_of_us(world),
        **_people(world),
        "token": tokens.make("Website", by=tomasz, scopes=list(Scope))[0].pk,
        "failed_job": FailedJob.objects.create(
            job="conversations.take_in_waiting", attempts=8, error="OSError: the disk is full"
        ).pk,
    }


def _conversations(world: World) -> dict[str, object]:
    tomasz, payout = world.tomasz, world.payout
    category = actions.add_category("Payments", by=world.ines)
    actions.categorise(payout, category, by=world.maya)
    actions.tag(payout, "urgent", by=world.maya)
    actions.watch(payout, tomasz, by=tomasz)
    actions.note(payout, f"@Ines Carvalho, see the bank. {HEBREW}", by=world.maya)
    side = ask(world)
    said = Message.objects.create(
        conversation=payout, kind="in", contact=world.daniel, text=ARABIC, language="ar"
    )
    Attachment.objects.create(
        message=said, filename="كشف.csv", content_type="text/csv", size=3, file=files.keep(b"a,b")
    )
    refused = actions.reply(world.sign_in, "Try again, please.", by=tomasz)
    Outbound.objects.filter(pk=refused.outbound_id).update(state="failed", error="550 no such user")
    arabic = Conversation.objects.create(
        subject=ARABIC, contact=world.tom, department=world.support, last_words=HEBREW
    )
    Message.objects.create(
        conversation=arabic, kind="in", contact=world.tom, text=f"{HEBREW}\n{ARABIC}", language="he"
    )
    actions.set_problem(world.sign_in, world.invoice, by=world.ines)
    actions.escalate(world.invoice, world.ines, "The client waits for a week.", by=tomasz)
    draft = actions.keep_draft(world.invoice, "reply", "The bank has", by=world.maya).draft
    actions.keep_draft(arabic, "note", ARABIC, by=tomasz)
    wanted = Filter("all", (Group("all", (Condition("state", "is", "open"),)),))
    view = actions.save_view("Open ones", wanted, by=tomasz)
    reply = saving_replies.save_reply(
        "Greeting", {"en": "Hello {first_name}", "ar": "مرحبا {first_name}"}, by=tomasz
    )
    bulk = actions.begin_bulk([payout.pk, world.invoice.pk], {"tag": "may"}, by=tomasz)
    actions.offer(world.tracking, tomasz, "She waits for the invoice.", by=world.oskar)
    return {
        "arabic": arabic.pk,
        "side": side.pk,
        "message": said.pk,
        "category": category.pk,
        "draft": draft.pk,
        "view": view.pk,
        "saved_reply": reply.pk,
        "bulk": bulk.pk,
        "remark_rule": "no_next_step",
    }


def _channels(world: World) -> dict[str, object]:
    brand = brands.add("Northlight", "Northlight Ltd", [], by=world.tomasz)
    rule = spam_rules.add("subject", "cheap links", "spam", by=world.ines)
    held = intake.store(UNREADABLE, source="receive").raw_id
    intake.quarantine(held, "not_taken", "DataError: too long")
    Identity.objects.filter(contact=world.tom).update(bounced_at=now(), bounce_status="5.1.1")
    return {
        "mailbox": add_mailbox(imap_host="127.0.0.1", imap_port=9, imap_secret="open sesame").pk,
        "bot": add_bot().pk,
        "brand": brand.pk,
        "spam_rule": rule.pk,
        "held": held,
    }


def _programs(world: World) -> dict[str, object]:
    webhook, _secret = webhooks.add(
        "Billing",
        "https://billing.invalid/hooks",
        kinds=["conversation.solved"],
        departments=[],
        by=world.tomasz,
    )
    delivery = WebhookDelivery.objects.create(
        webhook=webhook,
        told_as="fact-7",
        kind="conversation.solved",
        body='{"id": "fact-7"}',
        state="failed",
        attempts=8,
        tried_at=now(),
        status=500,
        response="down",
    )
    source, _secret = cards.add(
        "Billing", "https://billing.invalid/c", cards=["balance"], patience=300, by=world.tomasz
    )
    field = clients.define_field(
        "Level", about="organisation", kind="choice", choices=["Gold", "Silver"], by=world.tomasz
    )
    taken_in = clients.begin_import(
        "clients.csv", b"name,domains\nLumio,lumio.example", by=world.ines
    )
    return {
        "webhook": webhook.pk,
        "delivery": delivery.pk,
        "card_source": source.pk,
        "custom_field": field.pk,
        "client_import": taken_in.pk,
    }


def _said_of_us(world: World) -> dict[str, object]:
    """Ratings, one of them unhappy, one still to be given; and a conversation to review."""
    token = links.new_token()
    for number in range(12):
        _ask_about(world, links.new_token(), score=2 if number < 3 else 5, comment=ARABIC)
    _ask_about(world, token)
    week = monday_of((now() - timedelta(days=7)).date())
    sampled = Sampled.objects.create(
        conversation=world.payout, member=world.maya, department=world.support, week=week, place=1
    )
    return {
        "rating": token,
        "sampled": sampled.pk,
        "week": week_name(monday_of(now().date())),
        "day": now().date().isoformat(),
    }


def _ask_about(world: World, token: str, score: int | None = None, comment: str = "") -> None:
    at = now() - timedelta(days=1)
    RatingRequest.objects.create(
        conversation=Conversation.objects.create(
            subject="Rated", contact=world.daniel, department=world.support, state="closed"
        ),
        contact=world.daniel,
        department=world.support,
        member=world.maya,
        sent_at=at,
        token_hash=links.hash_of(token),
        score=score,
        comment=comment if score else "",
        answered_at=at if score else None,
    )


def _people(world: World) -> dict[str, object]:
    _invitation, welcome = team.invite(
        role="agent", email="noor@mainstay.example", departments=[world.support], by=world.tomasz
    )
    user, _dash, key = team.allow_new_password(world.oskar, by=world.tomasz).partition("-")
    team.deactivate(world.oskar, by=world.tomasz)
    return {"welcome": welcome, "new_password": (user, key), "oskar": world.oskar.pk}


def give_second_steps(member: object) -> int:
    """An authenticator, recovery codes and a passkey for a member. Returns the passkey's id."""
    Authenticator.objects.create(user=member, type="totp", data={"secret": "GEZDGNBVGY3TQOJQ"})
    RecoveryCodes.activate(member)
    passkey = {"name": "Laptop", "credential": _credential()}
    return Authenticator.objects.create(user=member, type="webauthn", data=passkey).pk


def _credential() -> dict[str, object]:
    """What a browser says when it has made a passkey, of a device that there is not."""
    key = ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    device = AttestedCredentialData.create(Aaguid(bytes(16)), bytes(16), key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    shown = AuthenticatorData.create(bytes(32), flags, 0, device)
    client = CollectedClientData.create("webauthn.create", b"", "http://localhost")
    name = websafe_encode(bytes(16))
    return {
        "id": name,
        "rawId": name,
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", shown, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }


def address_of(name: str, arguments: tuple[str, ...], made: dict[str, object]) -> str:
    """Where a screen lies, with what `enrich` made in the place of the names."""
    given: list[object] = []
    for each in arguments:
        value = made[each]
        given.extend(value if isinstance(value, tuple) else [value])
    return reverse(name, args=given)
