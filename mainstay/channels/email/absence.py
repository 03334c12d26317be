"""How programs title the answers they give for people who are away.

In the product's languages. People write such words too: a title counts only beside another sign.
"""

import re
import unicodedata

_BEGINNINGS = (
    # English
    *("out of office", "out of the office", "out-of-office", "ooo:", "automatic reply"),
    *("automatic response", "automated reply", "automated response", "auto reply", "auto-reply"),
    *("autoreply", "auto response", "auto-response", "autoresponse", "autoresponder", "auto:"),
    *("away from the office", "away from my mail", "on vacation", "vacation reply"),
    # French
    *("réponse automatique", "reponse automatique", "absence du bureau", "absent du bureau"),
    *("absente du bureau", "hors du bureau", "message d'absence", "je suis absent"),
    # Spanish
    *("respuesta automática", "respuesta automatica", "contestación automática"),
    *("fuera de la oficina", "fuera de oficina", "ausente de la oficina"),
    # Russian
    *("автоответ", "автоматический ответ", "вне офиса", "отсутствую", "я в отпуске"),
    *("отсутствие на рабочем месте", "нет на рабочем месте", "не на рабочем месте"),
    # Indonesian
    *("balasan otomatis", "jawaban otomatis", "di luar kantor", "sedang cuti"),
    # German
    *("automatische antwort", "automatische rückmeldung", "abwesenheitsnotiz", "abwesend"),
    *("abwesenheit", "nicht im büro", "außer haus", "ausser haus"),
    # Italian
    *("risposta automatica", "fuori sede", "fuori ufficio", "assente dall'ufficio"),
    # Portuguese
    *("resposta automática", "resposta automatica", "fora do escritório", "ausente do escritório"),
    *("ausência temporária", "ausência do escritório"),
    # Dutch
    *("automatisch antwoord", "afwezigheidsbericht", "afwezig", "niet aanwezig", "buiten kantoor"),
    # Polish
    *("odpowiedź automatyczna", "automatyczna odpowiedź", "autoodpowiedź", "poza biurem"),
    *("nieobecność", "nieobecny", "nieobecna"),
    # Ukrainian
    *("автоматична відповідь", "автовідповідь", "поза офісом", "відсутній на роботі"),
    *("відсутність на робочому місці", "я у відпустці"),
    # Norwegian
    *("automatisk svar", "autosvar", "fraværsmelding", "fravær", "ikke på kontoret"),
    # Swedish
    *("automatiskt svar", "frånvaromeddelande", "frånvaro", "inte på kontoret", "ej på kontoret"),
    # Chinese
    *("自动回复", "自動回覆", "自动答复", "自動答覆", "外出", "不在办公室", "不在辦公室", "休假"),
)
_ANYWHERE = ("is out of office", "is out of the office", "ist nicht im büro")
_ANSWER = re.compile(r"\w{1,3} ?[:：]")


def is_titled_as_absence(subject: str) -> bool:
    """The subject begins as an automatic answer does (an answer of a person: with "Re:")."""
    title = subject[:200].lower()
    if not title.isascii():
        title = unicodedata.normalize("NFC", title).replace("’", "'")
    title = title.lstrip(' "[(')
    if title.startswith(_BEGINNINGS):
        return True
    return any(one in title for one in _ANYWHERE) and not _ANSWER.match(title)
