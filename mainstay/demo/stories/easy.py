"""Questions that are asked every week and answered in one go."""

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
        key="add-a-colleague",
        subject="Adding a colleague to our account",
        contact="priya",
        department="support",
        language="en",
        last=days(29),
        assignee="maya",
        ends="closed",
        turns=(
            client("priya", START, "Hi, Colm joins our team on Monday. How do I give him access without the billing part? Priya"),
            take("maya", minutes(9)),
            reply("maya", minutes(3), """
                Hello Priya,

                Under "Account", "People", choose "Invite" and give him the role "Orders". He can then order and approve, and sees no invoices. The invitation is valid for seven days.
                """),
            client("priya", hours(2), "Worked, thanks."),
            solve("maya", minutes(2)),
            close("maya", days(3)),
        ),
    ),
    Story(
        key="find-an-invoice",
        subject="Où télécharger nos factures ?",
        contact="sophie",
        department="finance",
        language="fr",
        last=days(28),
        assignee="nadia",
        ends="closed",
        turns=(
            client("sophie", START, "Bonjour, je cherche les factures du trimestre dernier pour notre comptable. Où les trouve-t-on ? Sophie Lambert, Agence Pontus"),
            take("nadia", minutes(31)),
            reply("nadia", minutes(4), """
                Bonjour Sophie,

                Dans « Compte », puis « Factures », vous pouvez choisir le trimestre et tout télécharger d'un coup. Si votre comptable le souhaite, j'ajoute son adresse : il recevra chaque facture le jour de son émission.
                """),
            client("sophie", hours(1), "Trouvé. Oui, ajoutez-le volontiers : cabinet@compta-bxl.example. Merci !"),
            reply("nadia", minutes(10), "C'est fait, il recevra la prochaine le premier du mois."),
            solve("nadia", minutes(1)),
            close("nadia", days(2)),
        ),
    ),
    Story(
        key="second-factor",
        subject="Cambié de teléfono y no puedo entrar",
        contact="pilar",
        department="support",
        language="es",
        last=days(21),
        assignee="ines",
        ends="closed",
        turns=(
            client("pilar", START, "Hola, he cambiado de móvil y ya no tengo la aplicación de los códigos. ¿Cómo entro? Pilar, Tienda Clara"),
            take("ines", minutes(8)),
            reply("ines", minutes(5), """
                Hola, Pilar:

                Con uno de los diez códigos de recuperación que guardó al activar la verificación. Si no los tiene, pídale a Lucía, que es administradora de su cuenta, que pulse «Restablecer verificación» junto a su nombre. Nosotros no podemos hacerlo por correo, para que nadie pueda hacerse pasar por usted.
                """),
            client("pilar", minutes(35), "Lucía ya lo hizo y he entrado. ¡Gracias!"),
            solve("ines", minutes(4)),
            close("ines", days(2)),
        ),
    ),
    Story(
        key="notice-address",
        subject="Ganti email untuk notifikasi",
        contact="rizky",
        department="support",
        language="id",
        last=days(18),
        assignee="sari",
        ends="closed",
        turns=(
            client("rizky", START, "Halo, notifikasi kampanye masih masuk ke email rekan yang sudah resign. Bisa diganti ke tim@kopinusantara.example? Rizky"),
            take("sari", minutes(5)),
            reply("sari", minutes(6), """
                Halo Mas Rizky,

                Sudah saya ganti. Notifikasi kampanye, tagihan, dan laporan mingguan sekarang masuk ke alamat tim. Alamat lama saya hapus dari tiga tempat. Selanjutnya bisa diatur sendiri di "Akun", "Notifikasi".
                """),
            client("rizky", minutes(30), "Mantap, makasih Mbak."),
            solve("sari", minutes(2)),
            close("sari", days(2)),
        ),
    ),
    Story(
        key="sub-id-report",
        subject="Где смотреть статистику по сабам?",
        contact="sergey",
        department="support",
        language="ru",
        last=days(31),
        assignee="vera",
        ends="closed",
        turns=(
            client("sergey", START, "Привет. Передаю sub1–sub5, но в общем отчёте вижу только sub1. Где остальные?"),
            take("vera", minutes(17)),
            reply("vera", minutes(5), """
                Сергей, здравствуйте.

                В отчёте нажмите «Столбцы» и отметьте sub2–sub5, выбор запомнится. Разрез сразу по двум сабам: «Группировка», первый и второй уровень. То же доступно в выгрузке CSV.
                """),
            client("sergey", minutes(15), "Нашёл, спасибо"),
            solve("vera", minutes(1)),
            close("vera", days(3)),
        ),
    ),
    Story(
        key="payment-day",
        subject="Which day are publishers paid?",
        contact="katrin",
        department="finance",
        language="en",
        last=minutes(4),
        assignee=None,
        ends="open",
        turns=(
            client("katrin", START, "Hello, a short one: on which day of the week do payments to publishers leave, and does a public holiday move them forward or back? Katrin"),
        ),
    ),
)
