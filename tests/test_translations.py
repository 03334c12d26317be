"""Every word of the screens stands in each catalogue, and pages speak the reader's language."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.html import escape

from mainstay.demo.world import World
from mainstay.team import actions
from mainstay.web.middleware import modules
from mainstay.web.templating import file_size

ROOT = Path(__file__).parents[1]
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
"""The same as in bin/messages."""
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

Key = tuple[str | None, str | tuple[str, ...]]


def key(message: Message) -> Key:
    words = message.id
    return message.context, tuple(words) if isinstance(words, list | tuple) else words


def texts(message: Message) -> list[str]:
    said = message.string
    return list(said) if isinstance(said, list | tuple) else [said]


def places(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}|%\(\w+\)s|%s", text))


def words_of(message: Message) -> list[str]:
    said = message.id
    return list(said) if isinstance(said, list | tuple) else [said]


@pytest.fixture(scope="module")
def sources() -> Catalog:
    """What the present sources say, by the rules of bin/messages."""
    with (ROOT / "babel.cfg").open() as lines:
        methods, options = parse_mapping_cfg(lines)
    found = Catalog()
    for file, line, said, _comments, context in extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS
    ):
        found.add(said, locations=[(file, line)], context=context)
    return found


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    path = ROOT / "mainstay" / "locale" / request.param / "LC_MESSAGES" / "django.po"
    with path.open("rb") as lines:
        return read_po(lines, locale=request.param)


@pytest.fixture
def _files_as_they_lie_in_the_source(settings: object) -> Iterator[None]:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN}
    modules._source.cache_clear()
    yield
    modules._source.cache_clear()


def test_the_catalogue_holds_what_the_sources_say_and_nothing_else(
    sources: Catalog, catalogue: Catalog
) -> None:
    said = {key(each) for each in sources if each.id}
    translated = {key(each) for each in catalogue if each.id}
    assert said - translated == set(), "Run bin/messages and translate what is new."
    assert translated - said == set(), "Run bin/messages: the sources do not say this any more."
    assert not catalogue.obsolete
    assert len(said) > 500


def test_every_message_is_translated_and_none_is_a_guess(catalogue: Catalog) -> None:
    assert [key(each) for each in catalogue if each.id and not all(texts(each))] == []
    assert [key(each) for each in catalogue if each.id and each.fuzzy] == []


def test_a_translation_has_the_places_of_its_original(catalogue: Catalog) -> None:
    wrong = [
        (each.id, text)
        for each in catalogue
        if each.id
        for text in texts(each)
        if places(text) not in [places(words) for words in words_of(each)]
    ]
    assert wrong == []


@pytest.mark.parametrize("catalogue", ["fr"], indirect=True)
def test_french_keeps_its_typography(catalogue: Catalog) -> None:
    plain = re.compile(r"'|!| [;:?%»]|« |[^\s\u00a0\u202f/][?;]|\w:(?!\w|//)")
    # Addresses, headers as a program writes them, and places for numbers.
    allowed = re.compile(
        r"smtp://\S+|(?:Mainstay-Signature|Content-Type|Authorization): \S+| %\(\w+\)s"
    )
    wrong = [
        text
        for each in catalogue
        if each.id
        for text in texts(each)
        if plain.search(allowed.sub("", text))
    ]
    assert wrong == []


def test_each_word_is_called_as_the_glossary_calls_it(catalogue: Catalog) -> None:
    said = {
        each.id: texts(each)[0].lower()
        for each in catalogue
        if isinstance(each.id, str) and each.id and not each.context
    }
    wrong = [
        (word, said[word.capitalize()], called)
        for word, called in glossary(str(catalogue.locale))
        if word.capitalize() in said
        and not any(stem(term) in said[word.capitalize()] for term in called)
    ]
    assert wrong == []


def glossary(language: str) -> list[tuple[str, list[str]]]:
    """The words of docs/product/words.md that have a translation, in small letters."""
    column = ["fr", "es", "ru", "id"].index(language) + 3
    rows = []
    for line in (ROOT / "docs" / "product" / "words.md").read_text().splitlines():
        cells = [cell.strip().lower() for cell in line.split("|")]
        if line.startswith("| **") and len(cells) > column and cells[column]:
            terms = [term.strip() for term in cells[column].split(",")]
            words = re.findall(r"\*\*(.+?)\*\*", cells[1])
            # One word with several terms, or as many terms as words.
            several = zip(words, [[term] for term in terms], strict=False)
            rows += [(words[0], terms)] if len(words) == 1 else several
    return rows


def stem(term: str) -> str:
    """Endings change with number and gender."""
    return term[: max(4, len(term) - 2)]


def test_the_catalogue_compiles(catalogue: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    assert compiled.tell() > 10_000
    assert [(each.id, list(each.check(catalogue))) for each in catalogue if each.id] == [
        (each.id, []) for each in catalogue if each.id
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("_files_as_they_lie_in_the_source")
def test_the_sign_in_page_follows_the_browser() -> None:
    text = Client(headers={"accept-language": "fr"}).get("/sign-in/").content.decode()
    assert '<html lang="fr"' in text
    assert "Se connecter par clé d’accès" in text
    assert "Sign in" not in text


@pytest.mark.usefixtures("_files_as_they_lie_in_the_source")
def test_the_inbox_speaks_the_language_that_the_member_chose(world: World) -> None:
    actions.edit_profile(world.maya, by=world.maya, interface_language="fr")
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(world.maya)
    text = browser.get("/inbox/").content.decode()
    rail = text[text.index('<header class="rail">') : text.index("</header>")]
    with translation.override("fr"):
        shown = [
            str(translation.gettext(words)) for words in ("Inbox", "Clients", "Settings", "Search")
        ]
    assert [words for words in shown if escape(words) not in rail] == []
    assert re.findall(r"\b(?:Inbox|Settings|Search|Work|Light|Compact or|All keys)\b", rail) == []
    assert "Waiting on us" not in text


def test_sizes_of_files_are_told_in_the_reader_s_units() -> None:
    with translation.override("fr"):
        assert [file_size(812), file_size(14_200), file_size(2_340_000)] == [
            "812\u00a0o",
            "14\u00a0ko",
            "2,3\u00a0Mo",
        ]
    assert file_size(2_340_000) == "2.3 MB"
