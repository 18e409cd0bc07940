import datetime
import uuid
from functools import partial

from sqlalchemy import Column, DateTime, ForeignKey, String, func
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Field, SQLModel

required = partial(mapped_column, nullable=False)


class Base(DeclarativeBase):
    pass


def uuid_key():
    return mapped_column(UUID(as_uuid=True), primary_key=True, default=uuid.uuid4)


def fk(target, **kwargs):
    return mapped_column(ForeignKey(target, ondelete="CASCADE"), **kwargs)


def stamp(*, onupdate: bool = False):
    options = {"server_default": func.now()}
    if onupdate:
        options["onupdate"] = func.now()
    return Column(DateTime(timezone=True), nullable=False, **options)


class A(Base):
    __tablename__ = "a"
    id: Mapped[uuid.UUID] = uuid_key()
    made = stamp()
    changed = stamp(onupdate=True)


class B(Base):
    __tablename__ = "b"
    id: Mapped[uuid.UUID] = uuid_key()
    a_id: Mapped[uuid.UUID] = fk("a.id", index=True)
    c_id: Mapped[uuid.UUID | None] = fk("a.id", nullable=True)
    name: Mapped[str | None] = required(String(4))


def pk_field():
    return Field(default_factory=uuid.uuid4, primary_key=True)


class S(SQLModel, table=True):
    id: uuid.UUID = pk_field()
    made: datetime.datetime = Field(sa_column=stamp())
