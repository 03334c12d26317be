"""Where the signature begins. Only what is sure: in doubt it stays in the reply."""

import re

from mainstay.channels.email.quote_markers import ADDRESS, is_rule
from mainstay.channels.email.quote_words import words

_LONGEST = 25  # written lines below "-- "
_LONGEST_BLOCK = 9
_LONGEST_SPARSE = 15
_LONGEST_LINE = 90

# Programs, devices and the words for sending, in the languages of our clients.
_DEVICE = (
    r"i\s?phone|i\s?pad|i\s?pod|i\s?os|android|samsung|galaxy|huawei|xiaomi|redmi|poco|honor|oppo"
    r"|vivo|realme|oneplus|pixel|nokia|sony|lg|motorola|blackberry|windows|outlook|hotmail|yahoo"
    r"|aol|gmail|gmx|web\.de|proton\s?mail|proton|thunderbird|spark|sparrow|airmail|mail|e-mail"
    r"|mail\.ru|yandex|яндекс\S*|почт\S*|пошт\S*|mobil\S*|мобильн\S*|мобільн\S*|handy|phone"
    r"|smartphone|smartfon\S*|смартфон\S*|téléphone|teléfono|telefono|telefone|telefoon|telefon\S*"
    r"|телефон\S*|ponsel|tablet\S*|планшет\S*|手机|手機|qq邮箱|邮箱大师|邮箱|網易|mac|superhuman|k-9"
    r"|fairemail|tutanota|tuta|bluemail"
)
_SENT = (
    r"sent (?:from|via|with|using|by)|get|download|envoyé (?:de|du|d'|d’|depuis|avec|à partir)"
    r"|téléchargez?|obtene[rz]|obtenir|enviad[oa] (?:desde|do|da|de|a partir|com|con|pelo|via)"
    r"|obtener|descargar|obter|obtenha|baixar|transferir|gesendet (?:von|mit|aus|über)|von mein"
    r"|diese nachricht wurde von|holen sie sich|hole dir|inviat[oa] (?:da|dal|dall|con|tramite)"
    r"|ottieni|scarica|ver(?:stuurd|zonden) (?:vanaf|vanuit|met|via|door)|download"
    r"|wysłan[eoy] (?:z|za|przez)|pobierz|отправлено (?:с|со|из|через|от)|послано с|скачайте"
    r"|получить|загрузите|надіслано (?:з|із|через)|відправлено (?:з|із|через)|отримайте"
    r"|завантажте|dikirim (?:dari|melalui|dengan|menggunakan)|terkirim dari|dapatkan|unduh"
    r"|sendt (?:fra|med|via)|hent|skaff deg|last ned|skickat (?:från|med|via)|hämta"
    r"|ladda ner|发自|發自|来自|來自|从我的|從我的|获取|取得|下载|gönderildi|şuradan gönderildi|via"
)
_FROM_DEVICE = re.compile(
    rf"\W{{0,3}}(?:{_SENT}).{{0,45}}?(?<![^\W_])(?:{_DEVICE})(?![^\W_]).{{0,80}}"
    rf"|(?:outlook|mail)\W.{{0,30}}(?:beziehen|downloaden|installieren|herunterladen)\W{{0,90}}"
    rf"|(?:发自|發自|来自|來自|从我的|從我的).{{0,40}}"
    r"|.{0,30}(?:iphone|ipad|android)\S{0,12} (?:gesendet|gönderildi|发送|傳送|から送信)\W{0,3}",
    re.IGNORECASE,
)
_LINK = re.compile(r"[<(\[]?(?:https?://|www\.)\S+[>)\]]?", re.IGNORECASE)
_TITLE = r"(?:[^\W\d_.]{1,12}\.?\s?[:.]?\s{0,2})?"
_SITE = re.compile(
    rf"{_TITLE}(?:https?://\S+|www\.\S+|[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,4}}\.[a-z]{{2,9}}/?)"
)
_PHONE = re.compile(
    rf"{_TITLE}\+?(?:[\s().–/-]{{0,2}}\d){{7,15}}(?:\s?(?:ext|x)\.?\s?\d{{1,6}})?", re.IGNORECASE
)
_NAMED = re.compile(r"(?:skype|telegram|tg|whatsapp|icq|linkedin|teams)\s?[:@]\s?\S.{0,60}", re.I)
_NAME = re.compile(r"[^\W\d_][^\d:;!?<>@/\\]{1,60}")
_DASHED_NAME = re.compile(r"[-–—]{1,2}\s?(?P<name>[^\W\d_a-zа-я][^\d:;!?<>@/\\]{1,40})")
_CLOSINGS = words(
    """
    en: thanks | thank you | many thanks | thanks a lot | thank you very much | thx | regards
    en: thanks and regards | best regards | kind regards | warm regards | best | best wishes
    en: all the best | cheers | sincerely | sincerely yours | yours sincerely | yours truly
    en: respectfully
    fr: cordialement | bien cordialement | bien à vous | merci | merci d'avance | salutations
    es: saludos | un saludo | saludos cordiales | atentamente | gracias | muchas gracias
    ru: с уважением | с наилучшими пожеланиями | спасибо | заранее спасибо | всего доброго
    uk: з повагою | дякую | з найкращими побажаннями
    id: hormat saya | salam | salam hangat | terima kasih | trims
    de: mit freundlichen grüßen | mit freundlichem gruß | freundliche grüße | viele grüße
    de: beste grüße | liebe grüße | mfg | lg | vg | danke | vielen dank
    it: cordiali saluti | distinti saluti | un saluto | saluti | grazie | grazie mille
    pt: atenciosamente | cumprimentos | com os melhores cumprimentos | abraço | abraços
    pt: obrigado | obrigada
    nl: met vriendelijke groet | met vriendelijke groeten | groet | groeten | mvg | bedankt | dank
    pl: z poważaniem | pozdrawiam | dziękuję | z wyrazami szacunku
    no, sv: med vennlig hilsen | vennlig hilsen | hilsen | mvh | takk | tusen takk
    no, sv: med vänliga hälsningar | vänliga hälsningar | hälsningar | tack | venlig hilsen
    zh: 此致 | 祝好 | 谢谢 | 謝謝
    tr: saygılarımla | teşekkürler | iyi çalışmalar
    """
)


