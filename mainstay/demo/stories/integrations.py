"""Postbacks, feeds and interfaces: what clients ask about most."""

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

POSTBACK_LOG = """\
08:09:41 GET /pb?cid=7f31c0&status=lead&sum=0 200
08:10:05 GET /pb?cid=7f31d8&status=lead&sum=0 200
08:10:52 GET /pb?cid={clickid}&status=lead&sum=0 400
08:11:20 GET /pb?cid={clickid}&status=lead&sum=0 400
"""

# fmt: off
STORIES = (
    Story(
        key="postback-missing",
        subject="Postback tidak masuk sejak pagi",
        contact="rizky",
        department="support",
        language="id",
        last=minutes(11),
        assignee=None,
        ends="open",
        turns=(
            client("rizky", START, """
                Halo tim,

                Sejak jam 08.10 tidak ada konversi yang masuk ke sistem kami, padahal di dasbor kalian konversinya tetap jalan. Log dari server kami terlampir. Kelihatannya makro clickid tidak terisi.

                Tolong segera dicek, kampanye kami sedang jalan penuh.

                Rizky
                Kopi Nusantara
                """, attachments=(Attachment("postback.log", "text/plain", POSTBACK_LOG),)),
        ),
    ),
    Story(
        key="partner-integration",
        subject="S2S integration: conversions arrive without payout",
        contact="weiling",
        department="partner",
        language="en",
        last=days(10),
        assignee="oskar",
        ends="closed",
        turns=(
            client("weiling", START, """
                Dear team,

                We are connecting Adlattice by server-to-server postback. Clicks are counted on both sides and conversions arrive, but the payout is always 0.00. Our URL:

                https://track.adlattice.example/s2s?click_id={click_id}&payout={revenue}&goal={goal_id}

                Which macro do you use for the payout? Also, do you sign the call?

                Tan Wei Ling
                """),
            take("oskar", minutes(21)),
            reply("oskar", minutes(33), """
                Hello Wei Ling,

                The macro is {payout}; {revenue} is what the advertiser pays us and stays empty for partners. Please change that part to payout={payout}&currency={currency}.

                Calls are signed on request: an HMAC-SHA256 over the query string in the header X-Signature. I have created a key for you, it lies in your account under "Integration". Shall I send three test conversions once the URL is changed?
                """),
            client("weiling", hours(14), """
                Changed, and signing is on. Please send the tests, one of them with goal 2 so that we see the second event too.
                """),
            reply("oskar", minutes(27), """
                Sent: two with goal 1 at 4.20 USD, one with goal 2 at 11.00 USD. All three were answered with 200 by your server. Do the amounts appear?
                """),
            client("weiling", hours(1), """
                Amounts are right, signature is valid. But goal 2 arrived twice with the same click_id. Is that a retry?
                """),
            note("oskar", minutes(18), """
                Their server took 11 seconds for the first call, our limit is 10, so we retried. Correct on our side; they should ignore repeats by conversion id.
                """),
            reply("oskar", minutes(12), """
                Yes. Your server needed 11 seconds for the first call and we try again after 10. A retry carries the same conversion_id, so please add conversion_id={conversion_id} and ignore repeats. We retry after 1, 5 and 30 minutes, then it is listed under "Failed postbacks", where you can send it again yourselves.
                """),
            client("weiling", days(1), "Done, works. We go live on Monday with ten offers. Thank you for the clear steps."),
            solve("oskar", minutes(25)),
            close("oskar", days(3)),
        ),
    ),
    Story(
        key="duplicate-conversions",
        subject="Постбэк прилетает дважды, в статистике дубли",
        contact="ilya",
        department="partner",
        language="ru",
        last=days(7),
        assignee="vera",
        ends="solved",
        turns=(
            client("ilya", START, """
                Вера, привет. С субботы по офферу 802 каждый лид у нас в трекере двоится: сначала status=pending, потом сразу approved, и оба считаются как новые. У вебов в статистике каша, уже пишут. Это у вас что-то поменяли или у нас?

                Илья
                """),
            take("vera", minutes(9)),
            reply("vera", minutes(24), """
                Илья, привет.

                Поменяли у нас: с субботы рекламодатель подтверждает лиды автоматически, поэтому второй вызов уходит через секунды после первого. Раньше между ними было несколько дней, и ваш трекер воспринимал второй как обновление.

                Оба вызова несут один и тот же transaction_id. Проверьте, пожалуйста, что трекер склеивает конверсии по нему, а не по времени. Если нужно, могу временно отключить вызов со статусом pending.
                """),
            client("ilya", hours(1), "Точно, склейка была по окну в 60 секунд. Отключи pending до вечера, мы поправим."),
            reply("vera", minutes(8), "Отключила. Напишите, когда можно включать обратно. Дубли за выходные можете удалить по списку, он лежит в кабинете: 214 строк."),
            client("ilya", hours(6), "Поправили, почистили, включай. Спасибо, что быстро."),
            reply("vera", minutes(5), "Включено, первые три лида прошли по одному разу."),
            solve("vera", minutes(30)),
        ),
    ),
    Story(
        key="api-limit",
        subject="Error 429 al descargar los informes por API",
        contact="marta",
        department="account",
        language="es",
        last=hours(30),
        assignee="diego",
        ends="waiting",
        turns=(
            client("marta", START, """
                Hola:

                Nuestro script descarga los informes cada cinco minutos y desde ayer recibe el error 429. No hemos cambiado nada. ¿Han bajado el límite?

                Marta Ibáñez
                Vento Partners
                """),
            take("diego", minutes(50)),
            reply("diego", hours(1), """
                Hola, Marta:

                El límite es el mismo, 60 peticiones por minuto. Lo que cambió es el volumen: desde ayer tienen 74 ofertas activas y el script pide un informe por oferta. Se puede pedir todas en una sola llamada con offer_ids=all y la respuesta trae las 74.

                Si me manda la dirección que llama el script, se la devuelvo corregida hoy mismo.
                """),
        ),
    ),
    Story(
        key="xml-feed",
        subject="Flux XML : le champ « délai » a disparu",
        contact="julien",
        department="support",
        language="fr",
        last=days(20),
        assignee="maya",
        ends="closed",
        turns=(
            client("julien", START, """
                Bonjour,

                Depuis lundi, le flux XML des sites disponibles ne contient plus le champ « delai ». Notre outil de sélection s'en sert pour filtrer, du coup il n'affiche plus rien. Est-ce voulu ?

                Julien
                """),
            take("maya", minutes(18)),
            note("maya", minutes(30), "La mise à jour de lundi a renommé le champ en delai_jours. Changement annoncé nulle part. L'équipe technique remet l'ancien nom en double jusqu'à la fin du trimestre."),
            reply("maya", minutes(15), """
                Bonjour Julien,

                Ce n'était pas voulu ainsi. Le champ a été renommé « delai_jours » lundi sans que personne vous prévienne. L'ancien nom est de nouveau présent à côté du nouveau, et le restera jusqu'à la fin du trimestre. Votre outil devrait fonctionner sans rien changer ; dites-moi si ce n'est pas le cas.
                """),
            client("julien", minutes(45), "Ça refonctionne, merci. On passe au nouveau nom la semaine prochaine."),
            solve("maya", minutes(5)),
            close("maya", days(3)),
        ),
    ),
)
