from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Field, SQLModel


class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column("a_id", primary_key=True)
    type_: Mapped[str] = mapped_column("type", String(5), index=True)
    metadata_: Mapped[str] = mapped_column(name="metadata", unique=True)
    keyed = Column("in_db", Integer, key="other")


class B(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    one: str = Field(sa_column=Column("uno", String, index=True))
    two: str = Field(sa_column_kwargs={"name": "dos"}, index=True)
    three: str = Field(alias="tres")
    CamelCase: int = Field(unique=True)