def signature_begin(lines: list[str], *, sender: str = "") -> int:
    """The line of this stretch from which on it is the signature; its length when there is none."""
    end = _separator(lines)
    end = _above_device(lines, end)
    end = _above_contacts(lines, end, sender)
    return _above_closing(lines, end, sender)


def _separator(lines: list[str]) -> int:
    below = 0
    bare = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at].rstrip("\r")
        if line == "-- " or (bare == len(lines) and line.rstrip("\xa0 ") in ("--", "—")):
            bare = at
        below += bool(line.strip())
        if below > _LONGEST:
            break
    return bare


def _above_device(lines: list[str], end: int) -> int:
    """Without "Sent from my iPhone" at the end, and a name that stands with it."""
    last = _written_before(lines, end)
    while last >= 0 and _is_device_line(lines[last]):
        end = last
        if last and _is_name(lines[last - 1]) and _is_alone(lines, last - 1):
            end = last - 1
        last = _written_before(lines, end)
    return end


def _is_device_line(line: str) -> bool:
    line = _LINK.sub("", line).strip("*_ \t\xa0.")
    return len(line) <= _LONGEST_LINE and _FROM_DEVICE.fullmatch(line) is not None


def _above_contacts(lines: list[str], end: int, sender: str) -> int:
    """Without a last paragraph that holds a name and ways to reach it."""
    ruled = _below_rule(lines, end)
    if ruled < end:
        return ruled
    begin, last = _last_paragraph(lines, end)
    dashed = _dashed_name(lines, begin, last, sender)
    if dashed < end:
        return dashed
    block = [line.strip() for line in lines[begin : last + 1]]
    if not 2 <= len(block) <= _LONGEST_BLOCK or any(_is_prose(line) for line in block):
        return end
    above = _written_before(lines, begin)
    if above < 0 or lines[above].rstrip().endswith((":", "：")):
        # "Please write to:" and an address below is what the person wants to say.
        return end
    ways = {way for line in block for way in _ways(line)}
    is_closed = _is_closing(block[0])
    is_theirs = any(_is_theirs(line, sender) for line in block[:2])
    is_named = _is_name(block[0]) or is_closed
    is_sure = len(ways) >= 2 or (len(ways) == 1 and (is_closed or is_theirs))
    return begin if is_named and is_sure and not _ways(block[0]) else end


