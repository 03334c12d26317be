"""Which language a text is in, by its script and its small words: cheap, and often not sure.

The model of `channels.email.language` is better and 90 MB large, which no web process loads.
"""

import re
from collections import Counter

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ONLY_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")

_SMALL = {
    "en": "the of and to in is you that it for are with this have be your we will on as not was"
    " from our has can if by please",
    "fr": "l d j c n qu de notre nos après être le la les des et est vous nous pour dans une"
    " que qui sur pas avec"
    " votre ce cette au du en je ne il sont avons aux ou plus bonjour",
    "es": "el la los las de que y en un una es por con para su no se lo al del le está hemos como"
    " más pero hola nos sus",
    "id": "yang dan di ini itu untuk dengan anda kami tidak akan pada dari sudah saya ke dalam ada"
    " bisa atau juga belum karena",
    "de": "der die das und ist sie wir nicht mit für auf ein eine zu den von dem im ich haben wird"
    " bitte ihre ihr es auch",
    "it": "l d il di che e la per un una non sono con del le si da gli della nel abbiamo questo"
    " anche come più",
    "pt": "o os de que e do da em um uma para com não por se na no são você seu sua mais como"
    " temos está ao",
    "nl": "de het een en van is dat niet met voor op wij we u zijn aan te in er heeft ook bij uw",
    "pl": "nie i w na z jest się do że to jak za po co ale czy są oraz przez dla",
    "tr": "ve bir bu için ile da de çok daha olarak sizin biz ne var değil gibi kadar",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _code, _words in _SMALL.items():
    for _each in _words.split():
        _LANGUAGES_OF.setdefault(_each, []).append(_code)

_LEAST_WORDS = 4


def guessed_language(text: str) -> str:
    """The ISO 639-1 code, or empty when the text is too short or fits several."""
    letters = len(_LETTER.findall(text))
    if letters < 12:
        return ""
    for code, script in _SCRIPTS:
        if len(script.findall(text)) * 2 > letters:
            return code
    if len(_CYRILLIC.findall(text)) * 2 > letters:
        return "uk" if _ONLY_UKRAINIAN.search(text) else "ru"
    counts = Counter(
        code for word in _WORD.findall(text.casefold()) for code in _LANGUAGES_OF.get(word, ())
    )
    (first, most), (_next, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= _LEAST_WORDS and most >= 1.5 * second else ""
