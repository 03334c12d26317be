"""What the clients of the stories said when they were asked, and the leads of our work."""

from datetime import datetime, timedelta
from itertools import cycle
from typing import NamedTuple

from mainstay.channels import actions as channels
from mainstay.channels.email.compose import compose
from mainstay.channels.models import Outbound
from mainstay.conversations.models import Conversation
from mainstay.core import alarms, clock
from mainstay.core.log import kind_of
from mainstay.demo.story import days, hours
from mainstay.surveys import actions
from mainstay.surveys.actions import Answer
from mainstay.surveys.models import RatingRequest, Sampled
from mainstay.surveys.weeks import begins_at, monday_of
from mainstay.team.models import Member

WEEKS = 5
"""Of so many weeks a sample is drawn; the last one waits to be reviewed."""


class Said(NamedTuple):
    """An answer `after` the mail, and which of us has looked at an unhappy one."""

    after: timedelta
    answer: Answer
    looked: tuple[str, ...] = ()


# fmt: off
ANSWERS = {
    "sub-id-report": Said(hours(3), Answer(True, 5)),
    "add-a-colleague": Said(hours(1), Answer(True, 5, "Two minutes. Thank you!")),
    "find-an-invoice": Said(hours(20), Answer(True, 4)),
    "quarter-review": Said(days(2), Answer(True, 5, "Nobody else sends us this unasked.")),
    "where-to-counter": Said(hours(2), Answer(True, 4, "Jelas, terima kasih.")),
    "banner-too-heavy": Said(hours(5), Answer(True, 5)),
    "exclusive-offer": Said(days(1), Answer(True, 4)),
    "deal-called-off": Said(hours(9), Answer(None, 3, "Хорошо, что написали. Но узнали мы об отмене не от вас.")),
    "second-factor": Said(hours(1), Answer(True, 5, "Rápido y sin preguntas de más.")),
    "xml-feed": Said(days(1), Answer(True, 2, "Le champ est revenu, mais personne n'avait prévenu avant de l'enlever."), looked=("maya", "ines")),
    "draft-approval": Said(hours(6), Answer(True, 5)),
    "deal-about-to-expire": Said(hours(4), Answer(None, 5, "Gracias por avisar antes.")),
    "forum-thread": Said(hours(30), Answer(True, 3)),
    "accused-of-ai": Said(hours(12), Answer(None, 4, "Un arbitrage honnête, ce n'est pas courant.")),
    "push-traffic": Said(hours(2), Answer(True, 4)),
    "article-not-found": Said(days(1), Answer(True, 5)),
    "partner-integration": Said(hours(7), Answer(True, 5, "Oskar stayed until the first payout was right.")),
    "counter-offer-unseen": Said(days(2), Answer(True, 4)),
    "link-nofollow": Said(hours(3), Answer(None, 2, "Mended, yes. But I had to find it myself.")),
    "malware-in-creative": Said(hours(1), Answer(True, 5, "Off within minutes. This is how it should be.")),
    "wrong-anchor": Said(hours(15), Answer(None, 4)),
    "move-cities": Said(hours(8), Answer(None, 5, "Angkanya jelas, kami langsung putuskan.")),
    "hold-time": Said(days(1), Answer(None, 3)),
    "escalation-to-ines": Said(hours(5), Answer(None, 4, "It took three tries, but Ines did what she said.")),
}

COMMENTS = (
    "The second answer names the hour by which the next one comes. Keep that.",
    "",
    "The answer is right. The client still has to ask where to click: add the step.",
    "",
    "Asked for the order number that stood in the subject.",
    "You saw that it is a first contact and took the time to say how we work. Very good.",
    "",
)
SCORES = ((3, 3, 3), (3, 3, 2), (2, 3, 2), (3, 2, 3), (3, 3, 3), (3, 3, 2), (1, 2, 2), (3, 3, 3))
# fmt: on


def tell_satisfaction(
    conversations: dict[str, Conversation], members: dict[str, Member], moment: datetime
) -> None:
    """Ask about what is finished, in the order of time, and let some answer."""
    finished = [(key, each) for key, each in conversations.items() if each.is_finished]
    for key, conversation in sorted(finished, key=lambda pair: pair[1].since):
        asked_at = conversation.since + hours(1)
        if asked_at >= moment:
            continue
        with clock.at(asked_at):
            request = actions.ask(conversation)
        if request is None:
            continue
        _deliver(conversation)
        if key in ANSWERS:
            _answer(request, ANSWERS[key], members, moment)


def tell_reviews(members: dict[str, Member], moment: datetime) -> None:
    """Draw the samples of the last weeks, and let the lead and the manager review all but one."""
    this_monday = monday_of(moment.date())
    scores, comments = cycle(SCORES), cycle(COMMENTS)
    for back in reversed(range(1, WEEKS + 1)):
        monday = this_monday - timedelta(weeks=back)
        with clock.at(begins_at(monday + timedelta(days=7)) + hours(9)):
            actions.draw_sample(monday)
            if back == 1:
                continue
            for sampled in Sampled.objects.filter(week=monday).order_by("pk"):
                by = _reviewer(sampled, members)
                solution, guidelines, needs = next(scores)
                actions.review(
                    sampled,
                    by=by,
                    solution=solution,
                    guidelines=guidelines,
                    needs=needs,
                    comment=next(comments),
                )


def _answer(
    request: RatingRequest, said: Said, members: dict[str, Member], moment: datetime
) -> None:
    if request.sent_at + said.after >= moment:
        return
    with clock.at(request.sent_at + said.after):
        actions.answer(request, said.answer)
    with clock.at(min(request.sent_at + said.after + hours(4), moment)):
        for key in said.looked:
            actions.look_at(request, by=members[key])


def _deliver(conversation: Conversation) -> None:
    """The mail left long ago: nothing may ring for it now, and nothing may leave."""
    mails = Outbound.objects.filter(
        about_kind=kind_of(conversation), about_id=conversation.pk, sent_at__isnull=True
    )
    for outbound in mails:
        alarms.cancel(channels.DUE, outbound)
        with clock.at(outbound.due_at):
            channels.deliver(outbound.pk, send=compose)


def _reviewer(sampled: Sampled, members: dict[str, Member]) -> Member:
    """The lead of support for her people, the manager for everybody else."""
    lead = members["ines"]
    is_hers = sampled.department_id in lead.department_ids and sampled.member_id != lead.pk
    return lead if is_hers else members["helene"]
