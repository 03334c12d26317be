"""A real Dovecot for the tests: Debian's, with users, Maildirs and a certificate of its own."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from imapclient import IMAPClient

from tests.certificates import write_certificate

PROGRAM = Path("/usr/sbin/dovecot")
PASSWORD = "correct horse"

_SETTINGS = """
base_dir = {run}
state_dir = {run}
log_path = {home}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{home}/server.pem
ssl_key = <{home}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
default_login_user = {login_user}
default_internal_user = {internal_user}
default_internal_group = {internal_group}
first_valid_uid = 1
mail_location = maildir:{home}/mail/%u
mailbox_idle_check_interval = 1 secs
mail_max_userip_connections = 1000
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {home}/oauth.conf
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """A running server. `certificate` is the one that has to be trusted."""

    def __init__(self, home: Path, port: int, tls_port: int) -> None:
        self.home, self.port, self.tls_port = home, port, tls_port
        self.certificate = home / "server.pem"

    def add_user(self, name: str, password: str = PASSWORD) -> None:
        """A user with an empty folder, whatever was in it before."""
        self.disconnect_all()
        shutil.rmtree(self.home / "mail" / name, ignore_errors=True)
        with (self.home / "users").open("a") as users:
            users.write(f"{name}:{password}\n")
        for folder in ("tmp", "new", "cur"):
            (self.home / "mail" / name / folder).mkdir(parents=True)
        _own(self.home / "mail" / name)

    def deliver(self, user: str, messages: Iterable[bytes]) -> None:
        """As a mail server does it: written whole, then moved into place."""
        maildir = self.home / "mail" / user
        for number, message in enumerate(messages):
            name = f"{time.time_ns()}.{os.getpid()}_{number}.test"
            (maildir / "tmp" / name).write_bytes(message)
            (maildir / "tmp" / name).chmod(0o666)
            (maildir / "tmp" / name).rename(maildir / "new" / name)

    def renumber(self, user: str) -> None:
        """Lose the numbers of a folder, as after a server was set up anew."""
        maildir = self.home / "mail" / user
        before = (maildir / "dovecot-uidlist").read_text().split()[1]
        for file in maildir.glob("dovecot*"):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        # The new ones begin with the time in seconds.
        while int(time.time()) <= int(before.removeprefix("V")):
            time.sleep(0.1)

    @contextmanager
    def signed_in(self, user: str, password: str = PASSWORD) -> Iterator[IMAPClient]:
        with IMAPClient("127.0.0.1", self.port, ssl=False) as client:
            client.login(user, password)
            client.select_folder("INBOX", readonly=True)
            yield client

    def count(self, user: str, criteria: str = "ALL") -> int:
        with self.signed_in(user) as client:
            return len(client.search(criteria))

    def disconnect_all(self) -> None:
        """Throw everybody out, as a restart of the server does."""
        subprocess.run(
            ["doveadm", "-c", str(self.home / "dovecot.conf"), "kick", "*"],
            capture_output=True,
            check=False,
        )


@contextmanager
def running(token_info_url: str = "http://127.0.0.1:9/") -> Iterator[Dovecot]:
    """A Dovecot of its own until the end. Skips where Debian's dovecot-imapd is not installed."""
    if not PROGRAM.exists():
        pytest.skip("There is no Dovecot (Debian: apt-get install dovecot-imapd).")
    with TemporaryDirectory(prefix="dc", dir="/tmp") as folder:
        home = Path(folder)
        home.chmod(0o755)
        server = Dovecot(home, _free_port(), _free_port())
        write_certificate(home)
        (home / "users").touch()
        (home / "mail").mkdir()
        (home / "run").mkdir()
        _own(home / "mail")
        (home / "oauth.conf").write_text(
            f"introspection_url = {token_info_url}\nintrospection_mode = auth\n"
            "username_attribute = user\n"
        )
        (home / "dovecot.conf").write_text(_settings(server))
        process = subprocess.Popen(
            [str(PROGRAM), "-F", "-c", str(home / "dovecot.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _settings(server: Dovecot) -> str:
    is_root = os.getuid() == 0
    me = _user_name()
    return _SETTINGS.format(
        home=server.home,
        run=server.home / "run",
        port=server.port,
        tls_port=server.tls_port,
        login_user="dovenull" if is_root else me,
        internal_user="dovecot" if is_root else me,
        internal_group="dovecot" if is_root else _group_name(),
        uid="mail" if is_root else me,
        gid="mail" if is_root else _group_name(),
    )


def _user_name() -> str:
    return subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()


def _group_name() -> str:
    return subprocess.run(["id", "-gn"], capture_output=True, text=True, check=True).stdout.strip()


def _own(folder: Path) -> None:
    if os.getuid() == 0:
        subprocess.run(["chown", "-R", "mail:mail", str(folder)], check=True)


def _wait_for(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
                if connection.recv(10):
                    return
        except OSError:
            pass
        if process.poll() is not None or time.monotonic() > until:
            said = process.stderr.read().decode() if process.stderr else ""
            log = server.home / "dovecot.log"
            raise AssertionError(said + (log.read_text() if log.exists() else ""))
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
