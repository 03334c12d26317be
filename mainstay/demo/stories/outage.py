"""Postbacks stop for everybody at once: one problem, reported in three languages."""

from mainstay.demo.story import START, Story, client, minutes

# fmt: off
STORIES = (
    Story(
        key="postbacks-stopped-ru",
        subject="Постбэки не приходят с утра",
        contact="ilya",
        department="support",
        language="ru",
        last=minutes(10.5),
        assignee=None,
        ends="open",
        turns=(
            client("ilya", START, """
                Добрый день!

                С 08:10 не пришло ни одного постбэка. В вашей статистике конверсии есть, у нас пусто. Ссылки мы не меняли.

                Илья
                """),
        ),
    ),
    Story(
        key="postbacks-stopped-fr",
        subject="Plus aucun postback depuis ce matin",
        contact="julien",
        department="support",
        language="fr",
        last=minutes(9.5),
        assignee=None,
        ends="open",
        turns=(
            client("julien", START, """
                Bonjour,

                Nous ne recevons plus aucun postback depuis 8 h 10, alors que vos statistiques affichent des conversions. Est-ce de votre côté ?

                Julien
                """),
        ),
    ),
    Story(
        key="postbacks-stopped-en",
        subject="No postbacks since 08:10",
        contact="ben",
        department="support",
        language="en",
        last=minutes(8.5),
        assignee=None,
        ends="open",
        turns=(
            client("ben", START, """
                Hi,

                Our tracker has had nothing from you since 08:10, while your dashboard counts conversions as usual. The clickid arrives empty in the few calls before that.

                Ben
                """),
        ),
    ),
    Story(
        key="postbacks-again-en",
        subject="Re-sending: clickid is empty",
        contact="ben",
        department="support",
        language="en",
        last=minutes(6.5),
        assignee=None,
        ends="open",
        turns=(
            client("ben", START, """
                I forgot the log: every call between 08:04 and 08:10 carries the macro itself in place of the click. After that, silence.

                Ben
                """),
        ),
    ),
)
