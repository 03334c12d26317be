"""Who writes is seen as writing, also when the page was just asking who else is there."""

import pytest
from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPING = 'name="typing"\r\n\r\n1'


def test_what_begins_while_an_answer_is_awaited_is_told_after_it(
    page: Page, world, sign_in
) -> None:
    sign_in(world.maya)
    told: list[Route] = []
    page.route("**/presence/", lambda route: told.append(route))
    with page.expect_request("**/presence/"):
        page.goto(f"/conversations/{world.payout.number}/")
    page.get_by_label("Your words").fill("I am asking the editor.")
    (first,) = told
    assert TYPING not in first.request.post_data
    with page.expect_request("**/presence/") as following:
        first.fulfill(body="")
    assert TYPING in following.value.post_data
    page.unroute_all()
