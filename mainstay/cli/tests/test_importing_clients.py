"""`mainstay import clients`: a table becomes clients, and every bad row is named."""

FILE = "name,domains,contact_email,colour\nLumio,lumio.example,eva@lumio.example,red\n,,,\nX,x,,\n"
CLIENTS = "SELECT name FROM clients_organisation ORDER BY name"


def test_rows_are_taken_in_and_bad_ones_named(desk, tmp_path):
    file = tmp_path / "clients.csv"
    file.write_text(FILE)
    dry = desk.run("import", "clients", file, "--dry-run", "--json")
    assert (dry.returncode, desk.rows(CLIENTS)) == (1, [])
    assert b"Rows: 2 of 3" in dry.stderr

    done = desk.run("import", "clients", file)
    assert done.returncode == 1
    said = done.stdout.decode()
    assert "line 4, domains: “x” is no domain. Write it as example.com." in said
    assert "“colour” is not known" in said
    assert "2 rows: 1 clients added, 0 changed; 1 people added" in said
    assert desk.rows(CLIENTS) == [("Lumio",)]


def test_a_program_may_read_what_happened(desk, tmp_path):
    file = tmp_path / "clients.csv"
    file.write_text("name;country\nLumio;DE\n")
    assert desk.json("import", "clients", file) == {
        "rows": 1,
        "clients_added": 1,
        "clients_changed": 0,
        "contacts_added": 0,
        "contacts_changed": 0,
        "unchanged": 0,
        "bad_rows": [],
        "ignored_columns": [],
        "dry_run": False,
        "encoding": "utf-8",
        "separator": ";",
    }
    assert desk.json("import", "clients", file)["unchanged"] == 1


def test_what_is_no_table_is_refused_in_a_sentence(desk, tmp_path):
    file = tmp_path / "photo.csv"
    file.write_bytes(b"\x89PNG\r\n")
    done = desk.run("import", "clients", file)
    assert done.returncode == 1
    assert b"names no column that is known here" in done.stderr
    assert b"Traceback" not in done.stderr
