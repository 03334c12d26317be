"""What happens if we change this? Answers with a range, and with what speaks against them."""

from mainstay.demo.story import (
    START,
    Story,
    client,
    days,
    handover,
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
        key="raise-the-commission",
        subject="¿Qué pasa si subimos la comisión al 9 %?",
        contact="lucia",
        department="support",
        language="es",
        last=hours(1) + minutes(8),
        assignee="diego",
        ends="open",
        turns=(
            client("lucia", START, """
                Hola:

                Ahora pagamos un 7 % por venta y queremos subir al 9 % antes de la campaña fuerte. ¿Cuántas ventas más podemos esperar? ¿Tiene sentido o es tirar el dinero?

                Lucía Ortega
                Tienda Clara
                """),
            handover("maya", minutes(12), to="account", text="Spanish speaker needed; the question is about margin, not about a fault."),
            take("diego", minutes(25)),
            reply("diego", hours(2), """
                Hola, Lucía:

                Miré los once cambios de comisión en moda de los últimos dos años. Con una subida como la suya, las ventas crecieron entre un 4 % y un 11 % en seis semanas. A sus precios, eso compensa el gasto solo a partir de un 8,5 %. Es decir: puede salir bien, pero no es lo más probable.

                Hay otra forma que cuesta menos: subir al 9 % solo a los afiliados que traen clientes nuevos. Son catorce y hacen el 38 % de sus ventas. ¿Quiere que se lo calcule?
                """),
            client("lucia", hours(1) + minutes(30), "Sí, por favor. Y dime también qué pasa con los catorce cuando volvamos al 7 %, que no se nos vayan."),
            note("diego", minutes(20), "De cinco casos con bajada posterior, dos perdieron a un tercio de los afiliados. Preparar el cálculo con un 8 % como vuelta."),
            reply("diego", minutes(45), """
                Hola, Lucía:

                Solo para esos catorce, el coste extra es de unos 1.150 € en seis semanas y las ventas subirían entre un 3 % y un 8 %. Aquí basta con un 3,2 % para no perder dinero, así que la prueba me parece razonable.

                Para la vuelta aconsejo un 8 % y no un 7 %, y anunciarlo desde el primer día. Si lo aprueba hoy, lo dejo activado para el lunes.
                """),
            client("lucia", minutes(40), """
                Me gusta. Una duda antes de decir que sí: ¿podemos ponerle un tope de gasto, por ejemplo 1.500 €, y que se pare solo? Mi jefa lo va a preguntar seguro.

                Lucía
                """),
        ),
    ),
    Story(
        key="move-budget",
        subject="What if we move 30 % of the budget from Germany to Austria?",
        contact="jonas",
        department="account",
        language="en",
        last=days(8),
        assignee="helene",
        ends="solved",
        turns=(
            client("jonas", START, """
                Hello,

                leads in Germany cost us 31 EUR by now, Austria is at 22. My board asks why we do not simply move 30 % of the budget over. What would happen?

                Jonas Weber
                Lumio Finance
                """),
            take("helene", minutes(41)),
            reply("helene", hours(3), """
                Hello Jonas,

                Not as much as 22 EUR promises. Austria is a ninth of the audience, and our publishers there already deliver two thirds of what they can. With 30 % moved, I expect 24 to 29 EUR per lead in Austria instead of 22, and Germany to fall to 28 to 30, because the weakest placements go first.

                Overall that means between 3 % fewer and 6 % more leads for the same money. With 12 % moved, the range is 2 to 5 % more, with less that can go wrong. I would start there, for three weeks, and stop if Austria passes 27 EUR.
                """),
            client("jonas", days(1), "That is the first answer with a lower end I get from anybody. 12 % it is. Who sets it up?"),
            reply("helene", hours(1), """
                Diego moves it tonight, with a daily cap for Austria and the stop at 27 EUR. You get the first figures on Friday and the comparison with this estimate after three weeks, whichever way it went.
                """),
            client("jonas", hours(4), "Good. Waiting for Friday."),
            solve("helene", minutes(10)),
        ),
    ),
    Story(
        key="raise-the-rate",
        subject="Если поднимем ставку вебам, сколько трафика придёт?",
        contact="pavel",
        department="account",
        language="ru",
        last=days(12),
        assignee="vera",
        ends="solved",
        turns=(
            client("pavel", START, """
                Здравствуйте. Думаем поднять ставку с 11,50 до 13. Вопрос простой: сколько дополнительных заявок мы за это получим и не просядет ли апрув? Начальству нужна цифра.

                Павел
                """),
            take("vera", minutes(38)),
            reply("vera", hours(5), """
                Павел, здравствуйте.

                Одной честной цифры нет, есть вилка. По девяти похожим офферам рост ставки на 10–15 % давал от 8 до 19 % лидов сверху за месяц. Апрув при этом опускался на 1–3 пункта: приходят веб-мастера с более холодным трафиком.

                Если считать по подтверждённой заявке, она подорожает для вас примерно на 9–14 %. Предлагаю не поднимать всем, а дать 13 двенадцати веб-мастерам с апрувом выше 55 %. Проверим за три недели, остальные останутся на 11,50.
                """),
            client("pavel", days(1) + hours(2), "Вариант с двенадцатью согласовали. Запускайте с понедельника, лимит 400 заявок."),
            reply("vera", minutes(30), """
                Принято: понедельник, двенадцать веб-мастеров, ставка 13, лимит 400 заявок. Сводку пришлю в первую пятницу, итог через три недели, вместе со сравнением с этим прогнозом.
                """),
            client("pavel", minutes(15), "Отлично."),
            solve("vera", minutes(3)),
        ),
    ),
    Story(
        key="move-cities",
        subject="Kalau anggaran Jakarta dipindah ke Surabaya dan Medan?",
        contact="dewi",
        department="account",
        language="id",
        last=days(5),
        assignee="sari",
        ends="solved",
        turns=(
            client("dewi", START, """
                Siang Mbak Sari,

                Biaya per pelanggan baru di Jakarta sudah Rp96.000. Kalau seperempat anggarannya kami pindah ke Surabaya dan Medan, kira-kira hasilnya bagaimana? Kami belum pernah beriklan di Medan.

                Dewi
                """),
            take("sari", minutes(16)),
            reply("sari", hours(4), """
                Siang Bu Dewi,

                Untuk Surabaya saya punya data: 214 pelanggan dalam tiga bulan, biayanya Rp71.000 sampai Rp84.000. Untuk Medan belum ada data Ibu sendiri, dan dari pengiklan lain di kategori minuman angkanya terlalu sedikit untuk disebut. Jadi saya tidak mau menebak.

                Saran saya: 20 % ke Surabaya dulu, 5 % ke Medan sebagai uji coba dengan batas Rp6.000.000. Kalau setelah tiga minggu biaya di Medan di atas Rp95.000, kita hentikan.
                """),
            client("dewi", hours(3), "Masuk akal. Tolong dijalankan mulai Senin ya, batasnya oke."),
            reply("sari", minutes(25), """
                Sudah saya jadwalkan mulai Senin dengan batas tersebut. Laporan pertama saya kirim Jumat minggu depan.
                """),
            client("dewi", minutes(40), "Sip, terima kasih."),
            solve("sari", minutes(10)),
        ),
    ),
)
