"""Deals that ran out, were called off, or nearly did."""

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
        key="counter-offer-unseen",
        subject="Proposition 2296 expirée : l'éditeur n'a jamais répondu ?",
        contact="julien",
        department="account",
        language="fr",
        last=days(11),
        assignee="maya",
        ends="closed",
        turns=(
            client("julien", START, """
                Bonjour,

                Notre proposition 2296 (article sponsorisé, 240 €) vient d'expirer sans la moindre réponse de l'éditeur. C'est la deuxième fois ce mois-ci. Notre client final attend cet article, faut-il chercher ailleurs ?

                Julien Mercier
                Agence Pontus
                """),
            take("maya", minutes(11)),
            note("maya", minutes(14), """
                L'éditeur a bien répondu : contre-proposition de 260 €, publication sous cinq jours, envoyée au bout de deux jours. L'avis est parti à la boîte d'une personne qui a quitté l'agence. Jamais ouverte.
                """),
            reply("maya", minutes(9), """
                Bonjour Julien,

                L'éditeur a répondu, mais vous ne pouviez pas le voir. Il proposait 260 € avec une publication sous cinq jours. Notre avis est parti à l'adresse d'Arnaud, qui ne travaille plus chez vous. Nous aurions dû remarquer que personne ne l'ouvrait.

                Je demande aujourd'hui à l'éditeur si son offre tient toujours. Si oui, voulez-vous que je recrée la proposition à ces conditions ? Vous n'auriez plus qu'à accepter.
                """),
            client("julien", hours(1) + minutes(10), """
                Ah, d'accord, je comprends mieux. Oui, 260 € nous convient, recréez-la. Et mettez mon adresse partout où il y a encore celle d'Arnaud, s'il vous plaît.
                """),
            reply("maya", hours(4), """
                Bonjour Julien,

                L'éditeur maintient ses 260 €. La proposition 2341 est recréée à ces conditions et vous attend dans votre espace jusqu'à vendredi. Votre adresse remplace celle d'Arnaud pour les neuf clients où elle figurait encore.
                """),
            client("julien", minutes(40), "Acceptée à l'instant. Merci d'avoir cherché au lieu de nous dire de recommencer."),
            solve("maya", minutes(12)),
            close("maya", days(4)),
        ),
    ),
    Story(
        key="deal-about-to-expire",
        subject="Su propuesta 2402 vence mañana",
        contact="ximena",
        department="partner",
        language="es",
        last=days(17),
        assignee="diego",
        ends="solved",
        turns=(
            reply("diego", START, """
                Hola, Ximena:

                La propuesta 2402 para La Brújula Diaria (artículo sobre seguros de viaje, 180 USD) vence mañana. Veo que la abrió dos veces y que no la contestó. ¿Hay algo que no encaje? Puede aceptarla, rechazarla o proponer otro precio con el botón «Contraoferta».
                """),
            take("diego", minutes(1)),
            client("ximena", hours(5), """
                Hola, Diego, qué bueno que me escribes. El precio está bien, lo que no me convence es el plazo: cinco días con redactor nuestro no nos alcanzan. ¿Se puede a diez?
                """),
            reply("diego", minutes(25), """
                Sí se puede. Le pregunté al anunciante y acepta diez días. Mandé la propuesta con ese plazo; tiene hasta el viernes para aceptarla.
                """),
            client("ximena", minutes(50), "Aceptada. Gracias por avisar antes y no después."),
            solve("diego", minutes(8)),
        ),
    ),
    Story(
        key="deal-called-off",
        subject="Отменили сделку 2317, потому что площадка молчала",
        contact="pavel",
        department="account",
        language="ru",
        last=days(22),
        assignee="vera",
        ends="solved",
        turns=(
            client("pavel", START, """
                Здравствуйте.

                Мы отменили размещение 2317: площадка неделю не отвечала, а запуск ждать не может. Деньги вернулись сразу, тут вопросов нет. Но хочется понять, в чём дело, чтобы не наступать на те же грабли.

                Павел Зимин
                """),
            take("vera", minutes(19)),
            reply("vera", minutes(46), """
                Павел, здравствуйте.

                Разобралась. Площадка ответила на третий день и попросила 9 000 вместо 7 500. Вы видели предложение в списке, но кнопка встречного предложения была свёрнута, и статус выглядел как «ждём площадку». По сути ждали вас, а понять это по экрану было нельзя.

                Площадка согласна на 8 200. Если вам ещё нужно это размещение, восстановлю сделку на этих условиях сегодня. Если нет, закрою вопрос и передам замечание разработчикам.
                """),
            client("pavel", hours(3), "8 200 подходит, восстанавливайте. И пусть статус переделают, правда непонятно."),
            reply("vera", minutes(20), """
                Готово: новая сделка 2329, условия прежние, цена 8 200, срок публикации пять рабочих дней. Замечание про статус записано под номером 611, сообщу вам, когда его исправят.
                """),
            client("pavel", hours(1), "Принял, спасибо."),
            solve("vera", minutes(5)),
        ),
    ),
    Story(
        key="more-days",
        subject="Order 2433: can we have five more days?",
        contact="katrin",
        department="partner",
        language="en",
        last=minutes(23),
        assignee=None,
        ends="open",
        turns=(
            client("katrin", START, """
                Hello Oskar,

                for order 2433 (cargo bikes and leasing) the deadline is the day after tomorrow. Our author is ill and the photos are not ready. Could we have five more days? We would not like to publish something half done.

                Viele Grüße
                Katrin Vogel
                Radweg-Magazin
                """),
        ),
    ),
    Story(
        key="where-to-counter",
        subject="Cara mengajukan harga lain untuk pesanan",
        contact="putri",
        department="partner",
        language="id",
        last=days(27),
        assignee="sari",
        ends="closed",
        turns=(
            client("putri", START, """
                Halo kak,

                Ada pesanan masuk Rp1.200.000 untuk artikel 1.000 kata. Menurut kami agak kurang karena minta tiga foto juga. Kalau mau menawar lewat mana ya? Saya cuma lihat tombol Terima dan Tolak.

                Putri
                Warta Pesisir
                """),
            take("sari", minutes(13)),
            reply("sari", minutes(6), """
                Halo Kak Putri,

                Bisa. Buka pesanannya, klik tanda panah di sebelah tombol "Terima", lalu pilih "Ajukan penawaran balik". Di situ Kakak bisa mengubah harga, tenggat, dan jumlah foto. Pengiklan punya waktu lima hari untuk menjawab, dan Kakak akan melihat kapan penawarannya dibuka.

                Sebagai gambaran, artikel 1.000 kata dengan tiga foto di rubrik sejenis biasanya disepakati antara Rp1.350.000 dan Rp1.500.000.
                """),
            client("putri", hours(2), "Oh ketemu, tersembunyi ternyata. Sudah saya ajukan Rp1.400.000, makasih kak!"),
            solve("sari", minutes(9)),
            close("sari", days(2)),
        ),
    ),
)
