from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = 'a'
    id: Mapped[int] = mapped_column(primary_key=True)


class HasA:
    a_id: Mapped[int] = mapped_column(ForeignKey('a.id', ondelete='CASCADE'), index=True)


class B(HasA, Base):
    __tablename__ = 'b'
    id: Mapped[int] = mapped_column(primary_key=True)


class C(HasA, Base):
    __tablename__ = 'c'
    id: Mapped[int] = mapped_column(primary_key=True)
