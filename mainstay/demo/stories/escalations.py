"""When a client wants somebody more experienced, and gets them."""

from mainstay.demo.story import (
    START,
    Story,
    assign,
    client,
    days,
    hours,
    minutes,
    note,
    reply,
    solve,
    take,
)

# fmt: off
STORIES = (
    Story(
        key="escalation-to-ines",
        subject="Third promise broken. I want to speak to whoever is in charge",
        contact="colm",
        department="support",
        language="en",
        last=days(2) + hours(3),
        assignee="ines",
        ends="solved",
        turns=(
            client("colm", START, """
                Our Galway article was promised for the 1st, then "by Friday", then "early next week". It is Thursday. The ferry season we wrote it for is two weeks old. I am done with polite updates. Who is in charge over there?

                Colm Brady
                Harbour Travel
                """, cc=("priya",)),
            take("maya", minutes(5)),
            reply("maya", minutes(9), """
                Hello Colm,

                Three dates were named and none was kept; I named the last two myself. Ines Carvalho leads our support. She has the whole history from me now, so you do not have to tell it again, and she will write to you within the hour.
                """, cc=("priya",)),
            note("maya", minutes(8), """
                @Ines: order 2360, publisher moved the date three times, each time without asking us. I passed the dates on as if they were firm. 420 EUR, client since last year, no earlier complaint.
                """),
            assign("maya", minutes(1), to="ines"),
            reply("ines", minutes(34), """
                Hello Colm,

                I lead support here and this is mine now. I spoke to the publisher ten minutes ago. What you can choose from:

                1. The article goes online tomorrow by noon. I have the finished text in front of me and can send it to you now.
                2. You cancel today, 420 EUR are back on your balance within the hour, and I propose two other Irish sites that can publish in three days.

                In both cases the price of this article is credited to you by half. We passed on dates that were not ours to promise; from now on you get a date only when a publisher has confirmed it in writing.
                """, cc=("priya",)),
            client("colm", minutes(50), "Send the text. If it is any good, option 1. And noon means noon."),
            reply("ines", minutes(4), "Here it is in your account, order 2360, tab \"Article\". I will look at the page myself at noon and write to you whether it is there or not.", cc=("priya",)),
            client("colm", hours(21), "Online at 11:40, link is right. Credit arrived. Thank you, Ines, and no hard feelings towards Maya."),
            solve("ines", minutes(15)),
        ),
    ),
    Story(
        key="ask-for-the-manager",
        subject="Demande de rendez-vous avec votre direction",
        contact="sophie",
        department="account",
        language="fr",
        last=hours(19),
        assignee="helene",
        ends="waiting",
        turns=(
            client("sophie", START, """
                Bonjour,

                Nous plaçons chez vous environ 9 000 € par mois pour onze clients. Les conditions n'ont pas bougé depuis deux ans, alors que nos volumes ont doublé. Avant de répondre à un de vos concurrents, je souhaite en parler avec une personne qui peut décider.

                Sophie Lambert
                Directrice, Agence Pontus
                """),
            assign("maya", minutes(12), to="helene"),
            reply("helene", hours(2), """
                Bonjour Sophie,

                Je dirige le service client et je peux décider de vos conditions. Avant notre échange, j'aurai préparé trois choses : vos volumes par client final, le taux de liens encore en ligne au bout d'un an, et une proposition chiffrée sur deux paliers.

                Mardi à 10 heures ou mercredi à 14 heures, par téléphone ou à Bruxelles : que préférez-vous ?
                """),
        ),
    ),
)
