"""An incident: ten clients report it in three languages, and a lead keeps an eye on them all."""

import re

from playwright.sync_api import Page, expect

from tests.browser.desk_story.cast import Cast
from tests.browser.desk_story.gestures import (
    PATIENCE,
    choose,
    context,
    look_at_all,
    open_from_list,
    sees,
    sees_not,
    timeline,
)
from tests.browser.desk_story.post import Correspondent, text_of

ENGLISH = "Hello, the statistics of our campaign have not moved since yesterday. What is wrong?"
FRENCH = "Bonjour, les statistiques de notre campagne sont bloquées depuis hier. Que faire ?"
RUSSIAN = "Здравствуйте, статистика нашей кампании не обновляется со вчерашнего дня. Что случилось?"
REPORTS = (
    ("Lena Hoffmann", "Statistics stand still", ENGLISH),
    ("Ada Osei", "No clicks since yesterday", ENGLISH),
    ("Tom Baker", "Are the numbers right?", ENGLISH),
    ("Priya Nair", "The report is empty", ENGLISH),
    ("Julie Moreau", "Statistiques bloquées", FRENCH),
    ("Marc Petit", "Aucun clic depuis hier", FRENCH),
    ("Anne Leroy", "Rapport vide", FRENCH),
    ("Иван Петров", "Статистика стоит", RUSSIAN),
    ("Ольга Смирнова", "Нет кликов", RUSSIAN),
    ("Павел Орлов", "Пустой отчёт", RUSSIAN),
)
INCIDENT = REPORTS[0][1]
ANSWERS = {
    ENGLISH: "Hello {name}, the counter stood still from 22:10 to 07:40. Nothing is lost.",
    FRENCH: "Bonjour {name}, le compteur s’est arrêté de 22 h 10 à 7 h 40. Rien n’est perdu.",
    RUSSIAN: "Здравствуйте, {name}! Счётчик стоял с 22:10 до 07:40. Ничего не потеряно.",
}
FRENCH_ONES = "French speakers"


def ten_reports_are_answered_at_once(cast: Cast) -> None:
    """Each client reads their own language and their own name, in their own thread."""
    ines = cast.ines
    look_at_all(ines)
    clients = {
        name: Correspondent(name, f"client{at}@advertiser{at}.example", cast.post)
        for at, (name, _subject, _text) in enumerate(REPORTS)
    }
    written = {name: clients[name].write(subject, text) for name, subject, text in REPORTS}
    open_from_list(ines, INCIDENT)
    context(ines).get_by_text("Not said").first.click()
    context(ines).get_by_role("button", name="Incident").click()
    sees(timeline(ines), "changed the kind: Incident")
    incident = re.search(r"/conversations/(\d+)/", ines.url)[1]

    for _name, subject, _text in REPORTS[1:]:
        look_at_all(ines)
        open_from_list(ines, subject)
        choose(ines, "Same as…")
        ines.get_by_role("searchbox", name="Find the other one").fill(incident)
        ines.get_by_role("button", name="Find").click()
        row = ines.get_by_role("listitem").filter(has_text=INCIDENT)
        row.get_by_role("button", name="The same").click()
        sees(context(ines), "The same problem as")
    context(ines).get_by_role("link", name=INCIDENT).click()
    sees(context(ines), "9 report the same")

    context(ines).get_by_role("link", name="Answer all").click()
    sees(ines, "10 clients get an answer, each in their own thread.")
    for language, text in (("English · 4", ENGLISH), ("Français · 3", FRENCH)):
        ines.get_by_label(language).fill(ANSWERS[text])
    ines.get_by_role("button", name="Answer all").click()
    sees(ines, "Without a text in their language these get the English one")
    ines.get_by_label("Русский · 3").fill(ANSWERS[RUSSIAN])
    ines.get_by_role("button", name="Answer all").click()
    done = ines.locator("#bulk-progress")
    expect(done).to_contain_text(re.compile(r"Changed\s*10"), timeout=PATIENCE)
    for name, _subject, text in REPORTS:
        letter = clients[name].wait_for_letter(ANSWERS[text].format(name=name))
        assert letter["In-Reply-To"] == written[name]["Message-ID"]
        assert len(clients[name].letters) == 1
        others = [other for other in clients if other != name]
        assert not [other for other in others if other in text_of(letter)]


def a_view_is_kept_for_the_department(cast: Cast) -> None:
    """The lead keeps a list of those who write French, and her colleagues have it too."""
    ines, oskar = cast.ines, cast.oskar
    look_at_all(ines)
    from_menu_of_inbox(ines, "New view…")
    ines.get_by_label("Field").select_option(label="Language")
    value = ines.get_by_label("Value")
    expect(value.locator("option", has_text="Français")).to_have_count(1, timeout=PATIENCE)
    value.select_option(label="Français")
    ines.get_by_label("Name", exact=True).fill(FRENCH_ONES)
    ines.get_by_label("Who sees it").select_option(label="A department")
    ines.get_by_role("combobox", name="Department").select_option(label="Support")
    ines.get_by_role("button", name="Show what it finds").click()
    sees(ines, "Finds 3. Nothing is saved yet.")
    ines.get_by_role("button", name="Save the view").last.click()
    expect(ines.get_by_role("heading", name=FRENCH_ONES)).to_be_visible(timeout=PATIENCE)

    look_at_all(oskar)
    from_menu_of_inbox(oskar, FRENCH_ONES)
    for _name, subject, text in REPORTS:
        expected = 1 if text == FRENCH else 0
        found = oskar.get_by_role("table").get_by_role("link", name=subject)
        expect(found).to_have_count(expected, timeout=PATIENCE)


def a_bulk_change_is_taken_back(cast: Cast) -> None:
    """All of the view are given to Oskar at once, and nobody has them a moment later."""
    ines, oskar = cast.ines, cast.oskar
    ines.get_by_role("button", name="Change all 3…").click()
    ines.get_by_label("What to do").select_option(label="Assign")
    ines.get_by_label("To whom").select_option(label="Oskar Nyström")
    ines.get_by_role("button", name="Change 3 conversations").click()
    done = ines.locator("#bulk-progress")
    expect(done).to_contain_text(re.compile(r"Changed\s*3"), timeout=PATIENCE)
    oskar.reload()
    sees(oskar.get_by_role("table"), "Oskar Nyström")
    ines.get_by_role("button", name="Take it all back").click()
    expect(done).to_contain_text(re.compile(r"Taken back\s*3"), timeout=PATIENCE)
    oskar.reload()
    expect(oskar.get_by_role("table").get_by_role("link", name="Rapport vide")).to_be_visible()
    sees_not(oskar.get_by_role("table"), "Oskar Nyström")


def from_menu_of_inbox(page: Page, item: str) -> None:
    page.get_by_label("Conversations", exact=True).get_by_text("Open and waiting").first.click()
    page.get_by_role("link", name=item).click()
