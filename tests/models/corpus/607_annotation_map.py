import datetime
import uuid
from decimal import Decimal
from typing import Annotated, Any, Literal

from sqlalchemy import JSON, TIMESTAMP, BigInteger, DateTime, Numeric, String, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

str50 = Annotated[str, 50]
money = Annotated[Decimal, "money"]
stamp = Annotated[datetime.datetime, mapped_column(TIMESTAMP(timezone=True), nullable=True)]
tagged = Annotated[str, mapped_column(String(9), unique=True)]


class Base(DeclarativeBase):
    type_annotation_map = {
        int: BigInteger,
        str50: String(50),
        money: Numeric(12, 2),
        datetime.datetime: DateTime(timezone=True),
        list[str]: ARRAY(String),
        dict: JSONB,
        dict[str, Any]: JSON,
        str: Text(),
    }


class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[str50]
    b: Mapped[money | None]
    c: Mapped[datetime.datetime]
    d: Mapped[list[str]]
    e: Mapped[dict]
    f: Mapped[dict[str, Any] | None]
    g: Mapped[str]
    h: Mapped[stamp]
    i: Mapped[tagged]
    j: Mapped[tagged | None] = mapped_column(String(3))
    k: Mapped[int | None]
    l: Mapped[uuid.UUID]
