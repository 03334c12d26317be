"""Asking addresses that somebody typed in, with a real server and hostile ones."""

import ipaddress
import re
import socket
import ssl
import threading
import time
from contextlib import contextmanager

import pytest

from mainstay.core import outside
from mainstay.core.outside import NotReached, addresses, asking
from tests.certificates import write_certificate

CALM = {"patience": 5.0, "most_bytes": 1000}


@pytest.fixture
def trusts_this_host(settings):
    settings.ENV = settings.ENV.model_copy(update={"private_networks": "127.0.0.0/8,::1/128"})


def whole_request(one):
    """Head and body, which may come in pieces."""
    heard = b""
    while b"\r\n\r\n" not in heard and (piece := one.recv(65536)):
        heard += piece
    head, _blank, body = heard.partition(b"\r\n\r\n")
    told = re.search(rb"(?i)content-length: (\d+)", head)
    while told and len(body) < int(told[1]) and (piece := one.recv(65536)):
        body += piece
    return head + b"\r\n\r\n" + body


@contextmanager
def answering(answer, *, context=None):
    """A server that says `answer` (bytes, or a function of its connection) to each who comes."""
    heard = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                one, _address = listening.accept()
            except OSError:
                return
            try:
                one = context.wrap_socket(one, server_side=True) if context else one
                with one:
                    heard.append(whole_request(one))
                    if callable(answer):
                        answer(one)
                    else:
                        one.sendall(answer)
            except OSError:
                pass

    threading.Thread(target=serve, daemon=True).start()
    yield f"127.0.0.1:{listening.getsockname()[1]}", heard
    listening.close()


def ok(body=b"thanks", extra=b""):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n%b\r\n"
    return head % (len(body), extra) + body


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.1",
        "10.0.0.1",
        "172.16.5.5",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.0.8",
        "192.88.99.1",
        "198.18.0.1",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "fe80::1",
        "fec0::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_no_address_of_our_own_network_is_asked(address):
    assert not outside.is_allowed(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"]
)
def test_a_public_address_is(address):
    assert outside.is_allowed(ipaddress.ip_address(address))


def test_a_trusted_network_is_and_the_secrets_of_a_cloud_are_not(settings):
    settings.ENV = settings.ENV.model_copy(
        update={"private_networks": "10.1.0.0/16, fd00::/8, 169.254.0.0/16"}
    )
    allowed = {
        each: outside.is_allowed(ipaddress.ip_address(each))
        for each in ("10.1.2.3", "10.2.0.1", "fd00::5", "169.254.169.254", "::ffff:10.1.2.3")
    }
    assert allowed == {
        "10.1.2.3": True,
        "10.2.0.1": False,
        "fd00::5": True,
        "169.254.169.254": False,
        "::ffff:10.1.2.3": True,
    }


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("https://localhost/x", "forbidden"),
        ("https://127.0.0.1/x", "forbidden"),
        ("https://2130706433/x", "forbidden"),
        ("https://0x7f.1/x", "forbidden"),
        ("https://127.1/x", "forbidden"),
        ("https://[::ffff:127.0.0.1]/x", "forbidden"),
        ("https://169.254.169.254/latest/meta-data", "forbidden"),
        ("http://8.8.8.8/x", "address"),
        ("https://8.8.8.8:25/x", "address"),
        ("https://me:secret@8.8.8.8/x", "address"),
        ("ftp://8.8.8.8/x", "address"),
        ("//8.8.8.8/x", "address"),
        ("https:///x", "address"),
        ("https://8.8.8.8/a b", "address"),
        ("https://8.8.8.8\\@127.0.0.1/", "address"),
        ("https://8.8.8.8/é", "address"),
        ("https://8.8.8.8:99999/", "address"),
        ("https://" + "x" * 2000, "address"),
        ("", "address"),
        ("javascript:alert(1)", "address"),
    ],
)
def test_an_address_that_leads_nowhere_good_is_refused(url, cause):
    with pytest.raises(NotReached) as told:
        outside.check_url(url)
    assert told.value.cause == cause
    assert str(told.value)


def test_a_name_that_means_nothing_just_now_is_no_fault_of_the_address():
    outside.check_url("https://nobody.invalid/hooks")


def test_of_several_addresses_none_may_be_private(monkeypatch):
    found = [ipaddress.ip_address("8.8.8.8"), ipaddress.ip_address("10.0.0.1")]
    monkeypatch.setattr(addresses, "_resolve", lambda *_args: found)
    with pytest.raises(NotReached, match="private network"):
        outside.look_up("https://both.example/", patience=1)


