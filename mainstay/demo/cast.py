"""The people of the demo: who answers, who asks, and the houses they write from."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["agent", "lead", "manager", "administrator", "read_only"]
OrganisationKind = Literal["advertiser", "publisher", "agency", "network", "house"]


@dataclass(frozen=True)
class Department:
    key: str
    name: str


@dataclass(frozen=True)
class Member:
    """One of us. `languages` are answered in, `interface` is the language of the screens."""

    key: str
    name: str
    email: str
    role: Role
    departments: tuple[str, ...]
    languages: tuple[str, ...]
    time_zone: str
    signature: str
    interface: Literal["en", "fr"] = "en"


@dataclass(frozen=True)
class Organisation:
    """A company in the base. `country` is ISO 3166, `language` is ISO 639."""

    key: str
    name: str
    kinds: tuple[OrganisationKind, ...]
    domains: tuple[str, ...]
    language: str
    country: str
    note: str


@dataclass(frozen=True)
class Contact:
    """A person outside. `also` holds older addresses that still reach us."""

    key: str
    name: str
    email: str
    organisation: str | None
    language: str
    time_zone: str
    also: tuple[str, ...] = ()


DEPARTMENTS = (
    Department("support", "Support"),
    Department("account", "Account management"),
    Department("partner", "Partner team"),
    Department("finance", "Finance"),
)

MEMBERS = (
    Member("maya", "Maya Brandt", "maya@mainstay.example", "agent", ("support", "account"), ("en", "de", "fr"), "Europe/Berlin", "Maya Brandt\nClient support"),
    Member("oskar", "Oskar Nyström", "oskar@mainstay.example", "agent", ("partner",), ("en", "sv"), "Europe/Stockholm", "Oskar Nyström\nPartner team"),
    Member("ines", "Ines Carvalho", "ines@mainstay.example", "lead", ("support",), ("en", "pt", "es", "fr"), "Europe/Lisbon", "Ines Carvalho\nHead of support"),
    Member("helene", "Hélène Marchand", "helene@mainstay.example", "manager", ("account", "support", "partner", "finance"), ("fr", "en", "de"), "Europe/Paris", "Hélène Marchand\nDirectrice du service client", "fr"),
    Member("diego", "Diego Salas", "diego@mainstay.example", "agent", ("account", "partner"), ("es", "en"), "America/Mexico_City", "Diego Salas\nGestión de cuentas"),
    Member("vera", "Vera Melnik", "vera@mainstay.example", "agent", ("partner", "support", "account"), ("ru", "en"), "Asia/Almaty", "Вера Мельник\nОтдел по работе с партнёрами"),
    Member("sari", "Sari Wulandari", "sari@mainstay.example", "agent", ("support", "account", "partner"), ("id", "en"), "Asia/Jakarta", "Sari Wulandari\nLayanan klien"),
    Member("nadia", "Nadia Benali", "nadia@mainstay.example", "agent", ("finance",), ("fr", "en", "ar", "es"), "Europe/Paris", "Nadia Benali\nComptabilité éditeurs et annonceurs", "fr"),
    Member("tomasz", "Tomasz Wilk", "tomasz@mainstay.example", "administrator", ("support",), ("en", "pl"), "Europe/Warsaw", "Tomasz Wilk"),
    Member("ruth", "Ruth Adler", "ruth@mainstay.example", "read_only", ("finance",), ("en", "de"), "Europe/Zurich", "Ruth Adler\nController"),
)  # fmt: skip

ORGANISATIONS = (
    Organisation("northwind", "Northwind Ads", ("advertiser",), ("northwindads.example", "northwind-old.example"), "en", "GB", "Buys articles and CPA leads. Deal notices still go to the old domain for some people: ask before relying on them."),
    Organisation("journal", "Le Journal du Sud", ("publisher",), ("lejournaldusud.example",), "fr", "FR", "Regional daily, 14 sections. A new editor joined the bicycle and mobility section."),
    Organisation("kopi", "Kopi Nusantara", ("advertiser",), ("kopinusantara.example",), "id", "ID", "Coffee subscriptions. Own tracking, postbacks in use. Writes mostly in the morning, Jakarta time."),
    Organisation("vektor", "Вектор Медиа", ("publisher",), ("vektor-media.example",), "ru", "KZ", "Команда арбитража, финансовые офферы. Трафик: контекст и таргет."),
    Organisation("tienda", "Tienda Clara", ("advertiser",), ("tiendaclara.example",), "es", "ES", "Moda infantil. Paga comisión por venta; su temporada fuerte es noviembre."),
    Organisation("lumio", "Lumio Finance", ("advertiser",), ("lumio-finance.example",), "en", "DE", "Savings accounts in Germany and Austria. Their legal department reads every creative."),
    Organisation("harbour", "Harbour Travel", ("advertiser",), ("harbourtravel.example",), "en", "IE", "Ferry and rail holidays. No domain twice in one plan."),
    Organisation("lenoir", "Atelier Lenoir", ("advertiser",), ("atelier-lenoir.example",), "fr", "FR", "Meubles sur mesure. Première affaire il y a deux mois."),
    Organisation("radweg", "Radweg-Magazin", ("publisher",), ("radweg-magazin.example",), "de", "DE", "Cycling magazine, two editors. Answers in German and English."),
    Organisation("vento", "Vento Partners", ("network",), ("ventopartners.example",), "es", "ES", "CPA network with traffic in Spain, Mexico and Colombia. Resells some of our offers."),
    Organisation("lendwise", "LendWise", ("advertiser",), ("lendwise.example",), "es", "ES", "Préstamos al consumo. Oferta 884 en España; objetivo de 100 contactos aprobados por semana."),
    Organisation("pontus", "Agence Pontus", ("agency",), ("agence-pontus.example",), "fr", "BE", "Agence de netlinking, onze clients finaux. Une seule facture par mois pour tous."),
    Organisation("rumah", "Rumah Iklan Digital", ("agency",), ("rumahiklan.example",), "id", "ID", "Agensi performa, klien di bidang pendidikan dan keuangan."),
    Organisation("trafikdom", "Трафик Дом", ("network", "publisher"), ("trafikdom.example",), "ru", "KZ", "Подсеть, около сорока веб-мастеров. Своя интеграция по S2S."),
    Organisation("finbrik", "Финбрик", ("advertiser",), ("finbrik.example",), "ru", "KZ", "Рекламодатель, микрозаймы. Ставка 11,50, холд 21 день."),
    Organisation("marsa", "صحيفة المرسى", ("publisher",), ("almarsa.example",), "ar", "MA", "Arabic daily with an English desk. Write in English, they often answer in Arabic."),
    Organisation("brujula", "La Brújula Diaria", ("publisher",), ("labrujuladiaria.example",), "es", "MX", "Diario digital con tres portales temáticos. Vendió «Viajar en Tren»."),
    Organisation("meseta", "Grupo Meseta", ("publisher",), ("grupomeseta.example",), "es", "ES", "Nuevo propietario de viajarentren.example. Los precios anteriores no le obligan."),
    Organisation("carnets", "Carnets de Bretagne", ("publisher",), ("carnetsdebretagne.example",), "fr", "FR", "Blog de voyage tenu par deux journalistes. Charte éditoriale stricte."),
    Organisation("warta", "Warta Pesisir", ("publisher",), ("wartapesisir.example",), "id", "ID", "Portal berita daerah pesisir. Artikel bersponsor tayang di rubrik Gaya Hidup."),
    Organisation("adlattice", "Adlattice", ("network",), ("adlattice.example",), "en", "SG", "White-label platform, connects by S2S and API. Pays by card top-up."),
    Organisation("hostile", "<script>alert(1)</script> Media", ("publisher",), ("script-media.example",), "en", "NL", "The name is written like this in their own mail. It is text, nothing else."),
    Organisation("dolezal", "Doležal Traffic", ("publisher",), ("dolezal-traffic.example",), "en", "CZ", "One person. Traffic from a browser extension whose users often have a VPN: noted as an exception."),
    Organisation("house", "Mainstay", ("house",), ("mainstay.example",), "en", "DE", "Our own other teams, when they write to the desk."),
)  # fmt: skip

CONTACTS = (
    Contact("daniel", "Daniel Price", "daniel.price@northwindads.example", "northwind", "en", "Europe/London", ("d.price@northwind-old.example",)),
    Contact("tom", "Tom Keller", "tom.keller@northwindads.example", "northwind", "en", "Europe/Berlin"),
    Contact("claire", "Claire Fabre", "claire.fabre@lejournaldusud.example", "journal", "fr", "Europe/Paris"),
    Contact("etienne", "Étienne Vasseur", "comptabilite@lejournaldusud.example", "journal", "fr", "Europe/Paris"),
    Contact("rizky", "Rizky Pratama", "rizky@kopinusantara.example", "kopi", "id", "Asia/Jakarta"),
    Contact("dewi", "Dewi Anggraini", "dewi.anggraini@kopinusantara.example", "kopi", "id", "Asia/Jakarta"),
    Contact("anna", "Анна Соколова", "sokolova@vektor-media.example", "vektor", "ru", "Asia/Almaty"),
    Contact("lucia", "Lucía Ortega", "lucia.ortega@tiendaclara.example", "tienda", "es", "Europe/Madrid"),
    Contact("pilar", "Pilar Santos", "pilar@tiendaclara.example", "tienda", "es", "Europe/Madrid"),
    Contact("jonas", "Jonas Weber", "jonas.weber@lumio-finance.example", "lumio", "en", "Europe/Berlin"),
    Contact("priya", "Priya Nair", "priya.nair@harbourtravel.example", "harbour", "en", "Europe/Dublin"),
    Contact("colm", "Colm Brady", "colm.brady@harbourtravel.example", "harbour", "en", "Europe/Dublin"),
    Contact("camille", "Camille Roux", "camille@atelier-lenoir.example", "lenoir", "fr", "Europe/Paris"),
    Contact("katrin", "Katrin Vogel", "redaktion@radweg-magazin.example", "radweg", "de", "Europe/Berlin"),
    Contact("marta", "Marta Ibáñez", "marta.ibanez@ventopartners.example", "vento", "es", "Europe/Madrid"),
    Contact("ben", "Ben Okafor", "ben.okafor@ventopartners.example", "vento", "en", "Europe/Madrid"),
    Contact("alvaro", "Álvaro Rincón", "alvaro.rincon@lendwise.example", "lendwise", "es", "Europe/Madrid"),
    Contact("julien", "Julien Mercier", "julien.mercier@agence-pontus.example", "pontus", "fr", "Europe/Brussels"),
    Contact("sophie", "Sophie Lambert", "sophie.lambert@agence-pontus.example", "pontus", "fr", "Europe/Brussels"),
    Contact("bayu", "Bayu Saputra", "bayu@rumahiklan.example", "rumah", "id", "Asia/Jakarta"),
    Contact("ilya", "Илья Громов", "gromov@trafikdom.example", "trafikdom", "ru", "Asia/Almaty"),
    Contact("pavel", "Павел Зимин", "p.zimin@finbrik.example", "finbrik", "ru", "Asia/Almaty"),
    Contact("layla", "ليلى حداد", "layla.haddad@almarsa.example", "marsa", "ar", "Africa/Casablanca"),
    Contact("ximena", "Ximena Duarte", "ximena.duarte@labrujuladiaria.example", "brujula", "es", "America/Mexico_City"),
    Contact("gonzalo", "Gonzalo Prieto", "gonzalo.prieto@grupomeseta.example", "meseta", "es", "Europe/Madrid"),
    Contact("yann", "Yann Le Goff", "yann@carnetsdebretagne.example", "carnets", "fr", "Europe/Paris"),
    Contact("putri", "Putri Maharani", "putri@wartapesisir.example", "warta", "id", "Asia/Makassar"),
    Contact("weiling", "Tan Wei Ling", "weiling.tan@adlattice.example", "adlattice", "en", "Asia/Singapore"),
    Contact("hostile", "<script>alert(1)</script> Media", "office@script-media.example", "hostile", "en", "Europe/Amsterdam"),
    Contact("greta", "Greta Lund", "greta.lund@mainstay.example", "house", "en", "Europe/Berlin"),
    Contact("marek", "Marek Doležal", "marek@dolezal-traffic.example", "dolezal", "en", "Europe/Prague"),
    # Public mail domains never lead to an organisation. The local parts are made to belong to nobody.
    Contact("sergey", "Сергей Лапин", "lapin-traffic-demo-77194@mail.ru", None, "ru", "Asia/Almaty"),
    Contact("agung", "Agung Wibowo", "agung.wibowo.blog.demo.50318@gmail.com", None, "id", "Asia/Jakarta"),
)  # fmt: skip
