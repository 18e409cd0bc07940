"""SQLAlchemy's declarative classes: mixins, sort order, Annotated aliases, type map."""

import enum
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal, Optional

from sqlalchemy import BigInteger, DateTime, ForeignKey, Numeric, String, Text, func
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, deferred, mapped_column, relationship

intpk = Annotated[int, mapped_column(BigInteger, primary_key=True)]
str50 = Annotated[str, 50]
owner_fk = Annotated[int, mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)]


class Base(DeclarativeBase):
    type_annotation_map = {str50: String(50), datetime: DateTime(timezone=True), Decimal: Numeric(12, 2)}


class Stamped:
    created: Mapped[datetime] = mapped_column(server_default=func.now())
    first: Mapped[int] = mapped_column(sort_order=-5)


class Owned:
    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("person.id"))


class Abstract(Base):
    __abstract__ = True
    note: Mapped[Optional[str]]


class Size(enum.Enum):
    S = "s"
    M = "m"


class Person(Base):
    __tablename__ = "person"
    id: Mapped[intpk]
    name: Mapped[str50]
    nick: Mapped[Optional[str50]]
    pets: Mapped[list["Pet"]] = relationship(back_populates="owner")


class Pet(Stamped, Owned, Abstract):
    __tablename__ = "pet"
    id: Mapped[int] = mapped_column(primary_key=True)
    weight: Mapped[float]
    price: Mapped[Decimal]
    size: Mapped[Size]
    kind: Mapped[Literal["cat", "other"]]
    alias: Mapped["str | None"] = mapped_column("other_alias", String(8), unique=True)
    keeper_id: Mapped[Optional[owner_fk]]
    vet_id = mapped_column(ForeignKey("person.id"))
    story: Mapped[str] = deferred(mapped_column(Text))
    owner: Mapped[Person] = relationship(back_populates="pets", foreign_keys="Pet.owner_id")
