import enum

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy import Enum


class Status(enum.Enum):
    active = "a"
    gone = "g"


status_type = Enum(Status, name="status_kind", values_callable=lambda e: [m.value for m in e])


class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    s: Mapped[Status]
    t: Mapped[Status | None]
    u: Mapped[Status] = mapped_column(status_type)


class B(Base):
    __tablename__ = "b"
    id: Mapped[int] = mapped_column(primary_key=True)
    s: Mapped[Status]
    u: Mapped[Status] = mapped_column(status_type, index=True)
