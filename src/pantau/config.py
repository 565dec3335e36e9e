"""`pantau.toml` and `PANTAU_*` variables, read once at the edge and passed inwards as values.

A variable overrides a key of the file: `PANTAU_SOURCES__GOOGLE_PLAY__BASE_URL` is
`base_url` under `[sources.google_play]`. Secrets never stand in the file: a key that ends in
`_env` names the environment variable that holds one.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from pantau.errors import ConfigError

CONFIG_VERSION = 1
DEFAULT_CONFIG_NAME = "pantau.toml"

# A text is about us where it holds one of the words and one of the context words, as whole words.
WORDS = ("jepin",)
CONTEXT_WORDS = ("pontianak", "pemkot", "diskominfo", "aplikasi", "cctv")


def _http_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError("must be an http(s) address without user name or password")
    return value.rstrip("/")


HttpUrl = Annotated[str, AfterValidator(_http_url)]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceSection(Section):
    """What every source has: on or off, its address, its pace and its limits."""

    enabled: bool = True
    base_url: HttpUrl
    pace_seconds: float = Field(1.0, ge=0, le=3600)
    timeout_seconds: float = Field(20.0, gt=0, le=600)
    retries: int = Field(3, ge=0, le=10)
    max_pages: int = Field(500, ge=1, le=100_000)
    max_seconds: float = Field(900.0, gt=0, le=86_400)
    max_requests: int = Field(5_000, ge=1, le=1_000_000)
    max_megabytes: int = Field(20, ge=1, le=200)
    overlap_days: int = Field(7, ge=0, le=90)
    complete_days: int = Field(7, ge=0, le=365)


class App(Section):
    """One app on a store. Several ids with `role = "own"` are one app over time."""

    id: str = Field(pattern=r"^[A-Za-z0-9_.]+$")
    name: str = ""
    role: Literal["own", "peer"] = "own"


class GooglePlay(SourceSection):
    base_url: HttpUrl = "https://play.google.com"
    apps: tuple[App, ...] = (App(id="id.idekite.pontianak_smartcity", name="JePin"),)
    languages: tuple[str, ...] = ("id",)
    country: str = "id"
    page_size: int = Field(200, ge=1, le=4500)
    control_app: str = Field("", pattern=r"^[A-Za-z0-9_.]*$")


class PlayApi(SourceSection):
    """The owner's route to Google Play. `key_env` names the variable that holds the service account's
    key, or the path of its file. Without `apps` it reads those of `google_play` that are our own."""

    enabled: bool = False
    base_url: HttpUrl = "https://androidpublisher.googleapis.com"
    token_url: HttpUrl = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
    key_env: str = "PANTAU_PLAY_KEY"
    apps: tuple[App, ...] = ()
    page_size: int = Field(100, ge=1, le=100)


class AppStore(SourceSection):
    """Apple's public review feed; an app's id is a number there."""

    enabled: bool = False
    base_url: HttpUrl = "https://itunes.apple.com"
    apps: tuple[App, ...] = ()
    country: str = Field("id", pattern=r"^[a-z]{2}$")


class Feed(Section):
    name: str
    url: str
    kind: Literal["article", "post"] = "article"


class Rss(SourceSection):
    """Feeds; a `url` that is only a path is joined to `base_url`."""

    base_url: HttpUrl = "https://kalbar.antaranews.com"
    feeds: tuple[Feed, ...] = (Feed(name="ANTARA Kalbar", url="/rss/terkini.xml"),)
    words: tuple[str, ...] = WORDS
    context_words: tuple[str, ...] = CONTEXT_WORDS


class Channel(Section):
    """A YouTube channel; `official`: it is the office's own, and what it writes is kept apart."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]+$")
    name: str = ""
    official: bool = True


YouTubeVideo = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$")]


class YouTube(SourceSection):
    """`include_in_index`: whether YouTube counts in the combined index; off until the office has
    accepted YouTube's terms for analytics. `overlap_days` is also how far back a search looks."""

    enabled: bool = False
    base_url: HttpUrl = "https://youtube.googleapis.com"
    key_env: str = "PANTAU_YOUTUBE_KEY"
    channels: tuple[Channel, ...] = ()
    videos: tuple[YouTubeVideo, ...] = ()
    queries: tuple[str, ...] = ()
    words: tuple[str, ...] = WORDS
    context_words: tuple[str, ...] = CONTEXT_WORDS
    region: str = "ID"
    language: str = "id"
    units_per_day: int = Field(10_000, ge=1)
    searches_per_day: int = Field(100, ge=0)
    overlap_days: int = Field(30, ge=0, le=90)
    include_in_index: bool = False


class GraphAccount(Section):
    """An Instagram professional account or a Facebook page of the office's own."""

    id: str = Field(pattern=r"^[0-9]+$")
    name: str = ""
    username: str = ""


