from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    String,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import CIDR, INET, INTERVAL, JSONB, TIMESTAMP
from sqlmodel import Field, SQLModel


class Shelf(SQLModel, table=True):
    __table_args__ = {"comment": "Where things lie"}

    id: int | None = Field(default=None, primary_key=True)
    label: str = Field(max_length=40, unique=True)


class Person(SQLModel, table=True):
    """Serial key, a reference to itself, texts that quoting must survive."""

    __table_args__ = (
        CheckConstraint(r"code ~ '^[[:alpha:]]+:\d{2}$'", name="person_code_form"),
        CheckConstraint(text(r"nickname NOT LIKE '%\:no%'"), name="person_nickname"),
        CheckConstraint("(born > DATE '1900-01-01') OR (born IS NULL)", name="person_born"),
        UniqueConstraint("code", "nickname", name="person_both"),
        Index("person_lower", text("lower(nickname)"), text("born DESC NULLS LAST")),
        {"comment": "People's \"own\" table: 100% \\ :sure"},
    )

    id: int | None = Field(default=None, primary_key=True)
    boss_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    code: str = Field(max_length=20)
    nickname: str = Field(
        sa_column=Column(Text, nullable=False, server_default=text(r"'50% \:off ''now'''"))
    )
    born: date | None = None


class Number(SQLModel, table=True):
    id: int = Field(
        sa_column=Column(
            BigInteger,
            Identity(always=True, start=100, increment=10, minvalue=5, cache=7),
            primary_key=True,
        )
    )
    plain: int
    small: int = Field(sa_column=Column(SmallInteger, nullable=False, server_default="7"))
    exact: Decimal = Field(max_digits=12, decimal_places=3)
    loose: Decimal = Field(sa_column=Column(Numeric))
    real: float
    doubled: int | None = Field(
        default=None, sa_column=Column(Integer, Computed("(plain * 2) + small", persisted=True))
    )


class Key(SQLModel, table=True):
    """Integer keys that count nothing by themselves."""

    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)


class Pair(SQLModel, table=True):
    a: int = Field(primary_key=True)
    b: UUID = Field(primary_key=True)


class Thing(SQLModel, table=True):
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    tags: list[str] = Field(sa_column=Column(ARRAY(String(12)), nullable=False))
    body: dict[str, Any] = Field(
        sa_column=Column(JSONB, nullable=False, server_default=text("'{\"a\": 1}'::jsonb"))
    )
    blob: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    host: str | None = Field(default=None, sa_column=Column(INET, comment="':x'"))
    net: str | None = Field(default=None, sa_column=Column(CIDR))
    stamped: datetime = Field(sa_column=Column(TIMESTAMP(timezone=True, precision=3)))
    plainly: datetime = Field(sa_column=Column(DateTime()))
    clock: str | None = Field(default=None, sa_column=Column(Time(timezone=True)))
    span: str | None = Field(default=None, sa_column=Column(INTERVAL))
    sure: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
