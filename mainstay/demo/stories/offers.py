"""CPA offers: too little traffic, too small a cap, stopped without a word."""

from mainstay.demo.story import (
    START,
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

# fmt: off
STORIES = (
    Story(
        key="offer-lacks-traffic",
        subject="Oferta 884 (España): vamos al 61 % del objetivo",
        contact="alvaro",
        department="account",
        language="es",
        last=hours(22),
        assignee="diego",
        ends="waiting",
        turns=(
            client("alvaro", START, """
                Buenos días, Diego:

                Esta semana llevamos 61 contactos aprobados y el objetivo son 100. Hace un mes llegábamos sin problema. ¿Qué ha pasado con el tráfico? Si no remonta, tendré que mover presupuesto a otra red.

                Álvaro Rincón
                LendWise
                """),
            take("diego", minutes(22)),
            note("diego", hours(1), """
                Dos causas: el afiliado más grande (un tercio del volumen) dejó la oferta porque el formulario pide ahora el DNI en el primer paso, y los banners tienen 74 días. Lo llevo a la reunión de ofertas de mañana con Oskar.
                """),
            reply("diego", minutes(30), """
                Hola, Álvaro:

                El tráfico bajó por dos motivos y los dos se pueden medir. Desde que el formulario pide el DNI en el primer paso, lo termina el 19 % en lugar del 31 %, y su mayor afiliado se fue por eso. Además, los banners llevan 74 días y su tasa de clics cayó a la mitad.

                Mañana lo vemos con el equipo de afiliados y por la tarde le mando un plan con fechas. Mientras tanto: ¿sería posible pasar el DNI al segundo paso?
                """),
            client("alvaro", hours(6), "Lo del DNI lo pidió Riesgos. Puedo conseguir que pase al segundo paso, pero necesito un número para convencerlos."),
            reply("diego", hours(18), """
                Hola, Álvaro:

                El número: con el DNI en el segundo paso calculamos entre 24 y 36 contactos aprobados más por semana, sin que cambie la tasa de aprobación. Sale de sus propios datos, antes y después del cambio.

                El plan: el lunes, cuatro banners nuevos; el miércoles, prueba con dos afiliados de comparadores, con tope de 15 contactos cada uno; el viernes le mando los resultados. ¿Me confirma qué día cambia el formulario?
                """),
        ),
    ),
    Story(
        key="raise-the-cap",
        subject="Оффер 802: поднимите капу для наших вебов",
        contact="ilya",
        department="partner",
        language="ru",
        last=days(2),
        assignee="vera",
        ends="solved",
        turns=(
            client("ilya", START, """
                Вера, добрый день. По 802 капа 120 в сутки, выбираем её к обеду. Три веба готовы лить дальше, апрув держится на 57 %. Можно 200 хотя бы до конца недели?

                Илья Громов
                """),
            take("vera", minutes(15)),
            reply("vera", hours(2), """
                Илья, добрый день.

                Рекламодатель согласен на 180 с завтрашнего дня до воскресенья. Условие: апрув не ниже 52 % по дням, иначе возвращаемся к 120. В понедельник решим, оставлять ли 180 насовсем.
                """),
            client("ilya", minutes(12), "180 устраивает, вебам передал. Спасибо."),
            solve("vera", minutes(6)),
        ),
    ),
    Story(
        key="offer-stopped",
        subject="Оффер 745 остановили без предупреждения",
        contact="anna",
        department="partner",
        language="ru",
        last=minutes(37),
        assignee="vera",
        ends="open",
        turns=(
            client("anna", START, """
                Вера, здравствуйте.

                Утром обнаружили, что 745 на паузе. Трафик шёл всю ночь, около 900 кликов ушли в никуда. Почему нас не предупредили? И кто оплатит слитый бюджет?

                Анна Соколова
                Вектор Медиа
                """),
            take("vera", minutes(12)),
            reply("vera", minutes(28), """
                Анна, здравствуйте.

                Рекламодатель остановил оффер в 23:40: кончился лимит на месяц. Уведомление должно было уйти вам сразу, но ушло только в 7:05, потому что ночная рассылка стояла в очереди. Это наша вина.

                Клики с 23:40 до 7:05 я сейчас выгружаю. Сегодня до конца дня скажу, какую часть расходов мы возместим. Пока направила ваш поток на похожий оффер 751 с той же ставкой, чтобы вы не теряли день.
                """),
            note("vera", minutes(40), "По логам 868 кликов без лендинга. При их средней цене клика это 31–34 доллара. Возмещаем полностью, Элен согласовала."),
            client("anna", minutes(25), """
                За 751 спасибо, льём. Уточните только: холд там тоже 14 дней или больше? И возмещение придёт на баланс или отдельной выплатой?
                """),
        ),
    ),
    Story(
        key="push-traffic",
        subject="May we send push traffic to offer 731?",
        contact="ben",
        department="partner",
        language="en",
        last=days(14),
        assignee="oskar",
        ends="closed",
        turns=(
            client("ben", START, """
                Hi Oskar,

                we have a push base of 210k in Mexico and would like to test it on 731. The card says "no push", but the same advertiser takes push on 735. Is that a rule or a habit?

                Ben Okafor
                """),
            take("oskar", minutes(13)),
            reply("oskar", hours(3), """
                Hello Ben,

                A habit, it turns out. The advertiser agrees to a test: 50 leads, your base only, own sub-id so that we can tell it apart, approval rate not under 40 %. If it passes, push is opened for you on 731. If it does not, the 50 leads are paid all the same.
                """),
            client("ben", hours(2), "Deal. We start Thursday with sub3=push731."),
            reply("oskar", days(8), """
                Hello Ben,

                All 50 leads are decided: 27 approved, 54 %. Push is open for you on 731 from today, cap 40 a day.
                """),
            client("ben", hours(1), "Excellent news, thanks."),
            solve("oskar", minutes(14)),
            close("oskar", days(2)),
        ),
    ),
    Story(
        key="exclusive-offer",
        subject="Apakah ada penawaran eksklusif untuk kursus daring?",
        contact="bayu",
        department="account",
        language="id",
        last=days(23),
        assignee="sari",
        ends="closed",
        turns=(
            client("bayu", START, """
                Selamat pagi Mbak,

                Klien kami punya kursus daring dan ingin offer-nya hanya jalan di jaringan kalian, asal tarifnya bisa dibahas. Apakah ada skema eksklusif? Apa saja kewajibannya?

                Bayu
                """),
            take("sari", minutes(20)),
            reply("sari", hours(2), """
                Selamat pagi Mas Bayu,

                Ada. Eksklusif berarti selama tiga bulan offer tidak dipasang di jaringan lain. Dari pihak kami: posisi teratas di kategori Pendidikan, dua set materi iklan per bulan, dan komisi jaringan turun dari 20 % menjadi 15 %. Dari pihak klien: batas minimal 200 konversi per bulan dan jawaban persetujuan paling lama tujuh hari.

                Kalau cocok, saya kirim rancangan perjanjiannya besok.
                """),
            client("bayu", days(1), "Klien setuju dengan syaratnya. Silakan dikirim."),
            reply("sari", hours(3), "Rancangannya sudah ada di akun Mas Bayu, menu \"Dokumen\". Setelah ditandatangani, offer bisa tayang dalam dua hari kerja."),
            client("bayu", days(2), "Sudah kami tanda tangani, terima kasih."),
            solve("sari", minutes(18)),
            close("sari", days(3)),
        ),
    ),
)
