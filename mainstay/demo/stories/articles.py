"""Articles that are not what was ordered, or are said not to be."""

from mainstay.demo.story import (
    START,
    Attachment,
    Story,
    ask,
    client,
    close,
    consult,
    days,
    hear,
    hours,
    inform,
    minutes,
    note,
    reply,
    solve,
    take,
)

WORKSHOP_NOTES = """\
Atelier, visite du matin
- chêne pubescent, séché trois ans, vient du Lot
- plateau 4 cm, assemblage à queue d'aronde, pas de vis
- demander : pourquoi l'huile plutôt que le vernis ? (réponse : se répare)
"""

# fmt: off
STORIES = (
    Story(
        key="written-by-ai",
        subject="This article was written by ChatGPT",
        contact="priya",
        department="support",
        language="en",
        last=hours(1) + minutes(55),
        assignee="maya",
        ends="open",
        turns=(
            client("priya", START, """
                Hello,

                We paid for a written article about night trains in Austria. What we got is machine text: three paragraphs begin with "In today's fast-paced world", and it praises a sleeper to Graz that has not run for years. A detector says 92 % AI. We want our money back.

                Priya
                """),
            take("maya", minutes(8)),
            reply("maya", minutes(16), """
                Hello Priya,

                I have read the article and I understand why you doubt it. The train to Graz is an error of fact, and that alone must be mended at no cost to you.

                On the question who wrote it I will not pretend to know. Detectors are wrong too often, in both directions, to decide about money on their own. What I can do is ask the publisher for drafts, notes and sources, and put what you found and what they show side by side. I will write to you tomorrow by noon with their answer.
                """),
            note("maya", minutes(22), """
                Publisher has no clause about AI in the brief of this order. I am on neither side here: the account questions of Harbour stay with Hélène while this is open.
                """),
            client("priya", minutes(35), """
                Fair enough about the detector. But please ask them directly. If a person had written it, that person would have looked at a timetable.
                """),
            ask("maya", minutes(30), "Order 2290: drafts and sources of the article about night trains", """
                Hello Katrin,

                The advertiser of order 2290 doubts that a person wrote the article. I decide nothing on the word of a detector, and I would like to hear your side first.

                Can you send me the author's drafts with their dates, and the sources? And was a tool used for any part of it? The train to Graz is wrong in any case and has to be corrected.
                """, to="katrin"),
            hear("katrin", hours(17), """
                Hello Maya,

                of course. Two drafts with dates and a list of six sources are in the order now. The first one has the wrong train already, it comes from a page of an earlier year. The author used a tool for the introduction, nothing else.

                We can correct the article and write a new introduction within four days, or give half of the price back.

                Katrin Vogel
                """),
            reply("maya", hours(3) + minutes(30), """
                Hello Priya,

                The publisher answered. The author sent two dated drafts and a list of six sources; the first draft already has the wrong train, copied from a page of an earlier year. They say a tool was used for the introduction, and nothing else.

                They offer two things: a corrected article with a new introduction within four days, or half of the price back and the article stays as it is after the correction. Which would you accept? A third proposal of your own is possible as well.
                """),
            note("maya", minutes(6), """
                Evidence filed: claim, both drafts, source list, the page with the old timetable. What we do not know: how much of the text the tool wrote.
                """),
            consult("maya", minutes(10), """
                Order 2290 of Harbour Travel: the client may choose half of the price back. Is it invoiced already, and would that be a credit note or a refund to the card?
                """, to="finance"),
            inform("nadia", hours(2), """
                Invoiced on the first, paid by bank transfer. Half of it is a credit note, which I write the day you tell me; it lowers their next invoice.
                """, to="finance"),
            client("priya", hours(1) + minutes(50), """
                The corrected article, then, but by another author, and we want to read it before it goes online. Can they agree to that?
                """),
        ),
    ),
    Story(
        key="accused-of-ai",
        subject="Article « tables en chêne » : une question de l'annonceur",
        contact="yann",
        department="support",
        language="fr",
        last=days(15),
        assignee="maya",
        ends="solved",
        turns=(
            reply("maya", START, """
                Bonjour Yann,

                L'annonceur de l'article « tables en chêne » pense que le texte a été écrit par une intelligence artificielle. Il cite deux passages répétés presque mot pour mot et une essence de bois qui n'existe pas.

                Je ne tranche pas et je n'accuse personne. Pouvez-vous me dire comment l'article a été écrit, et m'envoyer vos notes ou un brouillon si vous en avez ?
                """),
            take("maya", minutes(1)),
            client("yann", hours(6), """
                Bonjour Maya,

                Franchement, ça fait mal à lire. J'ai écrit ce papier moi-même, après une visite à l'atelier de mon beau-frère. La répétition, c'est un copier-coller malheureux au moment de la mise en page. Et le « chêne pubère », c'est une faute de frappe : chêne pubescent.

                Je vous joins mes notes.

                Yann
                """, attachments=(Attachment("notes-atelier.txt", "text/plain", WORKSHOP_NOTES),)),
            reply("maya", minutes(45), """
                Merci Yann, vos notes sont très parlantes et je les transmets telles quelles. Corrigez la répétition et le nom du bois avant jeudi, et je propose à l'annonceur de valider l'article ainsi.
                """),
            client("yann", days(1), "C'est corrigé. J'espère que l'annonceur goûtera l'ironie du chêne pubère."),
            reply("maya", hours(5), """
                L'annonceur a lu vos notes, relu l'article et l'a validé. Il retire sa remarque et vous remercie pour la visite de l'atelier. Votre paiement part avec les autres vendredi.
                """),
            solve("maya", minutes(2)),
        ),
    ),
    Story(
        key="wrong-anchor",
        subject="El enlace del artículo apunta a la página equivocada",
        contact="pilar",
        department="account",
        language="es",
        last=days(6),
        assignee="diego",
        ends="solved",
        turns=(
            client("pilar", START, """
                Hola:

                En el artículo «Vuelta al cole sin dramas» el enlace debía ir a /uniformes y va a la portada. Además, el texto del enlace dice «haz clic aquí» en lugar de «uniformes escolares». ¿Quién lo corrige?

                Pilar
                """),
            take("diego", minutes(28)),
            reply("diego", minutes(12), """
                Hola, Pilar:

                Lo comparé con el pedido y tiene razón en las dos cosas. Lo corrige la redacción, no hace falta que haga nada. Les di plazo hasta mañana a mediodía y el cobro queda en pausa hasta que esté bien.
                """),
            reply("diego", hours(22), """
                Ya está corregido: el enlace va a /uniformes con el texto «uniformes escolares». Lo verifiqué en la página publicada. ¿Lo ve bien también en su lado?
                """),
            client("pilar", hours(1), "Perfecto, ahora sí. Gracias."),
            solve("diego", minutes(20)),
        ),
    ),
    Story(
        key="article-too-short",
        subject="Artikel kurang 300 kata dari brief",
        contact="bayu",
        department="support",
        language="id",
        last=hours(8) + minutes(46),
        assignee="sari",
        ends="waiting",
        turns=(
            client("bayu", START, """
                Selamat siang,

                Di brief kami minta minimal 1.000 kata, tapi artikel yang dikirim cuma 690 kata, itu pun dua paragraf isinya mirip. Klien kami minta direvisi sebelum tayang. Apakah ini masih masuk jatah revisi gratis?

                Bayu
                Rumah Iklan Digital
                """),
            take("sari", minutes(7)),
            reply("sari", minutes(21), """
                Selamat siang Mas Bayu,

                Masih. Panjang artikel tidak sesuai brief, jadi perbaikannya tidak mengurangi jatah tiga kali revisi. Saya sudah mengembalikan artikelnya ke penulis dengan catatan: minimal 1.000 kata, dua paragraf yang mirip ditulis ulang. Tenggatnya dua hari.

                Sambil menunggu, apakah ada poin dari klien yang ingin ditambahkan? Kalau dikirim hari ini, bisa langsung masuk ke revisi yang sama.
                """),
            ask("sari", minutes(14), "Pesanan 2471: jadwal tayang artikel yang direvisi", """
                Selamat siang Bu Putri,

                Artikel untuk pesanan 2471 sedang diperpanjang menjadi minimal 1.000 kata dan siap dua hari lagi. Apakah slot tayang hari Kamis di rubrik Gaya Hidup masih bisa dipegang, atau perlu digeser?
                """, to="putri"),
        ),
    ),
    Story(
        key="draft-approval",
        subject="How long do we have to approve a draft?",
        contact="colm",
        department="support",
        language="en",
        last=days(20),
        assignee="maya",
        ends="closed",
        turns=(
            client("colm", START, """
                Hi, a draft came in on Friday while I was away. Does it go live by itself if I say nothing?

                Colm
                """),
            take("maya", minutes(4)),
            reply("maya", minutes(5), """
                Hello Colm,

                Not yet. A draft waits seven days for you, and yours has four left. After that it counts as approved and the publisher may put it online. You can ask for changes up to three times, and each time the seven days start again.
                """),
            solve("maya", minutes(1)),
            close("maya", days(5)),
        ),
    ),
)
