"""The connection to the clinic's PostgreSQL database."""
import os
from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import Engine
from sqlmodel import Session, create_engine

DEFAULT_URL = "postgresql+psycopg://localhost/clinic"


def database_url() -> str:
    """DATABASE_URL, with the driver this project installs."""
    url = os.environ.get("DATABASE_URL") or DEFAULT_URL
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url[len(prefix):]
    return url


@lru_cache(maxsize=1)
def get_engine() -> Engine:
    return create_engine(database_url(), pool_pre_ping=True)


def get_session() -> Iterator[Session]:
    """A FastAPI dependency: one session per request."""
    with Session(get_engine()) as session:
        yield session
