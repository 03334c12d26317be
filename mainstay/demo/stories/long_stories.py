"""A media plan told over weeks, and a letter that needs a quiet hour."""

from mainstay.demo.story import (
    START,
    Story,
    client,
    days,
    handover,
    hours,
    minutes,
    note,
    reopen,
    reply,
    solve,
    take,
)

# fmt: off
MEDIA_PLAN = Story(
    key="media-plan",
    subject="New media plan: five sites to propose",
    contact="priya",
    department="support",
    language="en",
    last=hours(4),
    assignee="maya",
    ends="open",
    turns=(
        client("priya", START, """
            Hello Maya,

            we plan next season. Same budget as last year, 4,000 EUR, and no domain we have used before. Could you propose five sites for ferry and rail holidays, at least one of them German and one French?

            Priya
            """, cc=("colm",)),
        handover("maya", minutes(20), to="account", text="A plan, not a fault. I keep it, I am in both departments."),
        take("maya", minutes(1)),
        reply("maya", hours(1), """
            Hello Priya,

            With pleasure. Two questions before I look: is survival of the link more important to you than visits, and may the German site carry a "sponsored" label? Several good ones insist on it. You have five proposals two working days after your answer.
            """, cc=("colm",)),
        client("priya", hours(5), "Survival first. A label is fine, nofollow is not."),
        note("maya", hours(20), "31 sites fit, 12 used before. Taken out: two with more than 5 % of links lost, one whose owner changed last month (viajarentren)."),
        reply("maya", days(1), """
            Hello Priya,

            Five proposals, 3,860 EUR together:

            1. radweg-magazin.example, German, bicycles on ferries, 720 EUR, 58 of 59 links alive after a year
            2. carnetsdebretagne.example, French, Roscoff and Saint-Malo, 840 EUR, 41 of 41
            3. lejournaldusud.example, French, night trains, 690 EUR, 96 of 99
            4. islandferries.example, English, 910 EUR, 27 of 28
            5. slowrail.example, English, 700 EUR, 33 of 33

            The third had links taken out by a new editor this month; they are coming back, but you should know it.
            """, cc=("colm",)),
        client("colm", days(1), "1, 2 and 5 please. 3 not until that story is over. 4 is too dear for the traffic."),
        reply("maya", hours(3), "Hello Colm, hello Priya, 1, 2 and 5 are ordered with your briefs. I negotiate with 4 and look for a replacement for 3; both by Friday.", cc=("priya",)),
        client("priya", days(2), """
            The brief for Carnets de Bretagne came back with eleven comments. Is that normal?
            """),
        reply("maya", hours(2), """
            For them, yes: they hold their authors to a charter of their own, and none of the eleven touches your link. Eight are about place names. I have answered those in your name, three need you: they are marked in the brief.
            """),
        client("priya", hours(6), "Done, all three."),
        reply("maya", days(1), """
            Hello Priya, hello Colm,

            Site 4 comes down to 780 EUR. As a replacement for 3 I propose northseatrails.example, English, 650 EUR, 22 of 22 links alive. Together the plan is at 3,690 EUR.
            """, cc=("colm",)),
        client("colm", hours(3), "Both yes."),
        reply("maya", minutes(40), "Ordered. All five have confirmed their dates in writing: the first goes online in six days, the last in nineteen.", cc=("priya",)),
        solve("maya", minutes(2)),
        reopen("maya", days(5)),
        note("maya", minutes(3), "Opened again myself: Slowrail asks to publish four days later, Priya has to agree before I do."),
        reply("maya", minutes(12), "Hello Priya, four of five are on time. Slowrail asks for four more days because of their photographer. Nothing else changes. Shall I agree, or insist on the date?", to="priya", cc=("colm",)),
        client("priya", hours(7), """
            Agree, photos matter more. Two things while I have you: can we see all five links in one list with their guarantee dates, and could the French one go into our newsletter on Tuesday, or is that against their charter?

            Priya
            """),
    ),
)

LETTER = Story(
    key="editorial-charter",
    subject="Nos règles pour les articles sponsorisés, et quelques questions de fond",
    contact="yann",
    department="partner",
    language="fr",
    last=hours(46),
    assignee=None,
    ends="open",
    turns=(
        client("yann", START, """
            Bonjour à toute l'équipe,

            Voilà deux ans que Carnets de Bretagne accueille des articles sponsorisés par votre intermédiaire. Nous sommes deux journalistes, nous répondons nous-mêmes à chaque proposition, et nous avons fini par mettre nos règles par écrit. Plutôt que de les redire à chaque annonceur, je vous les envoie en entier, avec les questions qu'elles soulèvent. C'est long, j'en suis conscient. Prenez le temps qu'il faut.

            1. Les sujets. Nous publions ce qui touche au voyage, à la mer, au patrimoine et à la cuisine. Nous refusons les crédits, les jeux d'argent, les compléments alimentaires et tout ce qui promet une guérison. Le mois dernier, neuf propositions sur vingt-deux relevaient de ces catégories. Chacune nous a coûté dix minutes et un refus, et je crains que ces refus ne fassent baisser notre taux d'acceptation dans votre classement. Est-ce le cas ? Si oui, peut-on exclure ces thèmes en amont ?

            2. L'écriture. Nous préférons écrire nous-mêmes. Quand l'annonceur fournit le texte, nous le relisons comme n'importe quel article et nous corrigeons les noms de lieux, les horaires et les prix. Nous n'acceptons pas de texte produit par une machine et livré tel quel. Nous savons bien que cela ne se prouve pas ; nous demandons donc simplement les sources et, en cas de doute, une conversation avec l'auteur. Pourriez-vous l'indiquer sur notre fiche, afin que personne ne soit surpris ?

            3. Les liens. Un article, un lien, deux au plus. Le lien est en dofollow, il reste en place aussi longtemps que le site existe, et l'article porte la mention « en partenariat avec ». Nous ne modifions jamais une ancre après publication sans vous prévenir, mais nous aimerions que la réciproque soit vraie : deux annonceurs nous ont écrit directement cette année pour changer la page de destination, sans passer par vous. Quelle est la règle ?

            4. Les prix. Notre tarif est de 210 € pour un article écrit par nous et de 150 € pour un texte fourni. Nous voyons souvent des contre-propositions à 90 €. Nous comprenons le jeu de la négociation, mais en dessous de 140 € nous travaillons à perte. Un prix plancher, visible ou non par l'annonceur, nous éviterait bien des échanges inutiles.

            5. Les délais. Nous publions sous dix jours, quinze en juillet et en août. Votre délai par défaut est de sept jours, ce qui nous oblige à demander une prolongation presque à chaque fois. Peut-on le régler une fois pour toutes ?

            6. Les paiements. Ils arrivent toujours, et à l'heure : merci. Il nous manque seulement le numéro de commande dans le libellé du virement ; notre comptable rapproche tout à la main, et elle commence à me regarder de travers.

            Dernier point, plus personnel. Nous avons été accusés récemment d'avoir fait écrire un article par une machine. L'affaire s'est bien terminée, parce que la personne qui nous a écrit a posé une question au lieu de nous accuser. Gardez cette habitude, elle vaut tous les outils de détection.

            Je reste à votre disposition pour en parler de vive voix, plutôt le matin.

            Bien cordialement,
            Yann Le Goff
            Carnets de Bretagne
            """),
    ),
)

STORIES = (MEDIA_PLAN, LETTER)
