# undecided: ?
from sqlalchemy import Column, Integer
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


Made = type("Made", (Base,), {"__tablename__": "made", "id": Column(Integer, primary_key=True)})


class Fine(Base):
    __tablename__ = "fine"
    id: Mapped[int] = mapped_column(primary_key=True)
