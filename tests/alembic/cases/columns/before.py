"""Columns come, go, get other names, types, defaults, comments."""
from datetime import datetime

from sqlalchemy import Column, DateTime, Integer, String, Text
from sqlmodel import Field, SQLModel


class Item(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=20)
    count: int
    code: str
    price: str = Field(sa_column=Column(String, nullable=False, server_default="5"))
    seen: datetime | None = Field(default=None, sa_column=Column(DateTime()))
    phone: str | None = Field(default=None, sa_column=Column(Text, comment="Old: 100%"))
    remark: str | None = Field(default=None, sa_column=Column(Text, comment="gone soon"))
    fax: str | None = Field(default=None, max_length=30, index=True)
    rank: int = Field(sa_column=Column(Integer, nullable=False, server_default="1"))
    weight: int = Field(sa_column=Column(Integer, nullable=False, server_default="3"))
    maybe: str | None = None
    surely: str = Field(max_length=9)
