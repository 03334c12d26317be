from django.db import migrations

# Our own name for a language -> the stemmer of PostgreSQL. `language` stays text: a regconfig
# column would stand in the way of pg_upgrade.
STEMMERS = {
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "ru": "russian",
    "id": "indonesian",
    "de": "german",
    "it": "italian",
    "pt": "portuguese",
    "nl": "dutch",
    "no": "norwegian",
    "sv": "swedish",
}

WORDS = "asciiword, word, hword, hword_part, asciihword, hword_asciipart"


def configurations() -> str:
    made = [
        "CREATE TEXT SEARCH CONFIGURATION mainstay_simple (COPY = simple);",
        f"ALTER TEXT SEARCH CONFIGURATION mainstay_simple ALTER MAPPING FOR {WORDS}"
        " WITH unaccent, simple;",
    ]
    for code, stemmer in STEMMERS.items():
        made.append(f"CREATE TEXT SEARCH CONFIGURATION mainstay_{code} (COPY = {stemmer});")
        made.append(
            f"ALTER TEXT SEARCH CONFIGURATION mainstay_{code} ALTER MAPPING FOR {WORDS}"
            f" WITH unaccent, {stemmer}_stem;"
        )
    return "\n".join(made)


def vector(configuration: str) -> str:
    return (
        f"setweight(to_tsvector('{configuration}', left(subject, 2000)), 'A') ||"
        f" to_tsvector('{configuration}', left(text, 100000))"
    )


def column() -> str:
    cases = "\n".join(
        f"WHEN '{code}' THEN {vector(f'mainstay_{code}')}" for code in STEMMERS
    )
    return f"""
    ALTER TABLE conversations_message ADD COLUMN search tsvector GENERATED ALWAYS AS (
        CASE language {cases} ELSE {vector("mainstay_simple")} END
    ) STORED;
    CREATE INDEX message_search ON conversations_message USING gin (search);
    """


DROP = "DROP INDEX message_search; ALTER TABLE conversations_message DROP COLUMN search;\n" + "\n".join(
    f"DROP TEXT SEARCH CONFIGURATION mainstay_{code};" for code in ("simple", *STEMMERS)
)


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial"), ("core", "0002_search_extensions")]

    operations = [migrations.RunSQL(configurations() + column(), DROP)]
