from sqlalchemy import Column, Integer, MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

first = MetaData(schema="one")
second = MetaData(schema="two", naming_convention={"pk": "pk_%(table_name)s"})


class OneBase(DeclarativeBase):
    metadata = first


class TwoBase(DeclarativeBase):
    metadata = second


class A(OneBase):
    __tablename__ = "same"
    id: Mapped[int] = mapped_column(primary_key=True)


class B(TwoBase):
    __tablename__ = "same"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(5), unique=True)


loose = Table("loose", first, Column("id", Integer, primary_key=True))
