"""`mainstay doctor`: how the desk is, and what to do."""

import json

from mainstay.cli.tests.mails import NO_MAIL


def findings(program, **settings):
    done = program.run("doctor", "--json", **settings)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, {(each["what"], each["state"]): each["says"] for each in found}


def test_a_new_home_is_well(homes):
    code, found = findings(homes.empty())
    assert code == 0
    assert not [what for what, state in found if state == "broken"]
    assert found["database", "ok"].startswith("PostgreSQL")
    assert "C.UTF-8" in found["letters", "ok"]


def test_every_finding_is_a_line_for_people(desk):
    done = desk.run("doctor")
    assert all(
        line.split()[0] in ("ok", "attention", "broken")
        for line in done.stdout.decode().splitlines()
    )


def test_a_key_that_others_may_read_is_broken(desk):
    (desk.home / "secret_key").chmod(0o644)
    code, found = findings(desk)
    assert code == 1
    assert "chmod 600" in found["rights", "broken"]


def test_a_mail_server_that_does_not_answer_is_broken(desk):
    code, found = findings(desk, MAINSTAY_SMTP_URL="smtp://localhost:1?tls=off")
    assert code == 1
    assert "could not be reached" in found["mail", "broken"]


def test_without_clock_and_worker_it_says_how_to_start_them(desk):
    _code, found = findings(desk)
    assert "mainstay up" in found["clock", "attention"]
    assert "mainstay up" in found["worker", "attention"]


def test_what_was_set_aside_is_counted(desk):
    desk.run("mail", "receive", stdin=NO_MAIL)
    _code, found = findings(desk)
    assert found["work", "attention"].startswith("1 messages were set aside")


def test_mail_that_is_held_back_is_told(desk):
    desk.run("sending", "off")
    _code, found = findings(desk)
    assert "mainstay sending on" in found["sending", "attention"]


def test_an_address_without_encryption_is_told(desk):
    _code, found = findings(desk, MAINSTAY_URL="http://desk.example.com")
    assert "not encrypted" in found["address", "attention"]


def test_a_database_that_is_away_is_broken_and_said_in_a_sentence(homes):
    code, found = findings(homes.empty(), DATABASE_URL="postgresql://localhost:1/x")
    assert code == 1
    assert found["database", "broken"].startswith("The database does not answer")
