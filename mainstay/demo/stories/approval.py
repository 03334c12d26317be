"""Disputes about the approval rate: what was counted, and when."""

from mainstay.demo.story import (
    START,
    Attachment,
    Story,
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

BY_SUB_ID = """\
sub_id,leads,approved,declined,in_hold
mx-native-1,412,181,202,29
mx-native-2,388,77,290,21
mx-search,140,63,70,7
"""

# fmt: off
STORIES = (
    Story(
        key="approval-dispute",
        subject="Не сходится апрув за прошлый месяц",
        contact="anna",
        department="partner",
        language="ru",
        last=hours(1) + minutes(20),
        assignee="vera",
        ends="open",
        turns=(
            client("anna", START, """
                Здравствуйте.

                В кабинете апрув за прошлый месяц 58 %, а в акте 51 %. Разница почти 40 тысяч рублей. Пришлите разбивку по дням и сабам, подписывать акт в таком виде не будем.

                Анна Соколова
                """),
            take("vera", minutes(25)),
            reply("vera", hours(2), """
                Анна, здравствуйте.

                Разбивка в кабинете, файл «Апрув по дням и сабам». Коротко: 58 % — это доля подтверждённых среди уже решённых лидов. В акте 51 %, потому что он считает и те, что ещё в холде, как неподтверждённые. Сейчас в холде 10 % ваших лидов, это объясняет шесть пунктов из семи.

                Седьмой пункт — 48 отклонённых лидов с пометкой «дубль». Их я проверяю у рекламодателя, ответ будет завтра до обеда.
                """),
            client("anna", hours(1), "С холдом понятно. Но 48 дублей мы не признаём: у нас свой антифрод, дубли до вас не доходят."),
            note("vera", hours(17), """
                Рекламодатель прислал список: 31 совпадение по телефону с лидами другой сети, 17 без подтверждения. По этим 17 он согласен на апрув.
                """),
            reply("vera", minutes(35), """
                Анна, здравствуйте.

                По 48 лидам ответ рекламодателя: 17 он подтверждает, они уже в статистике. По остальным 31 телефон совпал с заявкой из другой сети, которая пришла раньше; время обеих заявок есть в списке в кабинете. Ваш антифрод этого видеть не мог, чужие заявки ему недоступны.

                Предлагаю так: новый акт без лидов в холде, с семнадцатью подтверждёнными. Лиды из холда войдут в следующий. Подойдёт?
                """),
            client("anna", hours(3), """
                По времени проверили, 29 из 31 действительно раньше нас. Но у двух разница одна секунда, и первыми были мы. Номера 5520418 и 5520977. Закройте эти два, и акт подпишем сегодня.
                """),
        ),
    ),
    Story(
        key="approval-fell",
        subject="Approval fell from 44 % to 36 % in two weeks",
        contact="ben",
        department="partner",
        language="en",
        last=days(5) + hours(7),
        assignee="oskar",
        ends="solved",
        turns=(
            client("ben", START, """
                Hi Oskar,

                something is off with offer 735. Approval went from 44 to 36 and our mix has not changed. Split by sub-id attached.

                Ben
                """, attachments=(Attachment("approval-by-sub-id.csv", "text/csv", BY_SUB_ID),)),
            take("oskar", minutes(20)),
            reply("oskar", hours(4), """
                Hello Ben,

                Your file shows it: mx-native-2 alone sits at 21 % of the decided leads, the other two are at 47 %. Without it you would be at 47 % and nothing changed.

                The declined leads of mx-native-2 have one reason in common, "phone not reachable", and they come between one and five at night. Can you look where that traffic starts? Until then I would stop that one sub-id, not the offer.
                """),
            client("ben", hours(20), "Found it. One placement runs an incentive at night, against our rules too. It is off."),
            reply("oskar", minutes(30), "Thank you for the quick find. I look at the rate again in a week, when the new leads are decided, and write to you only if it is still under 40 %."),
            solve("oskar", minutes(1)),
        ),
    ),
    Story(
        key="why-declined",
        subject="Kenapa 12 konversi saya ditolak?",
        contact="agung",
        department="partner",
        language="id",
        last=days(9) + hours(4),
        assignee="sari",
        ends="closed",
        turns=(
            client("agung", START, """
                Min, minggu ini 12 dari 30 konversi saya ditolak semua alasannya "invalid". Invalid yang bagaimana? Saya cuma pasang link di blog.

                Agung
                """),
            take("sari", minutes(35)),
            reply("sari", hours(3), """
                Halo Mas Agung,

                Dari 12 itu, 9 ditolak karena nomor teleponnya tidak aktif saat dihubungi pengiklan, dan 3 karena alamat pengirimannya di luar Jawa, sedangkan offer ini hanya untuk Jawa. Jadi bukan karena blog Mas.

                Saran saya, tulis "khusus pengiriman ke Pulau Jawa" di dekat tautannya. Untuk 9 nomor tadi saya sudah minta pengiklan menelepon sekali lagi, hasilnya keluar lusa.
                """),
            client("agung", days(1), "Oh begitu. Sudah saya tambahkan tulisannya, ditunggu kabarnya."),
            reply("sari", days(1), "Hasilnya: 4 dari 9 berhasil dihubungi dan disetujui, saldonya sudah masuk. Lima lainnya tetap ditolak."),
            solve("sari", minutes(1)),
            close("sari", days(3)),
        ),
    ),
)
