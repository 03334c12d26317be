"""Times that people name: "17:00", "tomorrow", "до пятницы"."""

import re

from mainstay.conversations.remarks.words import Words, pattern, plain

TIMES: Words = {
    "en": (
        "today", "tonight", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "noon", "midnight", "end of day", "end of the day", "eod",
        "this morning", "this afternoon", "this evening", "next week", "this week", "next month",
        "within the hour", "in an hour", "within an hour", "in a minute", "right away",
        "immediately",
    ),
    "fr": (
        "aujourd'hui", "demain", "ce soir", "cet après-midi", "ce matin", "lundi", "mardi",
        "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "midi", "minuit",
        "fin de journée", "la semaine prochaine", "cette semaine", "dans l'heure",
        "d'ici une heure", "tout de suite", "immédiatement",
    ),
    "es": (
        "hoy", "mañana", "esta tarde", "esta noche", "esta mañana", "lunes", "martes",
        "miércoles", "jueves", "viernes", "sábado", "domingo", "mediodía", "medianoche",
        "fin del día", "la próxima semana", "esta semana", "en una hora", "ahora mismo",
        "inmediatamente",
    ),
    "ru": (
        "сегодня", "завтра", "послезавтра", "вечером", "утром", "днём", "днем", "понедельник*",
        "вторник*", "среду", "среды", "среде", "четверг*", "пятниц*", "суббот*", "воскресень*",
        "до конца дня", "на этой неделе", "на следующей неделе", "через час", "в течение часа",
        "в течение дня", "сейчас же", "немедленно",
    ),
    "id": (
        "hari ini", "besok", "lusa", "nanti malam", "malam ini", "sore ini", "pagi ini", "senin",
        "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu ini", "minggu depan", "hari minggu",
        "siang ini", "dalam satu jam", "sekarang juga",
    ),
}  # fmt: skip

_UNITS = (
    r"min(?:ute)?s?|h(?:ours?)?|days?|weeks?|months?|working\s+days?|business\s+days?|heures?|jours?"
    r"|semaines?|mois|minutos?|horas?|d[ií]as?|semanas?|meses|мин\w*|час\w*|д(?:ень|ня|ней)|рабочи\w+"
    r"|недел\w+|месяц\w*|menit|jam|hari|minggu|bulan"
)
_CLOCK = r"(?:[01]?\d|2[0-3])(?::|h|\.)[0-5]\d|\d{1,2}\s?[ap]\.?m\b|(?<!\d)(?:[01]?\d|2[0-3])\s?h\b"
_DATE = r"\d{4}-\d\d-\d\d|(?<!\d)\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?(?!\d)"
_MONEY = r"\s?(?:%|€|\$|£|USD|EUR|GBP|RUB|IDR)"
_NUMBERS = re.compile(
    rf"(?<![\w.,€$])(?:{_CLOCK})(?!\d|{_MONEY})|(?<![\w,€$]){_DATE}(?!{_MONEY})"
    rf"|(?<![\w.])\d{{1,3}}\s*(?:[-–]\s*\d{{1,3}}\s*)?(?:{_UNITS})(?!\w)"
    r"|(?<!\w)\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|janv|févr|avr|mai|juin|juil|août|ene|abr|ago|dic|янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт"
    r"|ноя|дек|agu|okt|des)\w*",
    re.IGNORECASE,
)


def time_in(text: str, words: Words) -> str:
    """The first time that is named, as it is written; empty when there is none."""
    text = plain(text)
    found = [
        match
        for match in (
            _NUMBERS.search(text),
            pattern(tuple(each for many in words.values() for each in many)).search(text),
        )
        if match
    ]
    return min(found, key=lambda match: match.start())[0] if found else ""
