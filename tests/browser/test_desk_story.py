"""A day at the desk: two agents, a lead, a publisher and a client live through what such a day
can bring.

A desk with all its processes, a real Dovecot, a real SMTP server, a server that speaks
Telegram's Bot API, a browser for each. One test, because each chapter stands on the one before. Its
small versions in the gate are `test_thin_line.py`, `test_mail_story.py`, `test_two_who_write.py`.
"""

import pytest
from playwright.sync_api import Browser

from tests.browser.desk_story import answers, complaint, incident
from tests.browser.desk_story.cast import assembled

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(600)]


def test_a_day_at_the_desk(browser: Browser) -> None:
    with assembled(browser) as (cast, faults):
        complaint.the_publisher_is_asked_aside(cast)
        complaint.two_agents_collide_at_send(cast)
        complaint.a_draft_survives_a_change_of_owner(cast)
        complaint.a_merge_is_undone(cast)
        incident.ten_reports_are_answered_at_once(cast)
        incident.a_view_is_kept_for_the_department(cast)
        incident.a_bulk_change_is_taken_back(cast)
        answers.a_macro_is_sent_and_its_remark_heeded(cast)
        answers.the_client_goes_on_by_telegram_and_comes_back(cast)
        answers.the_client_rates_it_with_a_comment(cast)
        complaint.neither_side_read_the_other(cast)
        assert not faults, "\n".join(faults)
