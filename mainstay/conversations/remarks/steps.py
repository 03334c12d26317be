"""How people say what comes next: what we will do, and what we ask for."""

from mainstay.conversations.remarks.words import Words

OURS: Words = {
    "en": (
        "i will", "we will", "i'll", "we'll", "i am going to", "i'm going to", "we are going to",
        "we're going to", "will be", "will have", "you will hear", "you'll hear", "let me check",
        "i am checking", "i'm checking", "we are checking", "we're checking", "i am looking",
        "i'm looking", "we are looking",
    ),
    "fr": (
        "je vais", "nous allons", "je reviens", "nous revenons", "je vous *erai", "je vous *rai",
        "nous vous *rons", "sera", "seront", "aurez", "recevrez", "je vérifie", "nous vérifions",
        "je m'en occupe", "nous nous en occupons",
    ),
    "es": (
        "voy a", "vamos a", "le *aré", "te *aré", "les *aré", "le *iré", "le *eré", "*aremos",
        "*eremos", "*iremos", "será", "serán", "recibirá", "recibirás", "estoy revisando",
        "estamos revisando", "me encargo", "nos encargamos",
    ),
    "ru": (
        "напишу", "напишем", "сообщу", "сообщим", "проверю", "проверим", "отправлю", "отправим",
        "сделаю", "сделаем", "вернусь", "вернёмся", "вернемся", "уточню", "уточним", "исправлю",
        "исправим", "пришлю", "пришлём", "пришлем", "отвечу", "ответим", "выплатим", "буду",
        "будем", "будет", "будут", "проверяю", "проверяем", "получите", "дам знать", "передам",
        "передадим", "разберусь", "разберёмся", "разберемся", "займусь", "займёмся", "свяжусь",
    ),
    "id": (
        "saya akan", "kami akan", "akan saya", "akan kami", "akan di*", "akan segera",
        "sedang kami", "sedang saya", "kami sedang", "saya sedang", "saya kabari", "kami kabari",
    ),
}  # fmt: skip

THEIRS: Words = {
    "en": (
        "please", "let me know", "let us know", "could you", "can you", "would you", "you can",
        "you could", "next step", "send me", "send us", "tell me", "tell us", "write to me",
        "write to us", "nothing more to do", "nothing else to do", "need do nothing", "just reply",
    ),
    "fr": (
        "veuillez", "merci de", "pouvez-vous", "pourriez-vous", "vous pouvez", "vous pourrez",
        "prochaine étape", "dites-moi", "dites-nous", "envoyez-moi", "envoyez-nous",
        "écrivez-moi", "écrivez-nous", "n'hésitez pas", "s'il vous plaît", "il vous suffit",
        "rien d'autre à faire", "rien à faire",
    ),
    "es": (
        "por favor", "puede", "puedes", "podría", "podrías", "próximo paso", "siguiente paso",
        "díganos", "dígame", "dime", "avíseme", "avísenos", "envíeme", "envíenos", "envíame",
        "escríbame", "escríbanos", "no dude", "no tiene que hacer nada",
    ),
    "ru": (
        "пожалуйста", "можете", "могли бы", "следующий шаг", "пришлите", "напишите мне",
        "напишите нам", "сообщите", "дайте знать", "скажите", "подтвердите", "проверьте",
        "нажмите", "откройте", "делать ничего не нужно", "ничего делать не нужно",
    ),
    "id": (
        "mohon", "silakan", "tolong", "bisakah", "anda bisa", "anda dapat", "langkah berikutnya",
        "langkah selanjutnya", "beri tahu", "kabari saya", "kabari kami", "kirimkan",
        "tidak perlu melakukan apa pun",
    ),
}  # fmt: skip

ANY: Words = {code: (*OURS[code], *THEIRS[code]) for code in OURS}
