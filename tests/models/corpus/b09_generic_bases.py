from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncAttrs
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Field, SQLModel

T = TypeVar("T")


class Base(AsyncAttrs, DeclarativeBase):
    def to_dict(self):
        return {}


class Repo(Generic[T]):
    pass


class A(Base, Repo["A"]):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)


class Page(SQLModel, Generic[T]):
    items: list[T]


class S(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
