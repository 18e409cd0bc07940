import enum

from sqlalchemy import Enum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Kind(enum.Enum):
    a = 1


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    __table_args__ = {"schema": "place"}
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[str] = mapped_column(Enum(Kind, inherit_schema=True))
    b: Mapped[str] = mapped_column(Enum(Kind))
    c: Mapped[str] = mapped_column(Enum("x", name="given", schema="elsewhere"))
