from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Integer, Sequence, SmallInteger, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)


class B(Base):
    __tablename__ = "b"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)


class C(Base):
    __tablename__ = "c"
    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True)


class D(Base):
    __tablename__ = "d"
    id: Mapped[int] = mapped_column(ForeignKey("a.id"), primary_key=True)


class E(Base):
    __tablename__ = "e"
    x: Mapped[int] = mapped_column(primary_key=True)
    y: Mapped[int] = mapped_column(primary_key=True)


class F(Base):
    __tablename__ = "f"
    x: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    y: Mapped[int] = mapped_column(primary_key=True)


class G(Base):
    __tablename__ = "g"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class H(Base):
    __tablename__ = "h"
    id: Mapped[int] = mapped_column(primary_key=True, server_default=text("7"))


class I(Base):
    __tablename__ = "i"
    id: Mapped[int] = mapped_column(Identity(always=True, start=10, increment=5, minvalue=1, maxvalue=1000, cycle=True, cache=3), primary_key=True)


class J(Base):
    __tablename__ = "j"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    n: Mapped[int] = mapped_column(Identity(start=3))


class K(Base):
    __tablename__ = "k"
    id: Mapped[int] = mapped_column(Sequence("k_numbers", start=5), primary_key=True)


numbers = Sequence("l_numbers", start=100, increment=2, metadata=Base.metadata)


class L(Base):
    __tablename__ = "l"
    id: Mapped[int] = mapped_column(numbers, server_default=numbers.next_value(), primary_key=True)


class M(Base):
    __tablename__ = "m"
    id: Mapped[int] = mapped_column(primary_key=True, default=lambda: 3)


class N(Base):
    __tablename__ = "n"
    id: Mapped[int] = mapped_column(ForeignKey("a.id"), primary_key=True, autoincrement="ignore_fk")


class O(Base):
    __tablename__ = "o"
    id: Mapped[str] = mapped_column(String(3), primary_key=True)
    n: Mapped[int] = mapped_column(autoincrement=True)
