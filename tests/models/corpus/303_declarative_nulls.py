from typing import Annotated, Optional

from sqlalchemy import Column, ForeignKey, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column

other_fk = Annotated[int, mapped_column(ForeignKey("other.id"), index=True)]


class Base(DeclarativeBase):
    pass


class Other(Base):
    __tablename__ = "other"
    id: Mapped[int] = mapped_column(primary_key=True)


class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[str]
    b: Mapped[Optional[str]]
    c: Mapped[str] = mapped_column(nullable=True)
    d: Mapped[str | None] = mapped_column(nullable=False)
    e = mapped_column(String)
    f = Column(Integer)
    g: Mapped[str] = deferred(Column(Text))
    h: Mapped[Optional[other_fk]]
    i: Mapped[other_fk]
    j: Mapped[str] = mapped_column(Text, deferred=True)
    k: Mapped["int | None"]
    l: "Mapped[Optional[int]]" = mapped_column()