class Graph(SourceSection):
    """What Instagram and Facebook share. Posts of the last `posts_days` are looked at; comments of
    those younger than `overlap_days` are read each night, of older ones when their number moved.
    `token_in`: the documented way is the parameter; a header never shows in a proxy's log."""

    enabled: bool = False
    base_url: HttpUrl = "https://graph.facebook.com"
    version: str = Field("v26.0", pattern=r"^v[0-9]+\.[0-9]+$")
    token_in: Literal["parameter", "header"] = "parameter"  # noqa: S105 - no password
    accounts: tuple[GraphAccount, ...] = ()
    posts_days: int = Field(90, ge=1, le=3650)
    overlap_days: int = Field(30, ge=0, le=90)
    max_pages: int = Field(1000, ge=1, le=100_000)
    max_seconds: float = Field(1800.0, gt=0, le=86_400)


class Instagram(Graph):
    token_env: str = "PANTAU_INSTAGRAM_TOKEN"  # noqa: S105 - a variable's name


class Facebook(Graph):
    token_env: str = "PANTAU_FACEBOOK_TOKEN"  # noqa: S105 - a variable's name


class Mastodon(SourceSection):
    """`tags` without `#`. `token_env` is needed only where the host asks for a token.
    `own_accounts` as `name` or `name@host`."""

    enabled: bool = False
    base_url: HttpUrl = "https://mastodon.social"
    token_env: str = "PANTAU_MASTODON_TOKEN"  # noqa: S105 - a variable's name
    tags: tuple[str, ...] = ("jepin",)
    words: tuple[str, ...] = WORDS
    context_words: tuple[str, ...] = CONTEXT_WORDS
    own_accounts: tuple[str, ...] = ()
    first_days: int = Field(365, ge=1, le=3650)


class Bluesky(SourceSection):
    """`handle` is the account that asks; its app password stands in the variable `password_env`.
    `own_accounts` as handles or DIDs."""

    enabled: bool = False
    base_url: HttpUrl = "https://bsky.social"
    handle: str = ""
    password_env: str = "PANTAU_BLUESKY_PASSWORD"  # noqa: S105 - a variable's name
    queries: tuple[str, ...] = ("jepin",)
    words: tuple[str, ...] = WORDS
    context_words: tuple[str, ...] = CONTEXT_WORDS
    own_accounts: tuple[str, ...] = ()


class Sources(Section):
    google_play: GooglePlay = GooglePlay()
    play_api: PlayApi = PlayApi()
    app_store: AppStore = AppStore()
    rss: Rss = Rss()
    youtube: YouTube = YouTube()
    instagram: Instagram = Instagram()
    facebook: Facebook = Facebook()
    mastodon: Mastodon = Mastodon()
    bluesky: Bluesky = Bluesky()


class Storage(Section):
    data_dir: Path = Path("data")
    keep_raw_days: int = Field(30, ge=1, le=365)
    keep_snapshots: int = Field(3, ge=1, le=100)


class Privacy(Section):
    secret_file: Path = Path("pantau.secret")
    allowed_numbers: tuple[str, ...] = ("112", "110", "113", "118", "119", "1708", "123")


class Model(Section):
    tier: Literal["fast", "accurate", "own"] = "accurate"
    per_night: int = Field(2_000, ge=1, le=1_000_000)
    model_dir: Path | None = None
    topics: Path | None = None


def _folded(value: str) -> str:
    return value.strip().casefold()


Email = Annotated[str, AfterValidator(_folded), Field(pattern=r"^\s*[^@\s]+@[^@\s]+\s*$")]


class SignIn(Section):
    """Who may see the dashboard, by e-mail address: `viewers` read, `coders` write as well. The provider
    and its secrets stand in Streamlit's own file; `provider` names its section, if it has several."""

    enabled: bool = False
    provider: str = ""
    viewers: tuple[Email, ...] = ()
    coders: tuple[Email, ...] = ()

    @model_validator(mode="after")
    def _admits_somebody(self) -> SignIn:
        if self.enabled and not (self.viewers or self.coders):
            raise ValueError("sign-in without `viewers` and `coders` would let nobody in")
        return self


class Dashboard(Section):
    """`may_write`: whether notes, imports and codes may be made there; false where it only shows."""

    address: str = "127.0.0.1"
    port: int = Field(8501, ge=1, le=65535)
    may_write: bool = True
    sign_in: SignIn = SignIn()


class Office(Section):
    """The letterhead and the signature block of a report."""

    lines: tuple[str, ...] = (
        "PEMERINTAH KOTA PONTIANAK",
        "DINAS KOMUNIKASI DAN INFORMATIKA",
    )
    address: str = ""
    logo: Path | None = None
    place: str = "Pontianak"
    signer_title: str = "Kepala Dinas Komunikasi dan Informatika"
    signer_name: str = ""
    signer_rank: str = ""
    signer_nip: str = ""
    app_name: str = "JePin"


