"""`mainstay`: its commands and its exit codes."""

import pytest
from click.testing import CliRunner

from mainstay.cli.program import COMMANDS, program


def test_help_names_every_command(homes):
    said = homes.empty().run("--help").stdout.decode()
    assert all(f"\n  {name} " in said for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name):
    done = CliRunner().invoke(program, [name, "--help"])
    assert done.exit_code == 0
    assert f"Usage: program {name}" in done.output


def test_a_wrong_setting_is_named(homes):
    done = homes.empty().run("migrate", MAINSTAY_PORT="a lot")
    assert done.returncode == 2
    assert b"MAINSTAY_PORT" in done.stderr


def test_a_first_command_makes_the_desk(homes):
    desk = homes.empty()
    assert desk.json("migrate")["steps"] > 0
    assert desk.json("migrate") == {"steps": 0}
    assert (desk.home / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_member_is_made_with_a_password_from_standard_input(desk):
    done = desk.run(
        *("createuser", "maya@desk.example", "--name", "Maya", "--role", "administrator"),
        "--password-stdin",
        stdin=b"a long enough password\n",
    )
    assert done.returncode == 0, done.stderr
    assert desk.rows("SELECT email, role FROM team_member") == [
        ("maya@desk.example", "administrator")
    ]
