"""`mainstay mail import`: everything is kept, counted once, and may be stopped anywhere."""

import mailbox
import signal

import pytest

from mainstay.cli.tests.mails import NO_MAIL, ONE, folder_of_mails, parent_links, spamassassin
from mainstay.cli.tests.program import wait_until

NOTHING = {"read": 0, "conversations": 0, "appended": 0, "duplicates": 0, "quarantined": {}}

# What the mails became, whatever numbers they got on the way.
END = """
    SELECT string_agg(raw.sha256, ' ' ORDER BY raw.sha256)
    FROM conversations_message AS message JOIN channels_rawmessage AS raw ON raw.id = raw_id
    GROUP BY conversation_id ORDER BY 1
"""
STATES = "SELECT sha256, state, cause, attempts FROM channels_rawmessage ORDER BY 1"
FACTS = "SELECT kind, count(*) FROM core_event GROUP BY kind ORDER BY 1"


def settled(counts):
    return (
        counts["conversations"]
        + counts["appended"]
        + counts["duplicates"]
        + sum(counts["quarantined"].values())
    )


def end_state(desk):
    return [desk.rows(query) for query in (END, STATES, FACTS)]


def test_what_was_read_adds_up(desk, tmp_path):
    folder = folder_of_mails(tmp_path / "mails", 60)
    (folder / "list.txt").write_bytes(NO_MAIL)
    (folder / "copy.eml").write_bytes((folder / "00007.eml").read_bytes())
    (folder / "empty.eml").write_bytes(b"")
    counts = desk.json("mail", "import", folder)
    assert counts["read"] == settled(counts) == 63
    assert counts["duplicates"] >= 1
    assert counts["quarantined"] == {"empty": 1, "no_headers": 1}


def test_a_second_time_brings_nothing_new(desk, tmp_path):
    folder = folder_of_mails(tmp_path / "mails", 30)
    (folder / "list.txt").write_bytes(NO_MAIL)
    desk.json("mail", "import", folder)
    before = end_state(desk)
    assert desk.json("mail", "import", folder) == NOTHING | {"read": 31, "duplicates": 31}
    assert end_state(desk) == before


def test_a_file_without_bytes_is_counted(desk, tmp_path):
    (tmp_path / "one.eml").write_bytes(ONE)
    (tmp_path / "lost.eml").symlink_to(tmp_path / "nowhere")
    counts = desk.json("mail", "import", tmp_path)
    assert counts == NOTHING | {
        "read": 2,
        "conversations": 1,
        "quarantined": {"unreadable_file": 1},
    }


def test_an_mbox_and_a_maildir_are_read(desk, tmp_path):
    box = mailbox.mbox(tmp_path / "box")
    box.add(ONE)
    box.add(ONE.replace(b"<one@", b"<two@"))
    box.flush()
    maildir = mailbox.Maildir(tmp_path / "maildir", create=True)
    maildir.add(ONE.replace(b"<one@", b"<three@"))
    assert desk.json("mail", "import", tmp_path)["conversations"] == 3


def test_progress_goes_to_standard_error(desk, tmp_path):
    (tmp_path / "one.eml").write_bytes(ONE)
    done = desk.run("mail", "import", tmp_path)
    assert b"1 of 1" in done.stderr
    assert done.stdout.startswith(b"1 read: 1 began a conversation")


def test_a_path_that_is_not_there_is_a_wrong_call(desk, tmp_path):
    assert desk.run("mail", "import", tmp_path / "nowhere").returncode == 2


def test_killed_in_the_middle_and_run_again_it_ends_the_same(homes, tmp_path):
    _killed_and_run_again(homes, folder_of_mails(tmp_path / "mails", 160), after=60)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_all_real_mails_killed_in_the_middle_end_the_same(homes):
    folder = spamassassin()
    counts = _killed_and_run_again(homes, folder, after=1500)
    assert counts["read"] == 3000


def test_interrupted_it_says_how_to_go_on(desk, tmp_path):
    folder = folder_of_mails(tmp_path / "mails", 400)
    with desk.running("mail", "import", folder, "--json") as process:
        _wait_for_mails(desk, 20)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"run it again" in stderr
    assert b"Traceback" not in stderr
    assert stdout == b""


def test_answers_are_beside_their_parents(desk, tmp_path):
    """Whoever answers whom is known for real mails; some come before what they answer."""
    folder = spamassassin()
    links = parent_links(folder)[:300]
    some = tmp_path / "some"
    for each in {name for link in links for name in link}:
        (some / each).parent.mkdir(parents=True, exist_ok=True)
        (some / each).write_bytes((folder / each).read_bytes())
    desk.json("mail", "import", some)
    assert _share_together(desk, some, links) >= 0.99


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_of_all_real_mails_answers_are_beside_their_parents(desk):
    folder = spamassassin()
    counts = desk.json("mail", "import", folder)
    assert counts["read"] == settled(counts) == 3000
    assert _share_together(desk, folder, parent_links(folder)) >= 0.99
    assert desk.json("mail", "import", folder) == NOTHING | {"read": 3000, "duplicates": 3000}


def _killed_and_run_again(homes, folder, *, after):
    undisturbed, killed = homes.another(), homes.another()
    counts = undisturbed.json("mail", "import", folder)
    with killed.running("mail", "import", folder) as process:
        _wait_for_mails(killed, after)
        process.kill()
        process.wait()
    assert killed.rows("SELECT count(*) FROM conversations_message") < undisturbed.rows(
        "SELECT count(*) FROM conversations_message"
    )
    again = killed.json("mail", "import", folder)
    assert again["read"] == settled(again) == counts["read"]
    assert end_state(killed) == end_state(undisturbed)
    return counts


def _wait_for_mails(desk, count):
    def are_there():
        return desk.rows("SELECT count(*) FROM conversations_message")[0][0] >= count

    wait_until(are_there, seconds=200, what=f"{count} mails")


def _share_together(desk, folder, links):
    rows = desk.rows(
        "SELECT raw.origin, conversation_id FROM conversations_message AS message"
        " JOIN channels_rawmessage AS raw ON raw.id = raw_id"
    )
    place = dict(rows)
    together = sum(place[str(folder / a)] == place[str(folder / b)] for a, b in links)
    return together / len(links)
