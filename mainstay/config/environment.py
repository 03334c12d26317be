"""Everything that the environment may say, typed. Each name here stands in docs/operations.md."""

import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from mainstay.core import postgres


class Environment(BaseSettings):
    """Read from variables `MAINSTAY_…`, and `DATABASE_URL`. A wrong value is said at the start."""

    model_config = SettingsConfigDict(env_prefix="MAINSTAY_", extra="ignore", populate_by_name=True)

    home: Path = Field(default_factory=postgres.default_home)
    """Folder of the embedded database, the files and the secret key."""

    database_url: str = Field("", validation_alias="DATABASE_URL")
    """Another PostgreSQL (15 or later) instead of the embedded one; several hosts allowed."""

    keeps_plans: bool = True
    """Let a connection keep the plans of its statements. No: where a pooler shares connections."""

    port: int = Field(8000, ge=1, le=65534)
    """Port of the pages; live updates use the next one."""

    url: str = ""
    """The address people use, such as https://desk.example.com. Default: localhost and the port."""

    live_url: str = ""
    """Where browsers reach live updates. Default: the port after `port`."""

    allowed_hosts: str = ""
    """More host names to answer to, separated by commas."""

    private_networks: str = ""
    """Private networks that webhooks and cards may ask, also without https: 10.1.0.0/16, …"""

    trusts_proxy: bool = False
    """Believe `X-Forwarded-Proto` and `X-Forwarded-For`: only behind a proxy that sets them."""

    secret_key: SecretStr = SecretStr("")
    """Signs sessions and links. Default: made once and kept in the home."""

    smtp_url: SecretStr = SecretStr("")
    """smtp://user:password@host:587?tls=starttls (or tls=on, tls=off)."""

    mail_from: str = "desk@localhost"
    """The address that the desk writes from."""

    mail_name: str = "Client service"
    """The name beside that address."""

    automatic_per_hour: int = Field(3, ge=0, le=1000)
    """Automatic mails that one contact may get in an hour: a brake for loops. 0: none at all."""

    lmtp: str = ""
    """Where `mainstay mail` takes messages by LMTP: host:port, or the path of a socket."""

    telegram_url: str = "https://api.telegram.org"
    """Where the Bot API of Telegram is asked: another one for a server of your own."""

    turn_spacing: int = Field(30, ge=0, le=1440)
    """Minutes after one waiting conversation of a client at which the next takes its place."""

    metrics_token: SecretStr = SecretStr("")
    """Who asks for /metrics says it as a bearer token; without it nobody is answered."""

    log: Literal["console", "json"] = "console"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    web_processes: int = Field(2, ge=1, le=64)
    debug: bool = False
    is_demo: bool = False
    """Set by `mainstay demo`: mail goes into the home and nowhere else."""

    @field_validator("smtp_url")
    @classmethod
    def _is_smtp(cls, value: SecretStr) -> SecretStr:
        url = urlsplit(value.get_secret_value())
        if value.get_secret_value() and (url.scheme not in ("smtp", "smtps") or not url.hostname):
            raise ValueError("write it as smtp://user:password@host:587?tls=starttls")
        return value

    @field_validator("lmtp")
    @classmethod
    def _is_place(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if value and not value.startswith("/") and not (host and port.isdecimal()):
            raise ValueError("write it as 127.0.0.1:2424, or as the path of a socket")
        return value

    @field_validator("telegram_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        url = urlsplit(value)
        if url.scheme not in ("http", "https") or not url.hostname or url.query or url.fragment:
            raise ValueError("write it as https://api.telegram.org")
        return value

    @field_validator("private_networks")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        for each in filter(None, (part.strip() for part in value.split(","))):
            ip_network(each)  # says what is wrong with it
        return value

    @property
    def trusted_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        parts = (part.strip() for part in self.private_networks.split(","))
        return tuple(ip_network(part) for part in parts if part)

    @property
    def public_url(self) -> str:
        return (self.url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def public_live_url(self) -> str:
        if self.live_url:
            return self.live_url.rstrip("/")
        if self.url:
            return self.public_url
        return f"http://localhost:{self.port + 1}"

    @property
    def host(self) -> str:
        return urlsplit(self.public_url).hostname or "localhost"

    @property
    def is_embedded(self) -> bool:
        return not self.database_url

    def database(self) -> dict[str, object]:
        """Django's settings for the database, with what a failover needs (see docs)."""
        options: dict[str, object] = {"application_name": "mainstay"}
        if self.keeps_plans:
            options["prepare_threshold"] = 2
        if self.is_embedded:
            where: dict[str, str | int | None] = dict(postgres.connection(self.home))
        else:
            where = conninfo_to_dict(self.database_url)
            options |= {
                "target_session_attrs": "read-write",
                "connect_timeout": 2,
                "tcp_user_timeout": 4000,
                "keepalives_idle": 5,
                "keepalives_interval": 2,
                "keepalives_count": 3,
            }
        known = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        options |= {k: v for k, v in where.items() if k not in known and k != "dbname"}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": str(where.get("dbname", "mainstay")),
            **{name: str(where.get(key) or "") for key, name in known.items()},
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }

    def signing_key(self) -> str:
        """The secret key: given, or kept in the home, or one that lasts as long as the process."""
        if self.secret_key.get_secret_value():
            return self.secret_key.get_secret_value()
        kept = self.home / "secret_key"
        return kept.read_text().strip() if kept.exists() else secrets.token_urlsafe(50)
