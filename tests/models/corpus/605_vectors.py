from pgvector.sqlalchemy import HALFVEC, SPARSEVEC, Vector
from sqlalchemy import Column
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Field, SQLModel

DIMENSIONS = 3 * 512


class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    v: Mapped[list[float]] = mapped_column(Vector(3))
    h = mapped_column(HALFVEC(4), nullable=True)
    s = mapped_column(SPARSEVEC(5))
    n = mapped_column(Vector())


class B(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    v: list[float] = Field(sa_column=Column(Vector(DIMENSIONS)))
    w: list[float] | None = Field(default=None, sa_type=Vector(2))