class Config(BaseSettings):
    """All of it. Paths are absolute once `load` has returned."""

    model_config = SettingsConfigDict(
        env_prefix="PANTAU_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    version: Literal[1] = 1
    storage: Storage = Storage()
    privacy: Privacy = Privacy()
    model: Model = Model()
    sources: Sources = Sources()
    dashboard: Dashboard = Dashboard()
    office: Office = Office()
    is_sample: bool = False

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Variables win over the file, whose contents arrive as init arguments."""
        return (env_settings, init_settings)

    @property
    def kept_apart(self) -> tuple[str, ...]:
        """Sources that are collected and shown, but not counted: their terms have not been accepted."""
        return () if self.sources.youtube.include_in_index else ("youtube",)

    @property
    def warehouse_path(self) -> Path:
        return self.storage.data_dir / "warehouse.duckdb"

    @property
    def lock_path(self) -> Path:
        return self.storage.data_dir / "pantau.lock"

    @property
    def published_dir(self) -> Path:
        return self.storage.data_dir / "published"

    @property
    def raw_dir(self) -> Path:
        return self.storage.data_dir / "raw"


def find(path: Path | None) -> Path:
    """The configuration file meant: the one given, `PANTAU_CONFIG`, or `pantau.toml` here."""
    named = path or Path(os.environ.get("PANTAU_CONFIG", DEFAULT_CONFIG_NAME))
    if not named.is_file():
        raise ConfigError(
            f"no configuration file {named}; write one with `pantau init`, or name yours with --config"
        )
    return named.resolve()


def load(path: Path) -> Config:
    """Read, check and complete the file at `path`. Raises `ConfigError` naming each key at fault."""
    try:
        with path.open("rb") as file:
            raw = tomllib.load(file)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: can't be read: {error}") from error
    _check_version(path, raw)
    _check_variables(os.environ)
    try:
        config = Config(**raw)
    except ValidationError as error:
        raise ConfigError(_explain(path, error)) from error
    except (
        ValueError
    ) as error:  # pydantic-settings: a variable that is not JSON where a list is due
        raise ConfigError(f"a PANTAU_* variable can't be read: {error}") from error
    return _absolute(config, path.parent)


def _check_version(path: Path, raw: Mapping[str, Any]) -> None:
    if raw.get("version") != CONFIG_VERSION:
        raise ConfigError(
            f"{path}: `version = {CONFIG_VERSION}` is missing or differs ({raw.get('version')!r}); "
            "this Pantau reads version 1"
        )


def _check_variables(environ: Mapping[str, str]) -> None:
    """A nested variable that names no section would be ignored in silence: refuse it."""
    for name in environ:
        if not name.startswith("PANTAU_") or "__" not in name:
            continue
        head = name.removeprefix("PANTAU_").split("__")[0].lower()
        if head not in Config.model_fields:
            raise ConfigError(f"variable {name}: no such section{_nearest(head, Config)}")


def _explain(path: Path, error: ValidationError) -> str:
    lines = [_explain_one(item["loc"], item["type"], item["msg"]) for item in error.errors()]
    return f"{path}: " + "; ".join(lines)


def _explain_one(loc: tuple[int | str, ...], kind: str, message: str) -> str:
    key = ".".join(str(part) for part in loc)
    if kind == "extra_forbidden":
        return f"unknown key `{key}`{_nearest(str(loc[-1]), _section_at(loc[:-1]))}"
    return f"`{key}`: {message}"


def _section_at(loc: tuple[int | str, ...]) -> type[BaseModel]:
    section: type[BaseModel] = Config
    for part in loc:
        if isinstance(part, str) and part in section.model_fields:
            section = next(_models_in(section.model_fields[part].annotation), section)
    return section


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _nearest(key: str, section: type[BaseModel]) -> str:
    near = difflib.get_close_matches(key, list(section.model_fields), n=1, cutoff=0.5)
    return f", did you mean `{near[0]}`?" if near else ""


def _absolute(config: Config, base: Path) -> Config:
    """Relative paths count from the folder of the configuration file, wherever the command runs."""

    def at(path: Path | None) -> Path | None:
        return None if path is None else (base / path.expanduser()).resolve()

    return config.model_copy(
        update={
            "storage": config.storage.model_copy(update={"data_dir": at(config.storage.data_dir)}),
            "privacy": config.privacy.model_copy(
                update={"secret_file": at(config.privacy.secret_file)}
            ),
            "model": config.model.model_copy(
                update={"model_dir": at(config.model.model_dir), "topics": at(config.model.topics)}
            ),
            "office": config.office.model_copy(update={"logo": at(config.office.logo)}),
        }
    )
