"""What came with a mail: shown where nothing can run, saved and never opened."""

import re
from email.message import EmailMessage
from urllib.parse import unquote

import pytest

from mainstay.channels import files
from mainstay.conversations.models import Attachment, Conversation
from mainstay.conversations.tests.mails import DANIEL, arrive, conversation_of

PNG = b"\x89PNG\r\n\x1a\n and so on"
HTML = """
<html><head><script>alert(1)</script><meta http-equiv="refresh" content="0;url=//evil.example">
<base href="//evil.example/"><link rel="stylesheet" href="//evil.example/a.css"></head>
<body onload="alert(2)"><p onclick="alert(3)">Look at <a href="javascript:alert(4)">this</a></p>
<form action="//evil.example"><input name="password"></form>
<iframe src="//evil.example"></iframe><object data="//evil.example"></object>
<img src="cid:logo@client" alt="Our logo"><img src="cid:unknown" alt="Missing">
<img src="https://tracker.example/pixel.gif" alt="Tracked" width="1">
<img src="cid:drawing@client" alt="A drawing">
<div style="background:url(https://tracker.example/b.gif);color:red">Red</div>
<svg><script>alert(5)</script></svg></body></html>
"""


@pytest.fixture
def mail(world):
    """A mail with HTML, two inline pictures (one an SVG) and a file."""
    letter = EmailMessage()
    letter["From"], letter["To"] = DANIEL, "desk@localhost"
    letter["Subject"], letter["Message-ID"] = "The report", "<report@northwindads.example>"
    letter.set_content("Plain words")
    letter.add_alternative(HTML, subtype="html")
    html = letter.get_payload()[1]
    html.add_related(PNG, "image", "png", cid="<logo@client>", filename="logo.png")
    html.add_related(b"<svg onload='alert(6)'/>", "image", "svg+xml", cid="<drawing@client>")
    letter.add_attachment(b"a,b\n1,2", maintype="text", subtype="csv", filename="report.csv")
    return conversation_of(arrive(letter.as_bytes())).messages.get()


@pytest.fixture
def report(mail):
    return mail.attachments.get(filename="report.csv")


def body(browser, mail):
    return browser.get(f"/messages/{mail.pk}/body/")


def everything(mail):
    """Every address under which something of a mail lies."""
    yield from (f"/messages/{mail.pk}/{part}/" for part in ("body", "raw"))
    for each in mail.attachments.all():
        yield from (f"/attachments/{each.pk}/", f"/attachments/{each.pk}/picture/")


def test_the_html_of_a_mail_runs_nothing_and_fetches_nothing(as_maya, mail):
    text = body(as_maya, mail).content.decode()
    for word in ("script", "javascript", "onload", "onclick", "alert", "evil.example", "tracker"):
        assert word not in text, word
    for tag in ("<form", "<input", "<iframe", "<object", "<link", "<meta http", "<svg"):
        assert tag not in text, tag
    assert "Look at" in text
    assert text.count("<base") == 1


def test_its_page_has_a_policy_of_its_own(as_maya, mail):
    policy = body(as_maya, mail).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    sandbox = re.search(r"sandbox ([^;]*)", policy)[1]
    assert "allow-scripts" not in sandbox
    assert "allow-forms" not in sandbox
    assert "script-src" not in policy
    assert "https:" not in policy


def test_it_may_stand_in_our_frames_only(as_maya, mail):
    response = body(as_maya, mail)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_the_page_shows_it_in_a_frame_without_scripts(as_maya, mail):
    page = as_maya.get(f"/conversations/{mail.conversation_id}/").content.decode()
    (frame,) = re.findall(r"<iframe[^>]*>", page)
    assert f'src="/messages/{mail.pk}/body/"' in frame
    assert "allow-scripts" not in frame
    assert "tracker.example" not in page


def test_a_picture_that_came_along_is_shown(as_maya, mail):
    logo = mail.attachments.get(content_type="image/png")
    assert f'src="/attachments/{logo.pk}/picture/"' in body(as_maya, mail).content.decode()
    response = as_maya.get(f"/attachments/{logo.pk}/picture/")
    assert response.content == PNG
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "private" in response.headers["Cache-Control"]


def test_a_drawing_that_could_run_is_no_picture(as_maya, mail):
    drawing = mail.attachments.get(content_type="image/svg+xml")
    assert as_maya.get(f"/attachments/{drawing.pk}/picture/").status_code == 404
    assert f"/attachments/{drawing.pk}/" not in body(as_maya, mail).content.decode()


