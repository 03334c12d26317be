"""Clients are brought in from a CSV file, as often as one likes."""

import io
import time

import pytest

from mainstay.clients import actions
from mainstay.clients.importing import open_sheet, take_in
from mainstay.clients.importing.rows import Vocabulary
from mainstay.clients.models import Contact, Identity, Organisation
from mainstay.core.errors import Refused
from mainstay.core.models import Event

FILE = """name,kinds,domains,language,country,contact_name,contact_email,tags,note,manager_email
Lumio Finance,advertiser,lumio.example,de,DE,Jonas Weber,jonas@lumio.example,"bank, dach",Careful,\
maya@mainstay.example
Lumio Finance,,,,,Eva Sand,eva@lumio.example,,,
Vento,network; publisher,vento.example,es,es,,,,,
"""


def brought(text, *, by, dry=False, encoding="utf-8"):
    vocabulary = Vocabulary()
    raw = text if isinstance(text, bytes) else text.encode(encoding)
    sheet = open_sheet(io.BytesIO(raw), vocabulary.knows)
    return list(take_in(sheet, vocabulary, by=by, is_dry=dry))[-1]


def counts(tally):
    return (
        tally.clients_added,
        tally.clients_changed,
        tally.contacts_added,
        tally.contacts_changed,
        tally.unchanged,
    )


def faults(tally):
    return [(each.line, each.column, each.reason) for each in tally.faults]


def test_clients_and_their_people_are_added(world):
    tally = brought(FILE, by=world.maya)
    assert (tally.rows, counts(tally), tally.faults) == (3, (2, 0, 2, 0, 0), [])
    lumio = Organisation.objects.get(name="Lumio Finance")
    assert (lumio.kinds, lumio.language, lumio.country, lumio.note, lumio.manager) == (
        ["advertiser"],
        "de",
        "DE",
        "Careful",
        world.maya,
    )
    assert {each.name for each in lumio.tags.all()} == {"bank", "dach"}
    assert {each.name for each in lumio.contacts.all()} == {"Jonas Weber", "Eva Sand"}
    assert lumio.contacts.get(name="Eva Sand").language == "de"
    assert Organisation.objects.get(name="Vento").kinds == ["network", "publisher"]


def test_the_same_file_again_changes_nothing(world):
    brought(FILE, by=world.maya)
    before = Event.objects.count()
    tally = brought(FILE, by=world.maya)
    assert counts(tally) == (0, 0, 0, 0, 3)
    assert Event.objects.count() == before


def test_a_dry_run_says_the_same_and_changes_nothing(world):
    before = (Organisation.objects.count(), Event.objects.count())
    dry = brought(FILE, by=world.maya, dry=True)
    assert (Organisation.objects.count(), Event.objects.count()) == before
    assert counts(dry) == counts(brought(FILE, by=world.maya))
    assert counts(brought(FILE, by=world.maya, dry=True)) == (0, 0, 0, 0, 3)


def test_only_what_the_file_says_is_changed(world):
    brought(FILE, by=world.maya)
    tally = brought("domains,note,tags\nlumio.example,Calls back,vip\n", by=world.maya)
    assert counts(tally) == (0, 1, 0, 0, 0)
    lumio = Organisation.objects.get(name="Lumio Finance")
    assert (lumio.note, lumio.country) == ("Calls back", "DE")
    assert {each.name for each in lumio.tags.all()} == {"bank", "dach", "vip"}


def test_a_domain_goes_before_a_name(world):
    brought("name,domains\nNorthwind Advertising,northwindads.example\n", by=world.maya)
    world.northwind.refresh_from_db()
    assert world.northwind.name == "Northwind Advertising"
    assert world.northwind.domains.count() == 2


def test_a_client_is_found_by_name_in_any_case(world):
    brought("Name;Country\nnorthwind ADS;IE\n", by=world.maya)
    world.northwind.refresh_from_db()
    assert world.northwind.country == "IE"


def test_a_client_is_found_by_its_person(world):
    text = "contact_email,contact_name,country\nTom.Keller@northwindads.example,Thomas Keller,IE\n"
    assert counts(brought(text, by=world.maya)) == (0, 1, 0, 1, 0)
    world.tom.refresh_from_db()
    assert world.tom.name == "Thomas Keller"


def test_what_was_merged_is_changed_at_the_other(world):
    actions.merge(world.journal, world.northwind, by=world.ines)
    text = "domains,note\nlejournaldusud.example,Both\n"
    assert counts(brought(text, by=world.maya)) == (0, 1, 0, 0, 0)
    assert counts(brought(text, by=world.maya)) == (0, 0, 0, 0, 1)
    world.northwind.refresh_from_db()
    assert world.northwind.note == "Both"


def test_people_who_wrote_before_join_their_client(world):
    early = actions.meet("early@lumio.example", "Early")
    brought(FILE, by=world.maya)
    early.refresh_from_db()
    assert early.organisation.name == "Lumio Finance"