def test_a_name_is_looked_up_once(monkeypatch, trusts_this_host):
    """It could mean another address when it is looked up again, which nobody has checked."""
    asked = []

    def resolve(host, _port, _patience):
        asked.append(host)
        return [ipaddress.ip_address("127.0.0.1" if len(asked) == 1 else "10.0.0.1")]

    monkeypatch.setattr(addresses, "_resolve", resolve)
    with answering(ok()) as (place, heard):
        answer = outside.post(
            f"http://shop.example:{place.rpartition(':')[2]}/x", b"{}", {}, **CALM
        )
    assert answer.body == b"thanks"
    assert asked == ["shop.example"]
    assert b"Host: shop.example" in heard[0]


def test_it_sends_what_it_is_given_and_tells_the_answer(trusts_this_host):
    with answering(ok()) as (place, heard):
        answer = outside.post(f"http://{place}/a?b=c", b'{"n": 1}', {"X-Sign": "1"}, **CALM)
    assert (answer.status, answer.content_type, answer.is_good) == (200, "text/plain", True)
    assert heard[0].startswith(b"POST /a?b=c HTTP/1.1\r\n")
    assert b"X-Sign: 1" in heard[0]
    assert heard[0].endswith(b'{"n": 1}')


def test_a_long_answer_is_cut(trusts_this_host):
    with answering(ok(b"x" * 50_000)) as (place, _heard):
        answer = outside.post(f"http://{place}/", b"", {}, **CALM)
    assert (len(answer.body), answer.is_cut) == (1000, True)


def test_a_redirect_is_told_and_not_followed(trusts_this_host):
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"
    with answering(moved) as (place, heard):
        answer = outside.post(f"http://{place}/", b"", {}, **CALM)
    assert (answer.status, answer.is_good, len(heard)) == (302, False, 1)


def drip(one):
    one.sendall(b"HTTP/1.1 200 OK\r\n")
    for _second in range(100):
        one.sendall(b"X-Slow: 1\r\n")
        time.sleep(0.1)


def drip_body(one):
    one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _second in range(100):
        one.sendall(b"x")
        time.sleep(0.1)


@pytest.mark.parametrize("answer", [drip, drip_body, lambda _one: time.sleep(5)])
def test_however_slowly_it_drips_it_is_over_in_time(trusts_this_host, answer):
    with answering(answer) as (place, _heard):
        began = time.monotonic()
        with pytest.raises(NotReached, match=r"did not answer in 0\.7 s") as told:
            outside.post(f"http://{place}/", b"", {}, patience=0.7, most_bytes=1000)
    assert told.value.cause == "time"
    assert time.monotonic() - began < 3


def test_a_handshake_that_hangs_is_over_in_time(trusts_this_host):
    with (
        answering(lambda _one: time.sleep(5)) as (place, _heard),
        pytest.raises(NotReached) as told,
    ):
        outside.post(f"https://{place}/", b"", {}, patience=0.7, most_bytes=1000)
    assert told.value.cause == "time"


def test_nobody_there_is_said(trusts_this_host):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotReached, match="does not take connections"):
        outside.post(f"http://127.0.0.1:{port}/", b"", {}, **CALM)


@pytest.mark.parametrize("answer", [b"", b"\x00\x01\x02\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_http_is_said(trusts_this_host, answer):
    with answering(answer) as (place, _heard), pytest.raises(NotReached) as told:
        outside.post(f"http://{place}/", b"", {}, **CALM)
    assert told.value.cause in ("answer", "connection")


def test_a_certificate_is_checked(trusts_this_host, tmp_path):
    write_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem", tmp_path / "server.key")
    with answering(ok(), context=context) as (place, _heard):
        port = place.rpartition(":")[2]
        with pytest.raises(NotReached) as told:
            outside.post(f"https://localhost:{port}/", b"", {}, **CALM)
        assert told.value.cause == "tls"


def test_a_good_certificate_is_good(trusts_this_host, tmp_path, monkeypatch):
    write_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem", tmp_path / "server.key")
    trusting = ssl.create_default_context(cafile=str(tmp_path / "server.pem"))
    monkeypatch.setattr(asking, "_context", lambda: trusting)
    with answering(ok(), context=context) as (place, _heard):
        port = place.rpartition(":")[2]
        assert outside.post(f"https://localhost:{port}/", b"", {}, **CALM).is_good


def test_a_signature_says_who_and_when():
    header = outside.signature("secret", b'{"id": 1}', 1_700_000_000)
    assert header.startswith("t=1700000000,v1=")
    good = {"secret": "secret", "body": b'{"id": 1}', "now": 1_700_000_100}
    assert outside.is_signed(header, **good)
    for wrong in (
        {"secret": "other"},
        {"body": b'{"id": 2}'},
        {"now": 1_700_000_000 + 301},
    ):
        assert not outside.is_signed(header, **{**good, **wrong})
    for forged in ("", "t=,v1=", "t=abc,v1=x", header.replace("t=17", "t=18"), "v1=x"):
        assert not outside.is_signed(forged, **good)
