"""TypeDecorator classes of a project."""

import uuid
from typing import Optional

from sqlalchemy import CHAR, Column, DateTime, Integer, LargeBinary, String, TypeDecorator
from sqlalchemy.dialects import postgresql
from sqlmodel import Field, SQLModel


class Money(TypeDecorator):
    impl = Integer
    cache_ok = True


class Trimmed(TypeDecorator):
    impl = String
    cache_ok = True


class Zoned(TypeDecorator):
    impl = DateTime(timezone=True)
    cache_ok = True


class GUID(TypeDecorator):
    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        else:
            return dialect.type_descriptor(CHAR(36))


class Secret(TypeDecorator):
    impl = LargeBinary
    cache_ok = True

    def __init__(self, key: str):
        super().__init__()
        self.key = key


class Decorated(SQLModel, table=True):
    id: Optional[int] = Field(default=None, sa_column=Column(Money, primary_key=True))
    name: str = Field(sa_type=Trimmed(12))
    at: str = Field(sa_column=Column(Zoned, nullable=False))
    key: uuid.UUID = Field(sa_column=Column(GUID(), nullable=False))
    secret: str = Field(sa_column=Column(Secret("k")))
