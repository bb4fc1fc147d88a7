"""``SMOLNY_*`` of the environment in, the settings of the server out. ``docs/settings.md`` is made from this class."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.stores import Access


class SettingsError(ValueError):
    """A setting that can't be used; the message names it and says why."""


class Settings(BaseSettings):
    """What ``smolny serve`` can be told."""

    model_config = SettingsConfigDict(env_prefix="SMOLNY_", frozen=True, extra="ignore")

    folder: Path = Field(description="The folder that `smolny build` has made.")
    host: str = Field("127.0.0.1", description="The address to listen at; `0.0.0.0` for all.")
    port: int = Field(8000, ge=0, le=65535, description="The port; `0` takes a free one.")
    store: str = Field("", description="The SPARQL endpoint of a store that is asked instead of an index of one's own.")
    store_user: str = Field("", description="Who asks it, and who pushes to it.")
    store_password: str = Field("", repr=False, description="The password with it.")
    store_auth: Literal["basic", "digest"] = Field("basic", description="How both are sent; Virtuoso takes `digest`.")
    store_default_graph: str = Field(
        "", description="The named graph that stands there for the unnamed one; requests then list all graphs."
    )
    root_path: str = Field("", description="The path that a proxy in front takes away, as `/smolny`.")
    timeout_s: float = Field(30.0, gt=0, description="Seconds after which a query is given up (503).")
    max_rows: int = Field(
        100_000, ge=1, description="Rows, or triples, of an answer at most; a cut answer says so in `Smolny-Truncated`."
    )
    max_bytes: int = Field(64_000_000, ge=1, description="Bytes of an answer at most (422).")
    held_bytes: int = Field(
        64_000_000, ge=0,
        description="Bytes of an answer that are held back until it is whole, in memory or a file; longer ones begin "
        "to be sent before, and if they are cut then, the connection is broken off.",
    )  # fmt: skip
    spool_mb: int = Field(
        2000, ge=1,
        description="Megabytes of answers that lie in files until they are read (503); one client may have half.",
    )  # fmt: skip
    kept_mb: int = Field(
        16, ge=0,
        description="Megabytes of short answers, and as many of records, kept until the graph changes; `0` for none.",
    )  # fmt: skip
    services: str = Field(
        "",
        description="Hosts that a query may ask by `SERVICE`, with commas, as `query.wikidata.org, localhost:3030`; "
        "none by default (403).",
    )
    workers: int = Field(2, ge=1, description="Processes that answer queries.")
    client_workers: int = Field(
        0, ge=0, description="How many of them one client (an address) may hold at a time; `0` for half of them."
    )
    queue: int = Field(64, ge=0, description="Queries that may wait for a worker; more are turned away (503).")
    client_queue: int = Field(16, ge=0, description="Queries of one client that may wait (503).")
    memory_mb: int = Field(2048, ge=0, description="Address space of each, in MB; `0` for no limit.")
    max_query_bytes: int = Field(100_000, ge=1, description="Bytes of a posted query at most (413).")
    request_s: float = Field(
        20.0, gt=0, description="Seconds for a request to arrive whole (408), and for a client to read on."
    )
    client_connections: int = Field(
        200, ge=0, description="Connections of one client at a time (503); `0` for any number, as behind a proxy."
    )
    log: Literal["off", "text", "json"] = Field(
        "off",
        description="Lines for requests on standard error: `json` for programs, `text` for people; errors always.",
    )
    metrics: bool = Field(True, description="Whether `/metrics` is there, for Prometheus.")
    page_rows: int = Field(500, ge=1, description="Rows that the query page shows without JavaScript.")

    def find_store(self, url: str = "") -> Access | None:
        """Return how the store is reached, at ``url`` where that is given; None where there is none."""
        url = url or self.store
        if not url:
            return None
        return Access(url, self.store_user, self.store_password, self.store_auth, self.store_default_graph)


def read_settings(**given: Any) -> Settings:
    """Return the settings: what is given and not None goes before the environment; SettingsError where one is wrong."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "SMOLNY_" + str(first["loc"][0]).upper()
        raise SettingsError(f"{name}: {first['msg']} (it is '{first['input']}')") from error