def test_own_fields_are_filled_in_by_name(world):
    level = actions.define_field(
        "Level", about="organisation", kind="choice", choices=["Gold", "Silver"], by=world.tomasz
    )
    birthday = actions.define_field("Birthday", about="contact", kind="date", by=world.tomasz)
    text = (
        "name,LEVEL,contact: birthday,contact_email\n"
        "Northwind Ads,gold,1980-02-03,tom.keller@northwindads.example\n"
        "Northwind Ads,Bronze,,\n"
        "Northwind Ads,,3.2.80,tom.keller@northwindads.example\n"
    )
    tally = brought(text, by=world.maya)
    assert [each[:2] for each in faults(tally)] == [(3, "LEVEL"), (4, "contact: birthday")]
    world.northwind.refresh_from_db()
    world.tom.refresh_from_db()
    assert world.northwind.custom == {level.key: "Gold"}
    assert world.tom.custom == {birthday.key: "1980-02-03"}


BAD = [
    ("x,advertiser?,,,,,,,,", "kinds", "“advertiser?” is none of: advertiser, agency"),
    ("x,,gmail.com,,,,,,,", "domains", "public mail domain"),
    ("x,,not a domain,,,,,,,", "domains", "“not” is no domain"),
    ("x,,northwindads.example lejournaldusud.example,,,,,,,", "domains", "different clients"),
    ("x,,,xx,,,,,,", "language", "“xx” is none of"),
    ("x,,,,Germany,,,,,", "country", "two letters"),
    ("x,,,,,Eva,,,,", "contact_email", "known by an address"),
    ("x,,,,,,nobody,,,", "contact_email", "“nobody” is no e-mail address"),
    ("x,,,,,,tom.keller@northwindads.example,,,", "contact_email", "belongs to Northwind Ads here"),
    ("x,,,,,,,,,nobody@x.example", "manager_email", "Nobody who may answer"),
    ("x,,,,,,,,,ruth@mainstay.example", "manager_email", "Nobody who may answer"),
    (",advertiser,,,,,,,,", "name", "It is missing"),
    ("x" * 201 + ",,,,,,,,,", "name", "At most 200"),
    ("x,a,b,c,d,e,f,g,h,i,j,k", "", "12 cells where the header has 10"),
]


@pytest.mark.parametrize(("row", "column", "why"), BAD, ids=range(len(BAD)))
def test_a_bad_row_is_named_and_left_out(world, row, column, why):
    header, good = FILE.splitlines()[0], FILE.splitlines()[3]
    before = Organisation.objects.count()
    tally = brought(f"{header}\n\n{row}\n{good}\n", by=world.maya)
    ((line, said, reason),) = faults(tally)
    assert (line, said) == (3, column)
    assert why in reason
    assert Organisation.objects.count() == before + 1


def test_two_clients_of_one_name_need_a_domain(world):
    for _each in range(2):
        actions.add_organisation("Twin", by=world.maya)
    assert "2 clients are called Twin" in brought("name\nTwin\n", by=world.maya).faults[0].reason


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "Вектор Медиа"),
        ("utf-8-sig", "Вектор Медиа"),
        ("utf-16", "Вектор Медиа"),
        ("cp1251", "Вектор Медиа"),
        ("cp1252", "Atelier Lenoir & Frères"),
        ("cp1252", "Grüße aus Köln"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_it_is_read_as_it_was_written(world, encoding, name, separator):
    text = f"name{separator}country\r\n{name}{separator}FR\r\n"
    assert brought(text, by=world.maya, encoding=encoding).faults == []
    assert Organisation.objects.get(name=name).country == "FR"


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\x00\x01\x02", b"PK\x03\x04", b"a,b,c\n1,2,3\n"])
def test_what_is_no_table_of_clients_is_refused(world, raw):
    with pytest.raises(Refused):
        brought(raw, by=world.maya)


def test_a_value_over_several_lines_keeps_the_count_of_lines(world):
    text = 'name,note,country\nA,"one\ntwo\nthree",\nB,,Germany\n'
    assert brought(text, by=world.maya).faults[0].line == 5
    assert Organisation.objects.get(name="A").note == "one\ntwo\nthree"


def test_a_formula_is_text(world):
    brought("name,note\n'=1+1,=HYPERLINK(1)\n", by=world.maya)
    assert Organisation.objects.get(name="=1+1").note == "=HYPERLINK(1)"


def test_many_rows_are_taken_in_a_few_statements_each(world, django_assert_max_num_queries):
    rows = "".join(
        f"Client {n},client{n}.example,p{n}@client{n}.example,tag {n % 5}\n" for n in range(1200)
    )
    text = f"name,domains,contact_email,tags\n{rows}"
    began = time.monotonic()
    with django_assert_max_num_queries(2 * 1200 + 200):
        assert counts(brought(text, by=world.maya)) == (1200, 0, 1200, 0, 0)
    assert time.monotonic() - began < 60
    assert Identity.objects.filter(value__endswith="@client7.example").count() == 1
    assert (
        Contact.objects.get(identities__value="p7@client7.example").organisation.name == "Client 7"
    )
