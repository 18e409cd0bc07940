from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    __table_args__ = (PrimaryKeyConstraint("a", "b"),)
    a: Mapped[int]
    b: Mapped[str | None] = mapped_column(String(3))
    c: Mapped[int]


class U(Base):
    __tablename__ = "u"
    __table_args__ = (PrimaryKeyConstraint("a", name="u_key"),)
    a = Column(Integer)
