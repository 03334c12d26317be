"""What is said about us in public, and what came of it."""

from mainstay.demo.story import (
    START,
    Story,
    assign,
    client,
    close,
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
        key="angry-post",
        subject="Fwd: public post about us: “they keep the money and shut the account”",
        contact="greta",
        department="support",
        language="en",
        last=days(3),
        assignee="ines",
        ends="solved",
        turns=(
            client("greta", START, """
                Hi desk,

                this is climbing on the affiliate forum, 41 replies since this morning. He names an amount and a date, so it is not just noise. Can somebody find out what happened before I answer him there?

                Greta, communications

                ---------- Forwarded post ----------
                "Three weeks of clean traffic, 1,860 EUR approved, and on payday they keep the money and shut the account. Support says 'quality review' and nothing else. Avoid them. Marek D."
                """),
            take("maya", minutes(7)),
            note("maya", minutes(26), """
                Found him: Marek Doležal, account blocked by the fraud rule for VPN traffic. 1,860 EUR approved is right. The review should take 5 days and has been open for 16, with nobody's name on it.
                """),
            assign("maya", minutes(3), to="ines"),
            reply("ines", minutes(35), """
                Hello Greta,

                He is right in the main point. The review was left lying for 16 days. Please answer him in the thread, not by asking him to write to us:

                "Marek, your account was stopped by an automatic rule and the review that should take five days has taken sixteen. That is our failure. A person is looking at it today and you will have the result by tomorrow noon, with the reason. Ines Carvalho, head of support."

                I will write to him in parallel. Readers do not know the history, so leave the numbers in.
                """),
            client("marek", hours(3), """
                Ines,

                Greta says you are the one who looks at it. My traffic is from a browser extension, people use it with VPN, I told your manager so when I signed up. I have the mail. I do not want a voucher, I want an answer.

                Marek Doležal
                """),
            reply("ines", hours(15), """
                Hello Marek,

                Here is the answer. Your mail about the extension is in our records, and nobody passed it on to the people who set the rule. The traffic was checked by hand: 1,812 EUR stand, 48 EUR are repeated leads from one address and are declined. The list is in your account.

                Your account is open again, 1,812 EUR leave today, and your extension is noted as an exception so that the rule does not stop you a second time.
                """),
            client("marek", hours(5), """
                Money is here. The 48 I accept, I saw the list. I will write in the thread that it was solved, and how long it took.
                """),
            note("ines", minutes(20), "Reviews without an owner: 7 more found, all assigned today. Topic for the meeting."),
            solve("ines", minutes(2)),
        ),
    ),
    Story(
        key="forum-thread",
        subject="Написал про вас на форуме, читайте",
        contact="sergey",
        department="support",
        language="ru",
        last=days(16),
        assignee="vera",
        ends="closed",
        turns=(
            client("sergey", START, """
                Здравствуйте. Неделю прошу поднять капу на 731, в ответ «передали менеджеру». Поэтому написал на форуме как есть. Можете отвечать там, мне скрывать нечего.

                Сергей Лапин
                """),
            take("vera", minutes(44)),
            reply("vera", minutes(30), """
                Сергей, здравствуйте.

                Прочитала. Вы просили трижды, и три раза получили один и тот же ответ без срока. Так быть не должно.

                По сути: капа на 731 общая, 300 лидов в день, её держит колл-центр рекламодателя. До конца месяца её не поднимут. Вам я могу отдать 25 лидов в день из резерва, начиная с завтрашнего утра. То же самое написала в вашей теме, чтобы остальные видели причину.
                """),
            client("sergey", hours(4), "Вот это ответ. 25 беру. В теме отписался, что решили."),
            solve("vera", minutes(10)),
            close("vera", days(5)),
        ),
    ),
)
