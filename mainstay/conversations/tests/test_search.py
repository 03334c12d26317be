"""Finding what was said: in each language's own forms, and only what one may see."""

import pytest

from mainstay.conversations import actions, search
from mainstay.conversations.models import Conversation, Message

pytestmark = pytest.mark.sql


@pytest.fixture
def say(world):
    """Let the client of a conversation say something in a language."""

    def said(text, language="en", to=None, subject=""):
        conversation = to or world.invoice
        return Message.objects.create(
            conversation=conversation,
            kind="in",
            contact=conversation.contact,
            text=text,
            subject=subject,
            language=language,
        )

    return said


def found(member, words):
    return [hit.conversation_id for hit in search.find(member, words).hits]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "We removed both links yesterday", "link"),
        ("en", "We removed one link", "links removing"),
        ("fr", "Les paiements arrivent demain", "paiement"),
        ("fr", "Nous avons supprimé l'article", "supprimer"),
        ("es", "Los enlaces fueron eliminados", "enlace eliminado"),
        ("ru", "Мы удалили ссылки", "ссылка"),
        ("ru", "Оплата не пришла", "оплату"),
        ("id", "Pembayaran terlambat", "bayar"),
        ("de", "Die Rechnungen fehlen", "rechnung"),
        ("it", "I pagamenti mancano", "pagamento"),
        ("pt", "Os pagamentos atrasados", "pagamento"),
        ("nl", "De betalingen ontbreken", "betaling"),
        ("sv", "Betalningarna saknas", "betalning"),
        ("no", "Betalingene mangler", "betalinger"),
        ("", "Die Rechnungen fehlen", "rechnungen"),
        ("uk", "Платіж не надійшов", "платіж"),
    ],
)
def test_a_word_is_found_in_another_form(world, say, language, text, words):
    say(text, language)
    assert found(world.maya, words) == [world.invoice.pk]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "La facture est réglée, merci à l'équipe", "reglee equipe"),
        ("fr", "L'equipe attend", "équipe"),
        ("es", "¿Dónde está mi comisión?", "donde comision"),
        ("de", "Die Überweisung fehlt", "uberweisung"),
        ("ru", "Мой счёт пуст", "счета"),
        ("", "Ångström", "angstrom"),
    ],
)
def test_accents_do_not_matter(world, say, language, text, words):
    say(text, language)
    assert world.invoice.pk in found(world.maya, words)


def test_a_phrase_is_found_as_it_stands(world, say):
    say("The blue invoice of the old client")
    say("The old invoice of the blue client", to=world.payout)
    assert found(world.maya, '"blue invoice"') == [world.invoice.pk]
    assert set(found(world.maya, "blue invoice")) == {world.invoice.pk, world.payout.pk}


def test_what_is_written_with_a_minus_is_left_out(world, say):
    say("The banners are broken")
    say("The banners and the links are broken", to=world.payout)
    assert found(world.maya, "banners -links") == [world.invoice.pk]
    assert found(world.maya, 'banners -"links are"') == [world.invoice.pk]
    assert found(world.maya, "banner -links -broken") == []


def test_one_of_two_words_is_enough_with_or(world, say):
    say("A zebra")
    say("A giraffe", to=world.payout)
    assert set(found(world.maya, "zebra or giraffe")) == {world.invoice.pk, world.payout.pk}


def test_a_minus_inside_a_word_leaves_nothing_out(world, say):
    say("The order N-3399 of the e-mail campaign")
    assert found(world.maya, "N-3399") == [world.invoice.pk]
    assert found(world.maya, "e-mail campaign") == [world.invoice.pk]


def test_only_what_shall_not_be_there_finds_nothing(world):
    assert search.find(world.maya, "-payout").hits == []


def test_a_subject_is_found_before_a_text(world, say):
    say("We speak of a zebra here", subject="Something else")
    say("Something else", to=world.payout, subject="The zebra")
    assert found(world.maya, "zebra") == [world.payout.pk, world.invoice.pk]


def test_a_conversation_is_found_once_however_often_it_was_said(world, say):
    for _n in range(5):
        say("zebra")
    result = search.find(world.maya, "zebra")
    assert [hit.conversation_id for hit in result.hits] == [world.invoice.pk]
    assert result.messages == 5


def test_a_number_finds_its_conversation_and_the_mails_that_speak_of_it(world, say):
    number = world.payout.pk
    say(f"What about case {number}?")
    for words in (str(number), f"#{number}", f" {number} "):
        assert found(world.maya, words) == [number, world.invoice.pk]


def test_the_number_of_a_hidden_conversation_finds_nothing(world):
    assert found(world.maya, str(world.tracking.pk)) == []
    assert found(world.oskar, str(world.tracking.pk)) == [world.tracking.pk]


