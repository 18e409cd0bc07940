from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Column, DateTime, Integer, Numeric, Text, text
from sqlmodel import Field, SQLModel


class Item(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=200)
    count: int = Field(sa_column=Column(BigInteger, nullable=False))
    code: int = Field(sa_column=Column(Integer, nullable=False))
    price: Decimal = Field(
        sa_column=Column(Numeric(8, 2), nullable=False, server_default=text("5"))
    )
    seen: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    phone_number: str | None = Field(
        default=None, sa_column=Column(Text, comment="New: it's '100%' \\ :sure")
    )
    remark: str | None = Field(default=None, sa_column=Column(Text))
    rank: int = Field(sa_column=Column(Integer, nullable=False, server_default="2"))
    weight: int
    maybe: str
    surely: str | None = Field(default=None, max_length=9)
    state: str = Field(
        sa_column=Column(Text, nullable=False, server_default="a:b", comment="50% 'so'")
    )
    extra: str | None = Field(default=None, max_length=12, unique=True)
    number: int = Field(sa_column=Column(Integer, nullable=False, server_default=text("1 + 1")))
