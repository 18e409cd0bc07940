from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, String, func
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, column_property, mapped_column, registry, relationship, synonym

intpk = Annotated[int, mapped_column(init=False, primary_key=True)]
reg = registry()


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    pass


class A(Base):
    __tablename__ = "a"
    id: Mapped[intpk]
    name: Mapped[str] = mapped_column(String(9), default="x")
    made: Mapped[datetime] = mapped_column(insert_default=func.now(), init=False)
    twice: Mapped[int] = column_property(func.length("x"), init=False)
    other = synonym("name")


@reg.mapped_as_dataclass
class B:
    __tablename__ = "b"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    size: Mapped[int | None] = mapped_column(default=None)
