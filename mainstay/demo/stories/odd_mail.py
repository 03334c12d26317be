"""Mail that breaks careless software: right-to-left, HTML, hostile names, endless subjects."""

from mainstay.demo.story import START, Story, client, days, hours, minutes, note, reply, solve, take

LONG_SUBJECT = (
    "Mohon penjelasan tertulis mengenai ketidakbertanggungjawaban pihak penerbit atas "
    "keterlambatan penayangan sebelas artikel kampanye penerimaan mahasiswa baru, termasuk "
    "pertanggungjawaban biaya, jadwal pengganti, dan kemungkinan pengembalian dana sebagian "
    "sebelum rapat klien kami hari Kamis (PENTING, mohon dibaca sampai selesai)"
)

WEEKLY_TABLE = """
<html><body style="font-family: Arial">
<p>Hi Oskar,</p>
<p>here are our figures for last week. <b>Offer 735 is 37 conversions short on your side.</b></p>
<table border="1" cellpadding="4">
  <tr><th>Offer</th><th>Ours</th><th>Yours</th><th>Difference</th></tr>
  <tr><td>731</td><td align="right">212</td><td align="right">212</td><td align="right">0</td></tr>
  <tr><td>735</td><td align="right">388</td><td align="right">351</td><td align="right" style="color:#b00">&minus;37</td></tr>
  <tr><td>740</td><td align="right">96</td><td align="right">95</td><td align="right">&minus;1</td></tr>
</table>
<p>Can you check before we close the month?</p>
<p>Ben<br><img src="https://pixel.ventopartners.example/open.gif" width="1" height="1" alt=""></p>
</body></html>
"""

# fmt: off
STORIES = (
    Story(
        key="right-to-left",
        subject="طلب تمديد مهلة النشر ومراجعة سعر المقال",
        contact="layla",
        department="partner",
        language="ar",
        last=hours(1) + minutes(48),
        assignee=None,
        ends="open",
        turns=(
            client("layla", START, """
                السلام عليكم،

                وصلنا طلب نشر المقال رقم 2441 حول السفر بالعبّارات. نوافق على الموضوع، لكن مهلة خمسة أيام لا تكفينا بسبب العطلة، ونرجو تمديدها إلى عشرة أيام. كما نودّ مراجعة السعر: 120 دولارًا لا تغطّي الترجمة والتدقيق، ونقترح 150 دولارًا.

                مع خالص التحية،
                ليلى حداد
                صحيفة المرسى

                ---

                Dear team, in short, in English:

                We accept order 2441 (ferry travel), but because of the holiday we need ten days instead of five. The price of 120 USD does not cover translation and proofreading; we propose 150 USD. Please let us know before we begin.

                Layla Haddad, Al-Marsa
                """),
        ),
    ),
    Story(
        key="html-figures",
        subject="Weekly reconciliation: 37 conversions missing on 735",
        contact="ben",
        department="partner",
        language="en",
        last=days(12) + hours(6),
        assignee="oskar",
        ends="solved",
        turns=(
            client("ben", START, """
                Hi Oskar,

                here are our figures for last week. Offer 735 is 37 conversions short on your side.

                Offer  Ours  Yours  Difference
                731     212    212           0
                735     388    351         -37
                740      96     95          -1

                Can you check before we close the month?

                Ben
                """, html=WEEKLY_TABLE),
            take("oskar", minutes(30)),
            reply("oskar", hours(2), """
                Hello Ben,

                36 of the 37 came between 23:00 and midnight on Sunday. Your week ends in Madrid time, ours in UTC, so they are in our next week. The last one and the one on 740 are the same lead, sent to two offers; we count it once.

                So nothing is missing. I can switch your reports to Madrid time, then the weeks agree. Shall I?
                """),
            client("ben", hours(1), "Ah, time zones again. Yes please, Madrid."),
            reply("oskar", minutes(9), "Switched. Last week now shows 387 for 735 in your report."),
            solve("oskar", minutes(1)),
        ),
    ),
    Story(
        key="hostile-name",
        subject="<script>alert(1)</script> Media: our name is shown wrong & our site is missing",
        contact="hostile",
        department="support",
        language="en",
        last=hours(6),
        assignee=None,
        ends="open",
        turns=(
            client("hostile", START, """
                Hello,

                our studio is really called <script>alert(1)</script> Media, it is a joke among programmers that has got out of hand. On your list of sites our name is empty. Also "><img src=x onerror=alert(2)> is the title of our best article, and {{ 7*7 }} the second best.

                Can you show both as they are written?

                Regards from the office
                """),
            note("maya", minutes(50), "The name is shown correctly here, as text. The empty name is on the public list of sites; passed on to the technical team. <b>This is not bold either.</b>"),
        ),
    ),
    Story(
        key="endless-subject",
        subject=LONG_SUBJECT,
        contact="bayu",
        department="support",
        language="id",
        last=hours(3) + minutes(10),
        assignee=None,
        ends="open",
        turns=(
            client("bayu", START, """
                Yth. Tim Layanan Klien,

                Dari sebelas artikel yang dijadwalkan tayang minggu lalu, baru empat yang tayang. Klien kami menilai hal ini sebagai bentuk ketidakbertanggungjawaban, dan kami yang harus mempertanggungjawabkannya dalam rapat hari Kamis.

                Mohon tiga hal: penyebab keterlambatan, tanggal pasti untuk tujuh artikel yang tersisa, dan besaran pengembalian dana bila tanggal itu terlewati lagi.

                Hormat kami,
                Bayu Saputra
                Rumah Iklan Digital
                """),
        ),
    ),
)
