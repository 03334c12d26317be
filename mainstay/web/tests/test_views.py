"""Lists that people keep: built, looked at, saved, shown, thrown away and brought back."""

import re

from mainstay.conversations.models import Conversation, View

ROW = {"match": "all", "g0-match": "all", "g0-0-field": "state", "g0-0-was": "state"}
OPEN = ROW | {"g0-0-operator": "is", "g0-0-value": "open"}
KEPT = {"name": "Open ones", "sort": "newest", "columns": ["number", "state", "begun"]}


def save(client, **values):
    return client.post("/views/new/", OPEN | KEPT | {"do": "save"} | values)


def shown(response):
    return {int(pk) for pk in re.findall(r'id="row-(\d+)"', response.content.decode())}


def test_a_view_is_built_saved_and_shown(world, as_maya):
    page = as_maya.get("/views/new/")
    assert "g0-0-field" in page.content.decode()
    answer = save(as_maya)
    assert answer.status_code == 302
    mine = as_maya.get(answer.url)
    visible = Conversation.objects.visible_to(world.maya).filter(state="open", is_aside=False)
    assert shown(mine) == set(visible.values_list("pk", flat=True))


def test_a_look_saves_nothing(world, as_maya):
    answer = as_maya.post("/views/new/", OPEN | {"do": "look", "sort": "newest", "name": ""})
    assert answer.status_code == 200
    assert shown(answer)
    assert not View.objects.exists()


def test_rows_and_groups_are_added_and_taken_away_without_a_script(world, as_maya):
    more = as_maya.post("/views/new/", OPEN | {"do": "grow:g0"}).content.decode()
    assert "g0-1-field" in more
    another = as_maya.post("/views/new/", OPEN | {"do": "grow"}).content.decode()
    assert "g1-0-field" in another
    two = OPEN | {"g0-1-field": "kind", "g0-1-operator": "is", "g0-1-value": "problem"}
    less = as_maya.post("/views/new/", two | {"do": "drop:g0-0"}).content.decode()
    assert "g0-1-field" not in less
    assert re.search(r'value="kind" selected', less)


def test_another_field_offers_its_own_values(world, as_maya):
    changed = OPEN | {"g0-0-field": "kind", "do": "again"}
    page = as_maya.post("/views/new/", changed).content.decode()
    assert "complaint" in page
    assert not re.search(r'value="open"', page)


def test_a_view_without_a_name_is_told_and_keeps_what_was_built(world, as_maya):
    answer = save(as_maya, name="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert re.search(r'value="open" selected', page)
    assert not View.objects.exists()


def test_the_view_of_somebody_else_is_not_there(world, as_maya, client):
    save(as_maya)
    kept = View.objects.get()
    client.force_login(world.ines)
    for address in (f"/views/{kept.pk}/", f"/views/{kept.pk}/edit/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/views/{kept.pk}/removal/").status_code == 404


def test_a_view_is_thrown_away_and_brought_back(world, as_maya):
    save(as_maya)
    kept = View.objects.get()
    as_maya.post(f"/views/{kept.pk}/removal/")
    assert not View.objects.exists()
    undo = re.search(r"/views/return/[^\"]+", as_maya.get("/inbox/").content.decode())
    assert undo
    as_maya.post(undo[0])
    back = View.objects.get()
    assert (back.name, back.filter, back.columns) == (kept.name, kept.filter, kept.columns)
    assert as_maya.post("/views/return/forged:by:me/").status_code == 404


def test_a_name_with_a_script_is_only_a_name(world, as_maya):
    answer = save(as_maya, name="<script>alert(1)</script>")
    assert "<script>alert" not in as_maya.get(answer.url).content.decode()


def test_a_page_that_heard_of_a_change_asks_for_the_list_alone(world, as_maya):
    address = save(as_maya).url
    whole = as_maya.get(f"{address}?after=")
    again = as_maya.get(address, headers={"HX-Request": "true"})
    assert "HX-Request" in whole["Vary"]
    assert f'hx-get="{address}?after="' in whole.content.decode()
    text = again.content.decode()
    assert "<html" not in text
    assert 'id="view-list"' in text
    assert shown(again) == shown(whole)
    count = len(shown(whole))
    assert f'<hx-partial hx-target="#view-count" hx-swap="innerHTML">{count}<' in text
