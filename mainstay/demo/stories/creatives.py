"""Advertising material: dangerous, refused, or too heavy."""

from mainstay.demo.story import (
    START,
    Story,
    chat,
    chat_back,
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
        key="malware-in-creative",
        subject="URGENT: banner sends our readers to a fake virus scanner",
        contact="katrin",
        department="support",
        language="en",
        last=days(6) + hours(3),
        assignee="ines",
        ends="closed",
        turns=(
            client("katrin", START, """
                Hello,

                for half an hour readers with Android phones have been thrown from our front page to a page that says "your phone has 13 viruses". It happens with the banner in the second slot. We have taken the whole slot out. Please call: this must stop NOW.

                Katrin Vogel
                Radweg-Magazin
                """),
            take("ines", minutes(3)),
            note("ines", minutes(4), """
                Reproduced on a phone, third load. Creative 55812, a redirect that answers only mobile visitors from Germany. Campaign stopped everywhere at this minute, 14 sites were showing it.
                """),
            reply("ines", minutes(2), """
                Hello Katrin,

                We can see it too. The campaign behind it was stopped on all sites two minutes ago and its account is locked. I called you twice and reached the voicemail; my number is in the signature.

                Please leave the slot empty until I tell you that the scan of everything else in it is clean. That takes about forty minutes.
                """),
            client("katrin", minutes(9), "Thank you, I was on the other phone with our host. Readers write to us by the minute. What can I tell them?"),
            reply("ines", minutes(11), """
                You can use this as it is:

                "For about half an hour an advertisement on our site led some Android users to a fake warning page. The page could not change anything on the phone by itself. Whoever installed an app from it should remove it. The advertisement was stopped; it came through an advertising partner, who is checking how it got there."

                The part about the phone is checked: the page only offered an app, it installed nothing.
                """),
            note("ines", minutes(24), "Scan of the other 38 creatives in the slot: clean. The advertiser passed the check on Monday and swapped the landing page last night. Re-scan on every change of address goes live today; list of the 14 publishers told."),
            reply("ines", minutes(5), """
                Hello Katrin,

                The scan is finished: the other 38 creatives are clean and the slot is safe again. The advertiser showed a harmless page at the check and exchanged it last night. From today every change of a target address starts a new scan before anything is shown.

                The account is closed for good. You are paid for the slot as if it had run the whole day.
                """),
            client("katrin", hours(2), "Slot is on again and quiet. That was faster than our own host. Please send me the new scanning rule in writing when it exists."),
            solve("ines", hours(1)),
            close("ines", days(2)),
        ),
    ),
    Story(
        key="creative-refused",
        subject="Creative rejected twice, same reason",
        contact="jonas",
        department="support",
        language="en",
        last=hours(27),
        assignee="maya",
        ends="waiting",
        turns=(
            client("jonas", START, """
                Hello,

                our banner "3.1 % on your savings" was rejected again. The note says "misleading rate", but the page states exactly that rate, with the period. What are we supposed to change?

                Jonas Weber
                """),
            take("maya", minutes(10)),
            reply("maya", minutes(23), """
                Hello Jonas,

                The rate is correct, the reviewer misses how long it holds. Your page says "for six months, then 1.2 %", the banner does not, and in Germany the period has to stand next to the rate.

                "3.1 % for six months" would pass; I asked the reviewer before writing this. Send me the new file here and it is reviewed within two hours, without the queue.
                """),
            chat("jonas", hours(3), "Hi Maya, I am at a fair and only have the phone. Does \"3.1 % for six months, then 1.2 %\" fit beside the logo, or may the second half stand below in small print?"),
            chat_back("maya", minutes(9), """
                Hello Jonas, below is fine as long as it is on the banner itself and no smaller than half of the rate. Your last file leaves room for that under the button.

                Send it whenever you are back; I have told the reviewer that it comes.
                """),
        ),
    ),
    Story(
        key="banner-too-heavy",
        subject="Poids maximal d'une bannière animée ?",
        contact="camille",
        department="support",
        language="fr",
        last=days(24),
        assignee="maya",
        ends="closed",
        turns=(
            client("camille", START, "Bonjour, notre bannière animée de 1,4 Mo est refusée à l'envoi. Quel est le poids maximal ? Merci, Camille"),
            take("maya", minutes(6)),
            reply("maya", minutes(4), """
                Bonjour Camille,

                500 Ko pour une bannière animée, 150 Ko pour une image fixe, quinze secondes d'animation au plus. Votre fichier contient 48 images en pleine taille ; en passant à 24, il descend sous la limite sans différence visible. Je peux le faire pour vous si vous m'envoyez l'original.
                """),
            client("camille", hours(1), "J'ai réussi avec 24 images, merci pour l'astuce."),
            solve("maya", minutes(3)),
            close("maya", days(3)),
        ),
    ),
)
