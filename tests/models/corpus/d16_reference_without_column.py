from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = 'a'
    id: Mapped[int] = mapped_column(primary_key=True)


class B(Base):
    __tablename__ = 'b'
    id: Mapped[int] = mapped_column(ForeignKey('a.id', name='b_is_a'), primary_key=True)
    a_id = mapped_column(ForeignKey('a.id'))
    c_id = mapped_column(ForeignKey(A.id, onupdate='CASCADE'), nullable=False)
