from sqlalchemy import Column, Index, Integer, MetaData, String, Table, UniqueConstraint, desc, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Field, SQLModel


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column("label", String(30))
    size: Mapped[int]


Index("ix_t_name_lower", func.lower(T.name), unique=True)
ix_size = Index("ix_t_size", T.size.desc(), T.name)

core = Table("core", Base.metadata, Column("id", Integer, primary_key=True), Column("a", Integer))
Index("ix_core_a", core.c.a, postgresql_where=core.c.a > 5)


class S(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str


Index("ix_s_name", S.name)
