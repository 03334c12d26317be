"""“As already discussed” tells a client that it is their fault to ask again."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.conversations.remarks.remark import Remark, Written
from mainstay.conversations.remarks.words import Words, first_of, plain

WORDS: Words = {
    "en": (
        "as already discussed", "as discussed before", "already discussed", "as i already said",
        "as we already said", "as i said before", "as already mentioned", "as mentioned before",
        "as already explained", "as i already explained", "as i already wrote", "as stated before",
        "as per my last email", "as per my previous email", "we have been over this",
        "discussed this many times", "how many times", "tired of your", "stop spamming",
    ),
    "fr": (
        "comme déjà discuté", "comme déjà dit", "comme déjà expliqué", "comme déjà indiqué",
        "comme déjà mentionné", "comme je l'ai déjà dit", "comme je vous l'ai déjà dit",
        "comme nous l'avons déjà dit", "déjà discuté", "je vous ai déjà dit",
        "je vous l'ai déjà expliqué", "combien de fois",
    ),
    "es": (
        "como ya hablamos", "como ya se habló", "como ya dije", "como ya dijimos",
        "como ya le dije", "como ya expliqué", "como ya le expliqué", "como ya se explicó",
        "como ya mencioné", "como ya comentamos", "ya lo hemos hablado", "ya lo discutimos",
        "ya se lo dije", "cuántas veces",
    ),
    "ru": (
        "как уже обсуждали", "как уже обсуждалось", "уже обсуждали", "уже обсуждалось",
        "как я уже писал", "как я уже писала", "как мы уже писали", "как уже писали",
        "как я уже говорил", "как я уже говорила", "как уже говорилось", "как уже было сказано",
        "повторяю ещё раз", "повторяю еще раз", "сто раз", "сколько раз", "устали от спама",
        "устал от спама", "надоел*",
    ),
    "id": (
        "seperti yang sudah dibahas", "seperti sudah dibahas", "sudah pernah dibahas",
        "sudah dibahas", "seperti yang sudah saya jelaskan", "seperti yang sudah kami jelaskan",
        "seperti yang sudah saya katakan", "sudah saya jelaskan", "sudah kami jelaskan",
        "berapa kali",
    ),
}  # fmt: skip


def _look(written: Written, words: Words) -> str:
    if not (found := first_of(words, written.own)):
        return ""
    return _("“{words}” blames who asks. Say the answer once more instead.").format(words=found)


def _mend(written: Written, words: Words) -> str:
    """Take the words out, and begin the sentence with what follows them."""
    found = first_of(words, written.own)
    at = plain(written.text).find(found)
    if not found or at < 0:
        return written.text
    before, after = written.text[:at], written.text[at + len(found) :]
    after = re.sub(r"^[\s,:;–-]+", "", after)
    if not before.strip() or before.rstrip()[-1] in ".!?…\n" or before.endswith("\n"):
        after = after[:1].upper() + after[1:]
    return before + after


REMARK = Remark(
    "already_discussed",
    gettext_lazy("“As already discussed”"),
    gettext_lazy("Words that tell a client off for asking."),
    _look,
    WORDS,
    gettext_lazy("Take it out"),
    _mend,
)
