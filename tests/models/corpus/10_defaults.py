"""Server defaults of every kind; Python defaults make none."""

from datetime import datetime
from typing import Optional

import sqlalchemy as sa
from sqlalchemy import Column, Computed, DateTime, FetchedValue, Integer, String, func, text
from sqlmodel import Field, SQLModel


class Defaults(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    python: int = 3
    zero: int = Field(sa_column_kwargs={"server_default": "0"})
    quoted: str = Field(sa_column_kwargs={"server_default": "x'y"})
    raw: int = Field(sa_column_kwargs={"server_default": text("1 + 2")})
    at: datetime = Field(sa_column=Column(DateTime(timezone=True), server_default=func.now()))
    at2: datetime = Field(sa_column=Column(DateTime(timezone=True), server_default=func.current_timestamp()))
    at3: datetime = Field(sa_column=Column(DateTime, server_default=func.timezone("UTC", func.now())))
    flag: bool = Field(sa_column_kwargs={"server_default": sa.false()})
    flag2: bool = Field(sa_column_kwargs={"server_default": "true"})
    word: str = Field(sa_column=Column(String, server_default=sa.literal("abc")))
    nothing: Optional[str] = Field(sa_column_kwargs={"server_default": text("NULL")})
    key: str = Field(sa_column=Column(sa.Uuid, server_default=func.gen_random_uuid()))
    doubled: int = Field(sa_column=Column(Integer, Computed("zero * 2", persisted=True)))
