"""The settings of mailboxes and brands."""

import os

import pytest

from mainstay.channels.mailboxes import arriving
from mainstay.channels.mailboxes.tests.mailboxes import ADDRESS, add_mailbox
from mainstay.channels.models import Brand, Mailbox
from mainstay.conversations.models import Conversation
from mainstay.core.models import Event
from tests import dovecot

pytestmark = pytest.mark.django_db

TYPED = {
    **{"name": "Client service", "address": "Desk@Desk.example", "folder": "INBOX"},
    **{"imap_port": "993", "imap_security": "tls", "auth": "password", "begins": "unread"},
    **{"smtp_port": "587", "smtp_security": "starttls", "per_minute": "0"},
}


@pytest.fixture(scope="module")
def server():
    with dovecot.running() as running:
        running.add_user(ADDRESS)
        yield running


def on(server, **given):
    return add_mailbox(
        **{"imap_host": "127.0.0.1", "imap_port": server.port, "imap_security": "none"}
        | {"imap_user": ADDRESS, "imap_secret": dovecot.PASSWORD}
        | given
    )


def shown(browser, mailbox, rest=""):
    response = browser.get(f"/mailboxes/{mailbox.pk}/{rest}")
    assert response.status_code == 200
    return response.content.decode()


def test_without_one_the_page_says_what_to_do(as_tomasz):
    assert "Add the address that clients write to" in as_tomasz.get("/mailboxes/").content.decode()


def test_an_administrator_adds_one_and_it_is_checked(as_tomasz):
    response = as_tomasz.post("/mailboxes/new/", TYPED | {"imap_secret": "open sesame"})
    mailbox = Mailbox.objects.get()
    assert response.url == f"/mailboxes/{mailbox.pk}/check/"
    assert mailbox.address == "desk@desk.example"
    assert "open sesame" not in mailbox.imap_secret


def test_a_secret_is_never_shown_and_stays_when_nothing_is_typed(as_tomasz):
    mailbox = add_mailbox(imap_secret="open sesame")
    page = shown(as_tomasz, mailbox)
    assert "open sesame" not in page
    assert mailbox.imap_secret not in page
    as_tomasz.post(f"/mailboxes/{mailbox.pk}/", TYPED | {"name": "Another", "address": ADDRESS})
    changed = Mailbox.objects.get()
    assert (changed.name, changed.imap_secret) == ("Another", mailbox.imap_secret)
    assert "sesame" not in str(list(Event.objects.values_list("facts", flat=True)))


def test_servers_to_believe_are_kept_as_a_list(as_tomasz):
    typed = TYPED | {"trusted_servers": "MX.desk.example, relay-1.desk.example mx.desk.example"}
    as_tomasz.post("/mailboxes/new/", typed)
    mailbox = Mailbox.objects.get()
    assert mailbox.trusted_servers == ["mx.desk.example", "relay-1.desk.example"]
    assert 'value="mx.desk.example, relay-1.desk.example"' in shown(as_tomasz, mailbox)


def test_checks_without_a_name_are_believed_where_somebody_says_so(as_tomasz):
    as_tomasz.post("/mailboxes/new/", TYPED | {"trusts_nameless": "on"})
    mailbox = Mailbox.objects.get()
    assert mailbox.trusted_servers == [""]
    as_tomasz.post(f"/mailboxes/{mailbox.pk}/", TYPED)
    assert Mailbox.objects.get().trusted_servers == []


@pytest.mark.parametrize("wrong", ["mx;desk", "(mx)", "mx.desk.example/1", "-mx"])
def test_what_is_no_name_of_a_server_is_refused(as_tomasz, wrong):
    response = as_tomasz.post("/mailboxes/new/", TYPED | {"trusted_servers": wrong})
    assert response.status_code == 422
    assert "is no name of a server" in response.content.decode()


def test_an_address_that_is_taken_is_refused_under_its_field(as_tomasz):
    add_mailbox()
    response = as_tomasz.post("/mailboxes/new/", TYPED | {"address": ADDRESS.upper()})
    assert response.status_code == 422
    assert "There is already a mailbox" in response.content.decode()


@pytest.mark.parametrize("who", ["as_maya", "as_ines", "as_ruth"])
def test_nobody_else_comes_in(request, who):
    mailbox = add_mailbox()
    browser = request.getfixturevalue(who)
    own = f"/mailboxes/{mailbox.pk}/"
    for path in ("/mailboxes/", "/mailboxes/new/", own, f"{own}check/", "/brands/"):
        assert browser.get(path).status_code == 403
    for path in (own, f"{own}pause/", f"{own}resumption/", f"{own}removal/"):
        assert browser.post(path).status_code == 403


