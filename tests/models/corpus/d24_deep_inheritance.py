from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = 'a'
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {'polymorphic_on': 'kind'}


class B(A):
    b: Mapped[int | None]


class C(B):
    c: Mapped[int | None]
    d: Mapped[int] = mapped_column(nullable=True, index=True)


class D(A):
    __tablename__ = 'd'
    id: Mapped[int] = mapped_column(ForeignKey('a.id'), primary_key=True)
    e: Mapped[str]


class E(D):
    f: Mapped[str | None]
