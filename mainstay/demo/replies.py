"""What the desk of the demo has written down once: saved replies in several languages."""

from datetime import datetime, timedelta
from typing import NamedTuple

from mainstay.conversations.actions import saving_replies
from mainstay.conversations.macros import Changes
from mainstay.conversations.models import Category, SavedReply
from mainstay.core import clock
from mainstay.team.models import Department, Member

BEFORE = timedelta(days=33)
"""They were written when the stories began."""


class Written(NamedTuple):
    folder: str
    name: str
    texts: dict[str, str]
    changes: Changes = Changes()
    # "everybody", a department's name, or the key of whose own it is.
    whose: str = "everybody"
    category: str = ""
    used: int = 0


# fmt: off
REPLIES = (
    Written("Links / Removed", "Link removed: we are on it", {
        "en": "Hello {first_name},\n\nthank you for telling us. I have written to the publisher about the link. You will hear from me by tomorrow 12:00, with the link back in place or with its price refunded.\n\n{member}",
        "fr": "Bonjour {first_name},\n\nmerci de nous l'avoir signalé. J'ai écrit à l'éditeur au sujet du lien. Je vous écrirai demain avant 12:00 : le lien sera remis, ou son prix remboursé.\n\n{member}",
        "es": "Hola, {first_name}:\n\ngracias por avisarnos. He escrito al editor sobre el enlace. Le escribiré mañana antes de las 12:00: con el enlace repuesto o con su precio devuelto.\n\n{member}",
        "ru": "Здравствуйте, {first_name}!\n\nСпасибо, что сообщили. Я написал площадке о ссылке. Завтра до 12:00 напишу вам: либо ссылка будет на месте, либо мы вернём её стоимость.\n\n{member}",
        "id": "Halo {first_name},\n\nterima kasih sudah memberi tahu kami. Saya sudah menulis kepada penerbit tentang tautan itu. Saya akan mengabari Anda besok sebelum pukul 12:00.\n\n{member}",
    }, Changes(assign="me", kind="complaint", tags=("removed link",)), category="Link removed", used=31),
    Written("Links / Removed", "Link is back", {
        "en": "Hello {first_name},\n\nthe link is on the page again, as agreed. Please tell me if you see it otherwise.\n\n{member}",
        "fr": "Bonjour {first_name},\n\nle lien est de nouveau sur la page, comme convenu. Dites-moi si vous le voyez autrement.\n\n{member}",
        "ru": "Здравствуйте, {first_name}!\n\nСсылка снова на странице. Пожалуйста, напишите, если вы видите что-то другое.\n\n{member}",
    }, Changes(state="solve"), category="Link removed", used=24),
    Written("Links", "Which page and which link?", {
        "en": "Hello {first_name},\n\ncould you send me the address of the page and of the link? With both I can look at once.\n\n{member}",
        "es": "Hola, {first_name}:\n\n¿podría enviarme la dirección de la página y la del enlace? Con ambas lo reviso enseguida.\n\n{member}",
        "id": "Halo {first_name},\n\nbisakah Anda mengirimkan alamat halaman dan tautannya? Dengan keduanya saya bisa langsung memeriksa.\n\n{member}",
    }, used=18),
    Written("Payments", "When payouts leave", {
        "en": "Hello {first_name},\n\npayouts leave every Tuesday and Friday at 15:00. A bank takes one to three working days. If yours is not there after that, answer here and I will trace it the same day.\n\n{member}",
        "fr": "Bonjour {first_name},\n\nles paiements partent chaque mardi et vendredi à 15:00. La banque prend un à trois jours ouvrés. Passé ce délai, répondez ici et je ferai la recherche le jour même.\n\n{member}",
        "es": "Hola, {first_name}:\n\nlos pagos salen cada martes y viernes a las 15:00. El banco tarda de uno a tres días hábiles. Si pasado ese tiempo no lo tiene, responda aquí y lo buscaré el mismo día.\n\n{member}",
        "ru": "Здравствуйте, {first_name}!\n\nВыплаты уходят по вторникам и пятницам в 15:00. Банку нужно от одного до трёх рабочих дней. Если после этого денег нет, ответьте здесь, и я проверю в тот же день.\n\n{member}",
    }, Changes(kind="question"), category="Payout", used=42),
    Written("Payments", "Payout is being traced", {
        "en": "Hello {first_name},\n\nI have asked finance where the payout of {client} is. I will write to you by 17:00 today with what they say.\n\n{member}",
        "ru": "Здравствуйте, {first_name}!\n\nЯ спросил финансовый отдел о выплате {client}. Сегодня до 17:00 напишу вам, что они ответили.\n\n{member}",
    }, Changes(assign="me"), category="Payout", used=15),
    Written("Payments", "Where invoices are", {
        "en": "Hello {first_name},\n\nyou can take every invoice from Billing, Documents. If one is missing there, tell me its month and I will add it today.\n\n{member}",
        "fr": "Bonjour {first_name},\n\nvous pouvez prendre chaque facture dans Facturation, Documents. S'il en manque une, dites-moi le mois et je l'ajouterai aujourd'hui.\n\n{member}",
    }, Changes(state="solve"), category="Invoice", used=11),
    Written("Tracking", "Send us a postback log", {
        "en": "Hello {first_name},\n\nplease send me three click ids with their times. With them I can follow the postbacks on our side, and I will answer within 2 hours.\n\n{member}",
        "es": "Hola, {first_name}:\n\nenvíeme por favor tres identificadores de clic con su hora. Con ellos sigo los postbacks de nuestro lado y le responderé en 2 horas.\n\n{member}",
    }, Changes(snooze_hours=48), used=7),
    Written("Access", "Second step is reset", {
        "en": "Hello {first_name},\n\nyour second step is taken away. You can sign in with your password now, and choose a new one right after.\n\n{member}",
        "id": "Halo {first_name},\n\nlangkah kedua Anda sudah dihapus. Silakan masuk dengan kata sandi, lalu pilih yang baru.\n\n{member}",
    }, Changes(state="solve"), category="Sign-in and access", used=5),
    Written("", "Thank you", {
        "en": "Thank you, {first_name}!\n\n{member}",
        "fr": "Merci, {first_name} !\n\n{member}",
        "es": "¡Gracias, {first_name}!\n\n{member}",
        "ru": "Спасибо, {first_name}!\n\n{member}",
        "id": "Terima kasih, {first_name}!\n\n{member}",
        "ar": "شكرا لك يا {first_name}!\n\n{member}",
    }, used=57),
    Written("", "Another department answers", {
        "en": "Hello {first_name},\n\na colleague who knows this better will answer you here in number {number}. You need not write again.\n\n{member}, {department}",
        "fr": "Bonjour {first_name},\n\nune collègue qui connaît mieux le sujet vous répondra ici, sous le numéro {number}. Vous n'avez rien à faire.\n\n{member}, {department}",
    }, Changes(assign="nobody"), used=9),
    Written("Partners", "Welcome to a new partner", {
        "en": "Hello {first_name},\n\nwelcome! I am {member} and look after {client}. Please tell me when we may talk this week.\n\n{member}",
    }, whose="Partner team", used=4),
    Written("", "My holiday line", {
        "en": "I am away from Monday. Ines has everything about {subject} and will answer you.",
    }, whose="maya", used=2),
)
# fmt: on


def tell_replies(members: dict[str, Member], moment: datetime) -> None:
    """Let the manager write down what everybody uses, and the others what is theirs."""
    categories = {each.name: each.pk for each in Category.objects.filter(is_retired=False)}
    departments = {each.name: each for each in Department.objects.all()}
    for at, each in enumerate(REPLIES):
        department = departments.get(each.whose)
        by = members.get(each.whose, members["tomasz"])
        changes = Changes(**{**vars(each.changes), "category": categories.get(each.category)})
        with clock.at(moment - BEFORE + timedelta(hours=at)):
            made = saving_replies.save_reply(
                each.name,
                each.texts,
                by=by,
                folder=each.folder,
                sharing="department"
                if department
                else "own"
                if each.whose in members
                else "everybody",
                department=department,
                changes=changes,
            )
        SavedReply.objects.filter(pk=made.pk).update(
            times_used=each.used, last_used_at=moment - timedelta(hours=5 * at + 3)
        )
