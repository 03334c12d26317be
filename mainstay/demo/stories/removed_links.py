"""Links that were paid for and went away, and what was done about them."""

from mainstay.demo.story import (
    START,
    Story,
    ask,
    client,
    close,
    days,
    hear,
    hours,
    minutes,
    note,
    reply,
    solve,
    take,
    write,
)

# fmt: off
STORIES = (
    Story(
        key="removed-link",
        subject="Our article is gone, and did the new deal lapse?",
        contact="daniel",
        department="support",
        language="en",
        last=minutes(52),
        assignee="maya",
        ends="open",
        turns=(
            client("daniel", START, """
                Hi Maya,

                Our article in Le Journal du Sud no longer links to us. We paid 340 € for it in spring and it still brings sign-ups every week.

                And deal 2381, the follow-up article, says "expired" this morning. Did they just not answer? We would still like to have it.

                Daniel
                """),
            take("maya", minutes(6)),
            reply("maya", minutes(8), """
                Hello Daniel,

                I see both. The link was taken out on Tuesday morning while the page stayed up, so your 12-month guarantee covers it. I am asking the editor to put it back and will tell you by the end of the day what they say.

                I am also finding out what happened to deal 2381 and will come back with that in the same message.
                """),
            ask("maya", minutes(14), "Lien retiré de l'article « vélo et assurance » (lien 10482)", """
                Bonjour Claire,

                Un lien sortant a disparu mardi matin de l'article « vélo et assurance » (lien 10482), alors que la page est toujours en ligne. L'article a été réglé et la garantie de douze mois court encore pendant 113 jours.

                Pouvez-vous me dire ce qui s'est passé et s'il est possible de remettre le lien tel qu'il était, même ancre et en dofollow ?
                """, to="claire"),
            note("maya", minutes(6), """
                Asked Claire Fabre in French, in a conversation of its own, so that Daniel does not see it. Guarantee of link 10482 has 113 days left.
                """),
            hear("claire", minutes(115), """
                Bonjour Maya,

                C'est notre nouvelle rédactrice qui a retiré les liens sortants de la rubrique, elle n'était pas au courant de nos engagements. Je demande qu'on rétablisse le vôtre, sans doute vendredi.

                Pour l'autre article, j'avais proposé 390 € mais je n'ai jamais eu de réponse.

                Claire Fabre
                Le Journal du Sud
                """),
            write("maya", minutes(20), """
                Merci Claire, c'est clair. Je note le rétablissement pour vendredi et notre contrôle vérifiera la page samedi matin ; je ne vous relance que si le lien manque encore.

                Pour la contre-proposition, l'erreur est de notre côté : notre avis est parti à une ancienne adresse. Vos 390 € avec 36 mois de garantie tiennent-ils toujours ?
                """, to="claire"),
            note("vera", minutes(7), """
                @Maya checked the log: the counter-offer of 390 € with a 36-month guarantee went out on Friday and was never opened. The notice went to Daniel's old address at northwind-old.example. It is not their silence, it is ours.
                """),
            client("daniel", minutes(15), """
                Thanks Maya. Also, I never saw a counter-offer. Where would I have seen it? If it is still open I would take it.

                Daniel

                > I see both. The link was taken out on Tuesday morning while the page stayed up,
                > so your 12-month guarantee covers it.
                """),
        ),
    ),
    Story(
        key="link-nofollow",
        subject="Link on reisewelt.example turned nofollow",
        contact="priya",
        department="support",
        language="en",
        last=days(9),
        assignee="maya",
        ends="solved",
        turns=(
            client("priya", START, """
                Hello,

                Our SEO tool says that the link in the Baltic ferry article on reisewelt.example has been rel="nofollow" since last week. The order said dofollow. Was that agreed with anybody?

                Priya
                """),
            take("maya", minutes(17)),
            reply("maya", minutes(12), """
                Hello Priya,

                Nobody agreed to it here. Our own check sees the same: the link was dofollow until six days ago. The guarantee runs for nine more days, so I asked the publisher just now to set it back and gave them until Thursday. You hear from me on Thursday either way.
                """),
            note("maya", days(1), """
                A new plugin sets nofollow on every outgoing link of the site. Publisher makes an exception for ordered links. Four more links of other clients had the same fault, all set back.
                """),
            reply("maya", days(1), """
                Hello Priya,

                The link is dofollow again; two checks an hour apart confirm it. The cause was a plugin that marked every outgoing link of the site. The publisher has made an exception for ordered links, and I extended your guarantee by the six days that were lost.
                """),
            client("priya", hours(3), "Confirmed on our side as well. Thank you for the extra days."),
            solve("maya", minutes(10)),
        ),
    ),
    Story(
        key="link-replaced",
        subject="Remplacement du lien sur deco-et-bois.example",
        contact="camille",
        department="support",
        language="fr",
        last=days(1) + hours(2),
        assignee="maya",
        ends="solved",
        turns=(
            client("camille", START, """
                Bonjour,

                Le site deco-et-bois.example ne répond plus depuis dix jours. Nous y avions un article avec un lien vers notre page « tables sur mesure ». Que se passe-t-il dans ce cas ?

                Bien à vous,
                Camille Roux
                """),
            take("maya", minutes(25)),
            reply("maya", minutes(31), """
                Bonjour Camille,

                Le site est fermé : l'éditeur n'a pas renouvelé son nom de domaine et nous l'a confirmé ce matin. Le lien ne pourra donc pas être rétabli.

                Dans ce cas, nous le remplaçons par un lien sur un site de même thème et de métriques égales, sans frais pour vous. Je vous propose trois sites d'ici demain midi. Si aucun ne convient, vous êtes remboursée.
                """),
            reply("maya", hours(20), """
                Bonjour Camille,

                Voici les trois sites :

                1. maison-brute.example : décoration, 18 000 visites par mois
                2. lecarnetdubois.example : travail du bois, 11 000 visites, très proche de votre thème
                3. chezsoi-magazine.example : maison, 32 000 visites

                Mon conseil est le deuxième : ses liens durent, 61 sur 62 sont encore en ligne au bout d'un an.
                """),
            client("camille", hours(4), "Le deuxième nous va très bien, avec la même ancre."),
            reply("maya", days(3), """
                Bonjour Camille,

                L'article est en ligne sur lecarnetdubois.example, avec votre ancre et en dofollow. La garantie de douze mois repart de zéro.
                """),
            client("camille", hours(2), "Parfait, merci pour la rapidité !"),
            solve("maya", minutes(30)),
        ),
    ),
    Story(
        key="article-not-found",
        subject="Artikel kami di Warta Pesisir jadi 404",
        contact="dewi",
        department="support",
        language="id",
        last=days(13),
        assignee="sari",
        ends="closed",
        turns=(
            client("dewi", START, """
                Selamat pagi,

                Artikel "Kopi pagi di pesisir" yang tayang di Warta Pesisir sekarang muncul halaman 404. Padahal baru tiga bulan dan kami sudah bayar penuh. Mohon dicek ya.

                Dewi
                """),
            take("sari", minutes(9)),
            reply("sari", minutes(18), """
                Selamat pagi Bu Dewi,

                Sudah saya cek, halamannya memang tidak bisa dibuka sejak kemarin sore. Tautan Ibu masih dalam masa garansi. Saya sudah menghubungi redaksi Warta Pesisir dan akan memberi kabar paling lambat besok pukul 12.00 WIB.
                """),
            note("sari", hours(5), """
                Kata Bu Putri: mereka baru pindah CMS dan alamat artikel lama berubah. Pengalihan 301 untuk rubrik Gaya Hidup dipasang malam ini.
                """),
            reply("sari", hours(16), """
                Selamat pagi Bu Dewi,

                Artikelnya sudah bisa dibuka lagi di alamat semula. Penyebabnya perpindahan sistem di pihak penerbit. Saya periksa sendiri pagi ini: tautan, anchor, dan status dofollow sesuai pesanan. Garansi kami perpanjang dua hari.
                """),
            client("dewi", hours(1), "Siap, sudah normal. Terima kasih banyak Mbak Sari."),
            solve("sari", minutes(15)),
            close("sari", days(3)),
        ),
    ),
)
