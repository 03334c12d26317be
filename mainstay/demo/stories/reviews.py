"""Conversations we begin ourselves: reviews and proposals."""

from mainstay.demo.story import (
    START,
    Story,
    client,
    close,
    days,
    hours,
    minutes,
    reply,
    solve,
    take,
)

# fmt: off
STORIES = (
    Story(
        key="quarter-review",
        subject="Your last three months with us, and three proposals",
        contact="daniel",
        department="account",
        language="en",
        last=days(26),
        assignee="maya",
        ends="closed",
        turns=(
            reply("maya", START, """
                Hello Daniel,

                Nobody asked for this, here is how the last three months went.

                - 12 articles ordered, 11 online on time, one 4 days late.
                - 46 of 47 links are alive after a year.
                - 318 trial sign-ups a month at 22.10 EUR; your goals are 400 and under 24 EUR.

                What holds you back is volume, not price. Three proposals: four French sites for spring, a second article on the three pages that bring most sign-ups, and a test of leads by CPA with a cap of 500 EUR. Which of them shall I work out?
                """, cc=("tom",)),
            take("maya", minutes(1)),
            client("daniel", days(1), "Good timing. First two, yes. The CPA test not before the summer.", cc=("tom",)),
            client("tom", hours(3), "Fine for me as long as the second articles come out of this quarter's budget."),
            reply("maya", hours(1), """
                Hello Daniel, hello Tom,

                Noted: four French sites with link survival above 95 %, list to you within two weeks; second articles on three pages, inside this quarter's budget. The CPA test is put away until you ask for it.
                """, to="daniel", cc=("tom",)),
            solve("maya", minutes(5)),
            close("maya", days(3)),
        ),
    ),
    Story(
        key="selection-call",
        subject="Votre sélection de sites est prête : un appel de vingt minutes ?",
        contact="camille",
        department="account",
        language="fr",
        last=hours(44),
        assignee="maya",
        ends="waiting",
        turns=(
            reply("maya", START, """
                Bonjour Camille,

                Votre sélection de sites pour la saison prochaine est prête : sept propositions pour 900 €, dont trois que je vous conseille vraiment. Je vous propose de les parcourir ensemble en vingt minutes, vous verrez aussi où répondre à une contre-proposition.

                Êtes-vous disponible jeudi entre 9 et 11 heures, ou vendredi après-midi ?
                """),
            take("maya", minutes(1)),
        ),
    ),
)