def _below_rule(lines: list[str], end: int) -> int:
    """A rule and a handful of short lines with at least two ways to reach someone."""
    written = 0
    ways: set[str] = set()
    for at in range(end - 1, -1, -1):
        line = lines[at].strip()
        if not line:
            continue
        if written and is_rule(line):
            return at if len(ways) >= 2 and _written_before(lines, at) >= 0 else end
        written += 1
        if written > _LONGEST_SPARSE or _is_prose(line):
            return end
        ways.update(_ways(line))
    return end


def _dashed_name(lines: list[str], begin: int, last: int, sender: str) -> int:
    """ "-Maya Lind" and only ways to reach her below."""
    written = 0
    for at in range(last, -1, -1):
        line = lines[at].strip()
        written += bool(line)
        if written > 4:
            break
        dashed = _DASHED_NAME.fullmatch(line)
        if dashed and _is_name(dashed["name"]):
            is_sure = written > 1 or _is_theirs(dashed["name"], sender)
            return at if is_sure and _written_before(lines, at) >= 0 else len(lines)
        if line and not _ways(line):
            break
    return len(lines)


def _above_closing(lines: list[str], end: int, sender: str) -> int:
    """Without "Thank you," above the sender's own name."""
    last = _written_before(lines, end)
    if last < 1 or not _is_theirs(lines[last], sender):
        return end
    above = _written_before(lines, last)
    return above if above >= 0 and _is_closing(lines[above]) else end


def _ways(line: str) -> set[str]:
    """In which ways this line alone says how to reach someone."""
    line = line.strip()
    if len(line) > _LONGEST_LINE:
        return set()
    ways = set()
    rest = line
    if ADDRESS.search(line) and len(line.split()) <= 4:
        ways.add("mail")
        rest = ADDRESS.sub("", line)
    for piece in re.split(r"\s[|•·/,]\s|\s{2,}", rest):
        piece = piece.strip(" ,;<>")
        if _SITE.fullmatch(piece):
            ways.add("site")
        elif _PHONE.fullmatch(piece):
            ways.add("phone")
        elif _NAMED.fullmatch(piece):
            ways.add("handle")
    return ways


def _is_prose(line: str) -> bool:
    line = line.strip()
    is_sentence = line.endswith((".", "!", "?", "…")) and len(line.split()) >= 6
    return len(line) > _LONGEST_LINE or line.endswith("?") or is_sentence or line[:1] in "•*·"


def _is_name(line: str) -> bool:
    line = line.strip().strip("*_ ,.")
    parts = line.replace(",", " ").split()
    if not _NAME.fullmatch(line) or not 1 <= len(parts) <= 6:
        return False
    return sum(not word[0].islower() for word in parts) * 2 > len(parts)


def _is_closing(line: str) -> bool:
    line = line.casefold().strip().strip("*_,.!-–— \t\xa0，。！")
    return " ".join(line.split()) in _CLOSINGS


def _is_theirs(line: str, sender: str) -> bool:
    """The line is the sender's name, or a part of it."""
    name = _name_words(line)
    return bool(name) and len(line) <= 60 and name <= _name_words(sender)


def _name_words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", text[:200].casefold()))


def _is_alone(lines: list[str], at: int) -> bool:
    return at == 0 or not lines[at - 1].strip()


def _last_paragraph(lines: list[str], end: int) -> tuple[int, int]:
    last = _written_before(lines, end)
    begin = last
    while begin > 0 and lines[begin - 1].strip() and last - begin <= _LONGEST_BLOCK:
        begin -= 1
    return max(begin, 0), last


def _written_before(lines: list[str], end: int) -> int:
    """The last line above `end` that is not blank; -1 when there is none."""
    at = end - 1
    while at >= 0 and not lines[at].strip():
        at -= 1
    return at
