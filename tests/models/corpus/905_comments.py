from sqlalchemy import Column, Integer, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Field, SQLModel


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    __table_args__ = {"comment": "It's a table"}
    id: Mapped[int] = mapped_column(primary_key=True, comment="the key")
    a: Mapped[int] = mapped_column(comment="")


core = Table("core", Base.metadata, Column("id", Integer, comment="100 %"), comment="core")


class S(SQLModel, table=True):
    __table_args__ = ({"comment": "of SQLModel"},)
    id: int | None = Field(default=None, primary_key=True, sa_column_kwargs={"comment": "key"})