def test_the_check_tells_what_works(as_tomasz, server, mail_server):
    page = shown(as_tomasz, on(server), "check/")
    assert "All works" in page
    assert "In the folder: 0 messages" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"imap_host": "nowhere.invalid"}, "There is no server named nowhere.invalid"),
        ({"imap_port": 1}, "refuses connections on port 1"),
        ({"imap_security": "starttls"}, "The certificate of 127.0.0.1 was refused"),
        ({"imap_security": "tls"}, "does not speak TLS on port"),
        ({"imap_secret": "wrong"}, "Check user and password"),
        ({"folder": "Nowhere"}, "There is no folder “Nowhere” that can be opened"),
    ],
)
def test_the_check_tells_which_step_fails_and_what_to_do(as_tomasz, server, given, said):
    os.environ.pop("SSL_CERT_FILE", None)
    page = shown(as_tomasz, on(server, **given), "check/")
    assert said in page
    assert "Something is in the way" in page


def test_a_lost_key_is_told_by_the_check(as_tomasz, server, settings):
    mailbox = on(server)
    mailbox.imap_secret = mailbox.imap_secret[:-6] + "AAAAAA"
    mailbox.save()
    assert "Type the password again" in shown(as_tomasz, mailbox, "check/")


def test_it_is_paused_and_goes_on(as_tomasz):
    mailbox = add_mailbox()
    for _time in range(2):
        as_tomasz.post(f"/mailboxes/{mailbox.pk}/pause/")
    assert Mailbox.objects.get().is_paused
    assert Event.objects.filter(kind="mailbox.paused").count() == 1
    assert "Paused" in as_tomasz.get("/mailboxes/").content.decode()
    as_tomasz.post(f"/mailboxes/{mailbox.pk}/resumption/")
    assert not Mailbox.objects.get().is_paused


def test_one_that_was_never_used_is_removed(as_tomasz):
    mailbox = add_mailbox()
    as_tomasz.post(f"/mailboxes/{mailbox.pk}/removal/")
    assert not Mailbox.objects.exists()


def test_one_with_messages_stays(as_tomasz):
    mailbox = add_mailbox()
    arriving.keep_handed_over(b"Subject: hello\r\n\r\nhi", [mailbox], "")
    as_tomasz.post(f"/mailboxes/{mailbox.pk}/removal/")
    assert Mailbox.objects.exists()
    assert "paused and not removed" in shown(as_tomasz, mailbox)


def test_every_figure_leads_to_its_messages(as_tomasz, deliver):
    mailbox = add_mailbox()
    good = b"From: c@client.example\r\nSubject: The report of May\r\n\r\nhi"
    for content in (good, good, b"no mail at all"):
        arriving.keep_handed_over(content, [mailbox], "")
    deliver()
    page = shown(as_tomasz, mailbox)
    assert "adds up" in page
    assert "1 message could not be read" in page
    for fate, said in (
        ("conversations", "The report of May"),
        ("duplicates", "The report of May"),
        ("quarantined", "/quarantine/"),
        ("appended", "None."),
    ):
        assert said in shown(as_tomasz, mailbox, f"arrivals/?fate={fate}")


def test_new_mail_begins_in_the_department_of_its_mailbox(world, as_tomasz, deliver):
    partner = world.departments["partner"]
    mailbox = add_mailbox(department=partner)
    letter = b"From: c@client.example\r\nSubject: Placement\r\nMessage-ID: <1@c.example>\r\n\r\nhi"
    arriving.keep_handed_over(letter, [mailbox], "")
    deliver()
    assert "Placement" in as_tomasz.get(f"/mailboxes/{mailbox.pk}/arrivals/").content.decode()
    assert mailbox.messages.get().is_beginning
    assert Conversation.objects.get(subject="Placement").department == partner


def test_a_brand_is_added_changed_and_removed(as_tomasz):
    as_tomasz.post("/brands/", {"name": "Northlight", "footer": "Northlight Ltd"})
    brand = Brand.objects.get()
    as_tomasz.post(f"/brands/{brand.pk}/", {"name": "Northlight Media", "languages": ["fr"]})
    brand.refresh_from_db()
    assert (brand.name, brand.footer, brand.languages) == ("Northlight Media", "", ["fr"])
    as_tomasz.post(f"/brands/{brand.pk}/removal/")
    assert not Brand.objects.exists()


def test_a_brand_that_a_mailbox_speaks_for_stays(as_tomasz):
    as_tomasz.post("/brands/", {"name": "Northlight"})
    add_mailbox(brand=Brand.objects.get())
    as_tomasz.post(f"/brands/{Brand.objects.get().pk}/removal/")
    assert Brand.objects.exists()
    assert ADDRESS in as_tomasz.get("/brands/").content.decode()


def test_two_brands_of_one_name_are_refused(as_tomasz):
    as_tomasz.post("/brands/", {"name": "Northlight"})
    assert as_tomasz.post("/brands/", {"name": "NORTHLIGHT"}).status_code == 422