@pytest.mark.parametrize("words", ["3307", "N-3307", "n-3307", "invoice 3307", '"N-3307 lacks"'])
def test_the_number_of_an_invoice_is_found_in_a_mail(world, words):
    assert found(world.maya, words) == [world.invoice.pk]


def test_a_number_can_be_left_out(world):
    assert found(world.maya, "invoice -3307") == []
    assert found(world.maya, "invoice -3308") == [world.invoice.pk]


@pytest.mark.parametrize(
    "words",
    [
        "https://news.client.example/best-links/2024/?a=1&b=2",
        "news.client.example/best-links/2024/?a=1&b=2",
        "HTTPS://news.client.example",
        "news.client.example",
        "claire@client.example",
    ],
)
def test_an_address_that_was_pasted_is_found(world, say, words):
    say(
        "It was on https://news.client.example/best-links/2024/?a=1&b=2 before,"
        " write to claire@client.example"
    )
    assert found(world.maya, words) == [world.invoice.pk]


@pytest.mark.parametrize("word", ["a'12'b", "''12''", "o'neill"])
def test_a_word_with_quotes_is_found(world, say, word):
    say(f"Look at {word} please")
    assert world.invoice.pk in found(world.maya, word)


def test_a_colleague_of_another_department_finds_nothing(world):
    assert found(world.oskar, "payout") == []
    assert found(world.maya, "tracking suivi") == []
    assert set(found(world.tomasz, "payout or suivi")) == {world.payout.pk, world.tracking.pk}


def test_who_has_it_finds_it_wherever_it_lies(world, say):
    say("zebra")
    Conversation.objects.filter(pk=world.invoice.pk).update(assignee=world.oskar)
    assert found(world.oskar, "zebra") == [world.invoice.pk]


def test_the_team_finds_its_notes(world):
    actions.note(world.payout, "Their bank is Borealis", by=world.maya)
    assert found(world.ines, "borealis") == [world.payout.pk]
    assert found(world.ruth, "borealis") == [world.payout.pk]
    assert found(world.oskar, "borealis") == []


def test_a_reply_that_was_taken_back_is_not_found(world):
    message = actions.reply(world.payout, "zebra", by=world.maya)
    assert found(world.maya, "zebra") == [world.payout.pk]
    actions.undo(message, by=world.maya)
    assert found(world.maya, "zebra") == []


def test_candidates_are_capped_and_said_to_be(world, say, monkeypatch):
    monkeypatch.setattr(search, "CAP", 3)
    for _n in range(4):
        say("zebra")
    say("giraffe")
    result = search.find(world.maya, "zebra")
    assert (result.messages, result.is_capped) == (3, True)
    assert not search.find(world.maya, "giraffe").is_capped


def test_what_one_may_not_see_takes_no_place_under_the_cap(world, say, monkeypatch):
    monkeypatch.setattr(search, "CAP", 3)
    for _n in range(10):
        say("zebra", to=world.tracking)
    say("zebra")
    assert found(world.maya, "zebra") == [world.invoice.pk]


def test_the_hit_is_marked_in_its_words(world, say):
    say(f"{'Nothing to see. ' * 50} The zebra came. {'Nothing again. ' * 50}")
    (hit,) = search.find(world.maya, "zebras").hits
    assert f"{search.FROM}zebra{search.TO}" in hit.snippet
    assert len(hit.snippet) < 400


HOSTILE = [
    "'; DROP TABLE conversations_message; --",
    "' OR '1'='1",
    "%(cap)s %s %% %",
    "{visible} {0} {",
    "\\",
    "a:*B & !!! | <-> ()",
    "<script>alert(1)</script>",
    "\x00",
    "\x00zeb\x00ra",
    '"',
    '""" -" -',
    "-",
    "- - -",
    "or or or",
    "and or not",
    "-or",
    "🦓 ﷽ \u202e\u200b",
    "²",
    "٣٤",
    "9" * 299,
    "#",
    "##12",
    "the of and",
    "der die das",
    "\ue000payout\ue001",
    "x" * 10_000,
    "payout " * 2_000,
    "-payout " * 2_000,
    '"' * 10_000,
    "((((" * 2_000,
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_breaks_the_search(world, words):
    hits = search.find(world.oskar, words).hits
    assert {hit.conversation_id for hit in hits} <= {world.tracking.pk}


def test_searching_is_a_fixed_number_of_queries(world, say, django_assert_num_queries):
    for _n in range(20):
        say("zebra", to=world.payout)
    world.maya.department_ids  # noqa: B018  (read once for each request)
    with django_assert_num_queries(1):
        search.find(world.maya, "zebra")
    with django_assert_num_queries(2):
        search.find(world.maya, str(world.payout.pk))
