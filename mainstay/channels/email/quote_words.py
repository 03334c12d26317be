"""The words by which mail programs announce a quote or a forwarded mail, by language."""


def words(table: str) -> tuple[str, ...]:
    """The phrases of a table of lines like `fr: one | another`; the longest first."""
    phrases = {
        phrase.strip()
        for line in table.strip().splitlines()
        for phrase in line.partition(":")[2].split("|")
    }
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


# "On …, Maya wrote:". It may stand in the middle: "Am … schrieb Maya:".
WROTE = words(
    """
    en: wrote | writes
    fr: a écrit | ecrit
    es: escribió | escribio | escribe
    de: schrieb | schreibt | geschrieben
    it: scritto | scrive
    pt: escreveu | escreve
    nl: schreef | schrijft | geschreven
    pl: napisał | napisała | pisze | napisana
    ru: пишет | написал | написала | писал
    uk: пише | написав | написала | писав
    id: menulis
    no, sv: skrev | skriver | skreiv
    ro: a scris
    tr: yazdı | yazmış
    vi: đã viết
    he: כתב | כתבה
    ar: كتب
    """
)
WROTE_UNSPACED = words(
    """
    zh: 写道 | 寫道 | 写到
    ja: 書きました | のメール
    """
)
# How "On …, Maya wrote:" begins, unless it begins with the date itself.
ON = words(
    """
    en: on | in a message dated
    fr: le
    es: el
    de: am
    it: il
    pt: em | no dia | às
    nl: op
    pl: w dniu | dnia | wiadomość napisana przez
    ru: в
    uk: у | в
    id: pada
    no, sv: den | på
    ro: la
    vi: vào
    """
)
# -----Original Message-----
ORIGINAL = words(
    """
    en: original message | original appointment | original | original mail | original email
    en: replied message | reply message
    fr: message d'origine | message d’origine | message original | message initial
    es: mensaje original
    de: ursprüngliche nachricht | originalnachricht | original-nachricht
    it: messaggio originale | messaggio di origine
    pt: mensagem original
    nl: oorspronkelijk bericht | origineel bericht | oorspronkelijke bericht | originele bericht
    pl: oryginalna wiadomość | wiadomość oryginalna | oryginalny e-mail
    ru: исходное сообщение | оригинальное сообщение | первоначальное сообщение | исходное письмо
    uk: вихідне повідомлення | оригінальне повідомлення | початкове повідомлення
    id: pesan asli | pesan awal
    no, sv: opprinnelig melding | original melding | ursprungligt meddelande
    no, sv: originalmeddelande | ursprungligt mejl | oprindelig meddelelse
    zh: 原始邮件 | 原始信息 | 原始郵件 | 原邮件 | 原郵件 | 邮件原件 | 回复的原邮件 | 回复的邮件
    ro: mesaj original | mesajul original
    tr: orijinal mesaj | özgün ileti
    vi: thư gốc | tin nhắn gốc
    ja: 元のメッセージ
    """
)
# ---------- Forwarded message ----------, or how such a line begins.
FORWARDED = words(
    """
    en: forwarded message | forwarded by | forwarded mail | begin forwarded
    fr: message transféré | message réexpédié | courriel transféré
    es: mensaje reenviado
    de: weitergeleitete nachricht | weitergeleitete e-mail | weitergeleitete mail
    it: messaggio inoltrato
    pt: mensagem encaminhada | mensagem reencaminhada
    nl: doorgestuurd bericht | doorgestuurde bericht
    pl: przekazana wiadomość | wiadomość przekazana | treść przekazanej wiadomości
    pl: przesłana dalej wiadomość
    ru: пересланное сообщение | перенаправленное сообщение | пересылаемое сообщение
    ru: переадресованное сообщение | пересланное письмо
    uk: переслане повідомлення | перенаправлене повідомлення | пересланий лист
    uk: переадресоване повідомлення
    id: pesan terusan | pesan yang diteruskan | pesan diteruskan | email yang diteruskan
    no, sv: videresendt melding | videresendt e-post | videresendt besked
    no, sv: videresendt meddelelse | vidarebefordrat meddelande | vidarebefordrat mail
    no, sv: vidarebefordrat mejl | vidarebefordrat brev
    zh: 转发的邮件 | 转发邮件 | 转发的信息 | 已转发邮件 | 已转发的邮件 | 被转发邮件
    zh: 轉寄的郵件 | 轉寄郵件 | 轉寄訊息
    ro: mesaj redirecționat
    tr: iletilen mesaj | yönlendirilen ileti | yönlendirilmiş ileti | iletilmiş mesaj
    vi: thư đã chuyển tiếp
    ja: 転送メッセージ | 転送されたメッセージ
    """
)
# Begin forwarded message: (Apple Mail, without dashes)
FORWARD_BEGINS = words(
    """
    en: begin forwarded message
    fr: début du message transféré | début du message réexpédié
    es: inicio del mensaje reenviado
    de: anfang der weitergeleiteten | beginn der weitergeleiteten
    it: inizio messaggio inoltrato | inizio del messaggio inoltrato
    pt: início da mensagem encaminhada | início da mensagem reencaminhada
    nl: begin doorgestuurd bericht
    pl: początek przekazywanej wiadomości | początek przekazanej wiadomości
    ru: начало переадресованного сообщения | начало пересылаемого сообщения
    ru: начало перенаправленного сообщения | начало пересланного сообщения
    uk: початок пересланого повідомлення | початок переадресованого повідомлення
    uk: початок листа, який пересилається
    id: mulai pesan yang diteruskan | awal pesan yang diteruskan
    no, sv: start på videresendt melding | begynnelse på videresendt melding
    no, sv: starten på den videresendte | början på vidarebefordrat | vidarebefordrat brev
    zh: 下面是被转发的邮件 | 开始转发的邮件 | 以下是转发的邮件 | 以下是轉寄的郵件 | 開始轉寄郵件
    """
)
# The fields of a copied mail head.
FROM = words(
    """
    en: from
    fr, es, pt: de | expéditeur | remitente | remetente
    de: von | absender
    it: da | mittente
    nl: van | afzender
    pl: od | nadawca
    ru: от | от кого | отправитель
    uk: від | від кого | відправник
    id: dari | pengirim
    no, sv: fra | avsender | från | avsändare
    zh: 发件人 | 發件人 | 寄件者 | 寄件人
    ro: de la
    tr: gönderen | kimden
    vi: từ
    ja: 差出人 | 送信者
    he: מאת
    ar: من
    """
)
SENT = words(
    """
    en: date | sent
    fr: envoyé | envoyé le | date d'envoi
    es: fecha | enviado | enviado el
    pt: enviada em | enviado em | enviada | data de envio | data
    de: gesendet | gesendet am | datum
    it: inviato | data invio
    nl: verzonden | verzonden op
    pl: wysłano | wysłane | data wysłania
    ru: отправлено | дата | дата отправки
    uk: надіслано | відправлено
    id: dikirim | tanggal | terkirim
    no, sv: sendt | dato | skickat
    zh: 发送时间 | 發送時間 | 日期 | 发送日期 | 时间 | 寄件日期 | 傳送時間
    ro: trimis
    tr: gönderildi | gönderilme | tarih
    vi: đã gửi | ngày
    ja: 送信日時 | 日付
    he: נשלח
    ar: التاريخ
    """
)
TO = words(
    """
    en: to
    fr: à | a | pour | destinataire
    es, pt: para | destinatario | destinatário
    de: an | empfänger
    nl: aan
    pl: do | adresat
    ru, uk: кому | получатель | отримувач
    id: kepada | ke | untuk
    no, sv: til | till
    zh: 收件人 | 收件者
    ro: către
    tr: kime | alıcı
    vi: đến
    ja: 宛先
    he: אל
    ar: إلى
    """
)
SUBJECT = words(
    """
    en: subject
    fr: objet | sujet
    es, pt: asunto | assunto
    de: betreff
    it: oggetto
    nl: onderwerp
    pl: temat
    ru, uk: тема
    id: perihal | subjek | subyek | judul
    no, sv: emne | ämne
    zh: 主题 | 主題 | 主旨
    ro: subiect
    tr: konu
    vi: chủ đề | tiêu đề
    ja: 件名
    he: נושא
    ar: الموضوع
    """
)
COPY = words(
    """
    en: cc | bcc
    fr: copie | copie à
    es, it, pt: copia | cópia
    de, nl: kopie
    pl: dw
    ru, uk: копия | копія
    id: tembusan
    no, sv: kopi | kopia
    zh: 抄送 | 副本
    tr: bilgi
    """
)
# FW: before a subject.
FORWARDING = words(
    """
    en: fw | fwd
    fr: tr
    es: rv
    de: wg
    it: i
    pt: enc
    nl: doorst
    pl: pd
    ru, uk: пер | пересл
    id: trs
    no, sv: vs | vb
    zh: 转发 | 轉寄
    tr: ilt | i̇lt
    """
)
