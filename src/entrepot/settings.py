"""Every setting of a server: its default, its limits and the sentence that documents it.

Read from the environment as ENTREPOT_NAME. Settings of an organization (numbering, tolerances, vendor gates) are not
here: they live in the book and are changed through the API.
"""

from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from entrepot.book.webhooks.addresses import reach_of

Port = Annotated[int, Field(ge=0, le=65535)]


class Settings(BaseSettings):
    """The settings of one server process."""

    model_config = SettingsConfigDict(env_prefix="ENTREPOT_", extra="ignore", frozen=True)

    database_url: str = Field(
        "sqlite:///entrepot.sqlite3",
        description="Where the book is kept: `sqlite:///path/book.sqlite3` (three slashes: relative, four: absolute).",
        max_length=2000,
    )
    host: str = Field("127.0.0.1", description="The address the server listens on.", min_length=1, max_length=255)
    port: Port = Field(8000, description="The port the server listens on; 0 takes a free one and says which.")
    public_url: str | None = Field(
        None,
        description="How clients reach this server, for absolute links: scheme, host, any path before the doors.",
        pattern=r"^https?://[^\s?#]+$",
        max_length=500,
    )
    max_body_bytes: int = Field(
        1 << 20,
        description="The largest request body in bytes, files apart; a larger one is answered 413.",
        ge=1024,
        le=64 << 20,
    )
    import_max_bytes: int = Field(
        10 << 20, description="The largest file that can be imported, in bytes.", ge=1024, le=10 << 20
    )
    import_max_rows: int = Field(50_000, description="The most rows of a file that is imported.", ge=1, le=200_000)
    import_max_columns: int = Field(200, description="The most columns of a file that is imported.", ge=1, le=1000)
    import_unpacked_bytes: int = Field(
        64 << 20,
        description="How large a spreadsheet may be once unpacked, in bytes; a larger one is not read.",
        ge=1 << 20,
        le=1 << 30,
    )
    max_json_depth: int = Field(
        32, description="How deep a JSON body may be nested; deeper is unreadable.", ge=4, le=200
    )
    write_queue: int = Field(
        2000, description="Writes that may wait for the database; further ones are answered 503.", ge=1, le=100_000
    )
    read_workers: int = Field(4, description="Reader threads, each with its own connection.", ge=1, le=64)
    read_seconds: int = Field(
        10, description="Seconds one read may take before it is broken off and answered 503.", ge=1, le=600
    )
    idempotency_hours: int = Field(
        24, description="Hours for which the answer to an Idempotency-Key is kept and given again.", ge=1, le=720
    )
    idempotency_wait_seconds: int = Field(
        5,
        description="Seconds a request waits for an earlier one with the same Idempotency-Key before 409.",
        ge=0,
        le=60,
    )
    session_hours: int = Field(12, description="Hours a session of the native API lives.", ge=1, le=8760)
    shipwell_session_days: int = Field(30, description="Days a Shipwell token lives after its last use.", ge=1, le=365)
    storefeeder_session_hours: int = Field(24, description="Hours a StoreFeeder token lives.", ge=1, le=8760)
    sellercloud_session_seconds: int = Field(
        3600, description="Seconds a Sellercloud token lives; shown as `expires_in`.", ge=60, le=86_400
    )
    sellercloud_calls_per_hour: int = Field(
        0,
        description="Sellercloud calls an address may make in an hour, as the vendor's 10,800; 0 sets no limit.",
        ge=0,
        le=10_000_000,
    )
    address_calls_per_minute: int = Field(
        0, description="Calls one address may make in a minute, at any door; 0 sets no limit.", ge=0, le=10_000_000
    )
    key_calls_per_minute: int = Field(
        0, description="Calls one API key or user may make in a minute; 0 sets no limit.", ge=0, le=10_000_000
    )
    organization_calls_per_minute: int = Field(
        0, description="Calls one organization may make in a minute; 0 sets no limit.", ge=0, le=10_000_000
    )
    sign_in_free_failures: int = Field(
        10,
        description="How often signing in to an account may fail from one address before each further try has to wait "
        "twice as long, up to 15 minutes; 0 sets no limit.",
        ge=0,
        le=10_000,
    )
    password_workers: int = Field(2, description="Password hashes computed at the same time.", ge=1, le=16)
    secret_key: SecretStr | None = Field(
        None,
        description="The key that webhook secrets and credentials are kept under: base64 of 32 random bytes. Without "
        "it the key lies in a file beside the book (`<book>.key`), made when first needed.",
    )
    worker: bool = Field(True, description="Do background work (webhooks, rules, imports) in the server's own process.")
    worker_threads: int = Field(4, description="Jobs a worker does at the same time.", ge=1, le=64)
    worker_poll_seconds: int = Field(
        2, description="Seconds after which a worker looks for jobs that nobody woke it for.", ge=1, le=600
    )
    webhook_allow_private: str = Field(
        "",
        description="Networks that webhooks may be sent to although they are not public, by plain http too: "
        "`127.0.0.0/8, 10.20.0.0/16`. All other private addresses are refused.",
        max_length=2000,
    )
    webhook_keep_days: int = Field(
        30, description="Days a delivery and its attempts are kept after it was over.", ge=1, le=3650
    )
    job_keep_days: int = Field(30, description="Days a job is kept after it was done or canceled.", ge=1, le=3650)
    smtp_host: str | None = Field(None, description="The mail server; without one no e-mail is sent.", max_length=255)
    smtp_port: Port = Field(587, description="The mail server's port.")
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        "starttls",
        description="How the connection to the mail server is encrypted: `tls` from the start, or not at all.",
    )
    smtp_from: str | None = Field(
        None,
        description="The address e-mails are sent from; the organization's name is shown beside it.",
        pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+$",
        max_length=254,
    )
    smtp_user: str | None = Field(None, description="The name to sign in to the mail server with.", max_length=255)
    smtp_password: SecretStr | None = Field(None, description="The password for the mail server.")
    smtp_password_file: str | None = Field(
        None, description="A file that holds the password for the mail server instead.", max_length=1000
    )
    smtp_ca_file: str | None = Field(
        None,
        description="Certificates the mail server's is checked against; default: those of the system.",
        max_length=1000,
    )
    smtp_seconds: int = Field(30, description="Seconds the mail server may take for a step.", ge=1, le=300)
    keep_alive_seconds: int = Field(75, description="Seconds an idle connection is kept open.", ge=1, le=3600)
    shutdown_seconds: int = Field(
        30, description="Seconds that requests under way are given when the server is told to stop.", ge=0, le=600
    )
    least_free_bytes: int = Field(
        64 << 20,
        description="Free bytes on the book's disk below which the server says it is not ready.",
        ge=0,
        le=1 << 44,
    )
    metrics: bool = Field(True, description="Answer `/metrics` (counts and times only) in the form Prometheus reads.")
    otel_endpoint: str | None = Field(
        None,
        description="Where spans are sent (OTLP over HTTP, such as `http://127.0.0.1:4318/v1/traces`); needs the extra "
        "`entrepot[otel]`.",
        pattern=r"^https?://[^\s?#]+$",
        max_length=500,
    )
    otel_service_name: str = Field("entrepot", description="The service that spans name.", min_length=1, max_length=100)
    access_log: bool = Field(False, description="Write one log line for every answered request.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least serious log lines that are written."
    )
    log_format: Literal["auto", "json", "text"] = Field(
        "auto", description="How log lines are written; `auto` is text on a terminal and JSON elsewhere."
    )

    @field_validator("webhook_allow_private")
    @classmethod
    def _networks(cls, value: str) -> str:
        reach_of(value)
        return value
