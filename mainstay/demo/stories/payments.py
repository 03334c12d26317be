"""Money: paid late, held, sent to another address, taken twice."""

from mainstay.demo.story import (
    START,
    Attachment,
    Story,
    client,
    close,
    days,
    handover,
    hours,
    minutes,
    note,
    reply,
    solve,
    take,
)

TOP_UPS = """\
date_utc,reference,amount,currency,card,status
day 1 07:12,TU-88120,2500.00,EUR,4417,captured
day 1 07:13,TU-88121,2500.00,EUR,4417,captured
day 3 02:40,TU-88187,1000.00,EUR,4417,captured
"""

# fmt: off
STORIES = (
    Story(
        key="late-payment",
        subject="Facture 2214 toujours impayée",
        contact="claire",
        department="support",
        language="fr",
        last=hours(2) + minutes(40),
        assignee="nadia",
        ends="open",
        turns=(
            client("claire", START, """
                Bonjour,

                Notre facture 2214 (cinq articles, 1 480 €) aurait dû être réglée il y a douze jours. Notre service comptable n'a rien reçu à ce jour. Pouvez-vous me dire où en est le virement ?

                Claire Fabre
                Le Journal du Sud
                """, cc=("etienne",)),
            take("maya", minutes(14)),
            reply("maya", minutes(10), """
                Bonjour Claire,

                Votre facture est validée chez nous, le retard est donc bien de notre côté. Je la confie maintenant à Nadia, à la comptabilité, qui peut voir le virement lui-même. Elle vous écrit demain avant midi.
                """, cc=("etienne",)),
            handover("maya", minutes(3), to="finance", text="""
                Facture 2214, validée depuis 42 jours, échéance dépassée de 12. J'ai promis une réponse de ta part demain avant midi.
                """),
            take("nadia", hours(15)),
            reply("nadia", hours(1), """
                Bonjour Claire, bonjour Étienne,

                Le virement est parti il y a onze jours et la banque nous l'a retourné hier : l'IBAN de votre fiche comporte un chiffre de trop. Personne ne l'avait remarqué au moment de la saisie, ni chez vous ni chez nous.

                Pouvez-vous corriger l'IBAN dans votre espace éditeur, rubrique « Encaissements » ? Ne l'envoyez pas par courriel. Je vous appellerai au numéro de votre fiche pour le confirmer, puis le virement repart le jour même. Nous vous devons aussi les intérêts de retard, soit 5,90 €, que j'ajoute.
                """, cc=("etienne",)),
            client("etienne", hours(3) + minutes(20), """
                Bonjour Madame,

                L'IBAN est corrigé dans notre espace, il y avait en effet un zéro en double. Je suis joignable jusqu'à 18 heures au standard, poste 214, pour le confirmer de vive voix.

                Avez-vous une idée de la date d'arrivée des fonds ?

                Cordialement,
                Étienne Vasseur
                Service comptable
                """, cc=("claire",)),
        ),
    ),
    Story(
        key="hold-time",
        subject="Когда выйдут из холда лиды двухнедельной давности?",
        contact="sergey",
        department="partner",
        language="ru",
        last=days(4),
        assignee="vera",
        ends="solved",
        turns=(
            client("sergey", START, """
                Добрый вечер. Лью на оффер 731, лидам уже две-три недели, их 84, и 61 до сих пор в холде. Обычно через 14 дней всё выходило, а тут тишина. Баланс мне нужен, чтобы открутить следующую связку. Когда ждать?

                Сергей
                """),
            take("vera", minutes(32)),
            note("vera", minutes(15), """
                У рекламодателя с этого месяца холд 21 день вместо 14, письмо веб-мастерам не ушло. Это наша недоработка, сказать прямо.
                """),
            reply("vera", minutes(7), """
                Сергей, здравствуйте.

                Рекламодатель увеличил холд с 14 до 21 дня, а мы вас об этом не предупредили. Это наша ошибка. 17 ваших лидов пришли до изменения, их мы посчитали по старому сроку: они уже на балансе. Из остальных 44 в среду выйдут 26, в следующий понедельник 18.
                """),
            client("sergey", hours(2), "О, вижу 17 на балансе. За честность респект. Вывести можно сразу или ждать пятницы?"),
            reply("vera", minutes(11), """
                Можно сразу: от 3 000 рублей заявка обрабатывается в течение суток. Без заявки выплата уйдёт сама в пятницу.
                """),
            client("sergey", minutes(20), "Понял, тогда подожду пятницу."),
            solve("vera", minutes(4)),
        ),
    ),
    Story(
        key="invoice-address",
        subject="Invoice address has changed",
        contact="tom",
        department="finance",
        language="en",
        last=days(1) + hours(5),
        assignee="nadia",
        ends="solved",
        turns=(
            client("tom", START, """
                Hello,

                we moved. From now on our invoices should read:

                Northwind Ads Ltd
                12 Tannery Lane
                Bristol

                The VAT number stays. Invoice N-3307, which came this morning, still has the old address, and our auditor will not take it. Can it be changed?

                Tom Keller
                """),
            take("nadia", minutes(26)),
            reply("nadia", minutes(12), """
                Hello Tom,

                The new address is saved for all invoices from today. An invoice that was sent may not be altered, so I cancel N-3307 with a credit note and send you N-3312 with the same amount and the new address. You have both within the hour.

                One question: should the dunning contact move to Bristol too, or stay with you?
                """),
            client("tom", hours(2), """
                Both arrived, looks right. The contact stays with me.

                > Should the dunning contact move to Bristol too, or stay with you?
                """),
            reply("nadia", minutes(9), """
                Noted, reminders keep going to you. Your next invoice comes on the first with the new address.
                """),
            client("tom", minutes(50), "Thanks, that is all sorted now."),
            solve("nadia", minutes(6)),
        ),
    ),
    Story(
        key="minimum-payout",
        subject="Minimal penarikan saldo berapa?",
        contact="agung",
        department="finance",
        language="id",
        last=days(19),
        assignee="sari",
        ends="closed",
        turns=(
            client("agung", START, """
                Malam min, saldo saya Rp412.000 tapi tombol tarik masih abu-abu. Minimalnya berapa sih? Terus kalau lewat e-wallet bisa nggak?

                Agung
                """),
            handover("nadia", hours(10), to="support", text="Pertanyaan umum dalam bahasa Indonesia, tidak menyangkut pembayaran tertentu."),
            take("sari", minutes(12)),
            reply("sari", minutes(8), """
                Pagi Mas Agung,

                Minimal penarikan Rp500.000, jadi masih kurang Rp88.000. Saldo tidak hangus dan terbawa terus ke bulan berikutnya. E-wallet bisa, caranya di menu "Pembayaran", pilih "Tambah rekening", lalu verifikasi dengan kode yang dikirim ke nomor Mas. Verifikasi memakan waktu kurang dari satu hari, jadi bisa disiapkan sekarang.
                """),
            client("agung", hours(3), "Oke siap, makasih penjelasannya"),
            solve("sari", minutes(30)),
            close("sari", days(4)),
        ),
    ),
    Story(
        key="new-bank-account",
        subject="Cambio de cuenta bancaria para nuestros cobros",
        contact="ximena",
        department="finance",
        language="es",
        last=hours(15),
        assignee="nadia",
        ends="waiting",
        turns=(
            client("ximena", START, """
                Hola:

                Cambiamos de banco. ¿Me dicen a dónde les mando los datos de la cuenta nueva? El próximo pago ya tendría que llegar ahí.

                Ximena Duarte
                La Brújula Diaria
                """),
            take("nadia", hours(1)),
            reply("nadia", minutes(15), """
                Hola, Ximena:

                Los datos se cambian solo desde su panel, en «Cobros», con el código de su teléfono. No los envíe por correo, por favor: es la forma más común de estafa con facturas, y por eso no aceptamos cuentas por esa vía.

                Cuando los guarde, la llamo al número que ya tenemos para confirmarlos. El próximo pago sale en seis días; si la cuenta está confirmada dos días antes, llega a la nueva.
                """),
        ),
    ),
    Story(
        key="charged-twice",
        subject="Card charged twice for one top-up",
        contact="weiling",
        department="finance",
        language="en",
        last=hours(26),
        assignee=None,
        ends="open",
        turns=(
            client("weiling", START, """
                Dear team,

                Our card was charged EUR 2,500 twice, one minute apart. The first attempt ended with a blank page, so our trader pressed the button again. We meant to top up once. The export from our bank is attached; see TU-88120 and TU-88121.

                Please return one of them or tell us that both are on the balance, then we decide.

                Best regards,
                Tan Wei Ling
                """, attachments=(Attachment("top-ups.csv", "text/csv", TOP_UPS),)),
            note("nadia", hours(1), "Les deux paiements sont encaissés, un seul figure au solde. L'autre est bloqué chez le prestataire de cartes : demande envoyée, réponse sous un jour."),
            client("weiling", hours(6), """
                May I ask for an update? The balance shows one top-up only, so one payment is somewhere in between.

                Wei Ling
                """),
        ),
    ),
    Story(
        key="closing-documents",
        subject="Нужен акт за прошлый месяц с другой датой",
        contact="pavel",
        department="finance",
        language="ru",
        last=days(25),
        assignee="vera",
        ends="solved",
        turns=(
            client("pavel", START, """
                Добрый день. Наша бухгалтерия просит акт последним числом месяца, а ваш датирован третьим числом следующего. Без этого расход не примут. Сможете перевыставить?

                Павел Зимин, Финбрик
                """),
            handover("nadia", hours(1), to="partner", text="Перевыставить можно, сумма та же. Ответьте, пожалуйста, по-русски, новый акт приложен в карточке клиента."),
            take("vera", minutes(20)),
            reply("vera", minutes(10), """
                Павел, здравствуйте.

                Новый акт с последним числом месяца лежит в вашем кабинете, раздел «Документы». Сумма не изменилась, прежний акт аннулирован. Оригинал отправим почтой завтра. Со следующего месяца акты для вас сразу выходят последним числом.
                """),
            client("pavel", days(1), "Бухгалтерия приняла. Спасибо."),
            solve("vera", minutes(15)),
        ),
    ),
)