def test_a_file_is_no_picture(as_maya, report):
    assert as_maya.get(f"/attachments/{report.pk}/picture/").status_code == 404


def test_a_file_is_saved_and_never_shown(as_maya, report):
    response = as_maya.get(f"/attachments/{report.pk}/")
    assert response.getvalue() == b"a,b\n1,2"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == 'attachment; filename="report.csv"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_the_mail_is_saved_as_it_arrived(as_maya, mail):
    response = as_maya.get(f"/messages/{mail.pk}/raw/")
    assert b"<report@northwindads.example>" in response.getvalue()
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert f"message-{mail.pk}.eml" in response.headers["Content-Disposition"]


def test_what_we_wrote_has_no_bytes_that_arrived(as_maya, world):
    ours = world.payout.messages.filter(kind="out").first()
    assert as_maya.get(f"/messages/{ours.pk}/raw/").status_code == 404
    assert as_maya.get(f"/messages/{ours.pk}/body/").status_code == 404


def test_inline_pictures_are_no_files_of_the_list(as_maya, mail):
    page = as_maya.get(f"/conversations/{mail.conversation_id}/").content.decode()
    assert "report.csv" in page
    assert "logo.png" not in page


def test_strangers_are_told_that_there_is_nothing(as_oskar, mail):
    for address in everything(mail):
        assert as_oskar.get(address).status_code == 404, address


def test_who_may_only_read_reads_it_all(as_ruth, mail, report):
    assert body(as_ruth, mail).status_code == 200
    assert as_ruth.get(f"/attachments/{report.pk}/").status_code == 200


def test_the_file_moves_with_its_conversation(as_maya, as_oskar, world, mail, report):
    Conversation.objects.filter(pk=mail.conversation_id).update(department=world.partner)
    assert as_maya.get(f"/attachments/{report.pk}/").status_code == 404
    assert as_oskar.get(f"/attachments/{report.pk}/").status_code == 200


def test_all_of_it_is_only_read(as_maya, mail):
    for address in everything(mail):
        assert as_maya.post(address).status_code == 405, address


def test_who_is_not_signed_in_gets_nothing(client, mail):
    for address in everything(mail):
        assert client.get(address).status_code == 302, address


@pytest.mark.parametrize(
    ("name", "saved_as"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: stolen=1.txt", "aSet-Cookie: stolen=1.txt"),
        ('a"; filename="evil.exe', 'a"; filename="evil.exe'),
        ("a\\b.txt", "a\\b.txt"),
        ("Zahlung März.pdf", "Zahlung März.pdf"),
        ("дог\u202eовор\u200b.pdf", "договор.pdf"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("", "file"),
        ("\x01\x02", "file"),
        ("\x7f\x85a.txt", "a.txt"),
        ("x" * 255, "x" * 255),
    ],
)
def test_a_name_says_only_how_to_save(as_maya, report, name, saved_as):
    Attachment.objects.filter(pk=report.pk).update(filename=name)
    response = as_maya.get(f"/attachments/{report.pk}/")
    assert response.status_code == 200
    said = response.headers["Content-Disposition"]
    assert said.startswith("attachment; filename")
    if "filename*=" in said:
        assert unquote(said.partition("utf-8''")[2]) == saved_as
    else:
        quoted = re.fullmatch(r'attachment; filename="((?:[^"\\]|\\.)*)"', said)[1]
        assert re.sub(r"\\(.)", r"\1", quoted) == saved_as


@pytest.mark.parametrize("name", ["<script>alert(1)</script>.pdf", "\u202efdp.exe", "'\"><b>"])
def test_a_name_is_text_on_the_page(as_maya, mail, report, name):
    Attachment.objects.filter(pk=report.pk).update(filename=name)
    page = as_maya.get(f"/conversations/{mail.conversation_id}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>.pdf" not in page


def test_a_file_that_is_gone_from_the_disk_is_not_there(as_maya, mail, report):
    Attachment.objects.filter(message=mail).update(file="no/such/file")
    logo = mail.attachments.get(content_type="image/png")
    assert as_maya.get(f"/attachments/{report.pk}/").status_code == 404
    assert as_maya.get(f"/attachments/{logo.pk}/picture/").status_code == 404
    assert body(as_maya, mail).status_code == 200


def test_a_key_of_the_store_reaches_nothing_outside_of_it(as_maya, report, settings):
    Attachment.objects.filter(pk=report.pk).update(file="../secret_key")
    assert as_maya.get(f"/attachments/{report.pk}/").status_code in (400, 404)
    assert files.keep(b"x").count("/") == 2
