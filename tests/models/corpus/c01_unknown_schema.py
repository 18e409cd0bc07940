# undecided: ?
# undecided: ?
import os

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = MetaData(schema=os.environ.get("SCHEMA"))


class Plain(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)


class U(Plain):
    __tablename__ = "u"
    __table_args__ = {"schema": os.environ.get("OTHER")}
    id: Mapped[int] = mapped_column(primary_key=True)


class V(Plain):
    __tablename__ = "v"
    id: Mapped[int] = mapped_column(primary_key=True)
