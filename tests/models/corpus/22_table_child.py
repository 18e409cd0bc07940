"""A child of a table model makes no table of its own."""

from typing import Optional

from sqlmodel import Field, SQLModel


class Item(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str


class ItemRead(SQLModel):
    id: int
    name: str


class Special(Item):
    extra: int = 3


