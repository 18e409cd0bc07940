from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, PrimaryKeyConstraint, UniqueConstraint, desc, func, text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    pass


class A(Base):
    __tablename__ = "a"
    __table_args__ = (
        PrimaryKeyConstraint("x", "y", name="a_key"),
        UniqueConstraint("z", name="z_once", deferrable=True, initially="DEFERRED"),
        UniqueConstraint("x", "z", postgresql_nulls_not_distinct=True),
        Index("ix_expr", func.lower("name")) if False else Index("ix_lower", text("lower(name)")),
        Index("ix_desc", text("z DESC NULLS LAST")),
        Index("ix_part", "z", postgresql_where=text("name IS NOT NULL")),
        Index("ix_uniq", "name", "z", unique=True),
        Index("ix_inc", "z", postgresql_include=["name"]),
        Index("ix_hash", "z", postgresql_using="hash"),
        Index("ix_ops", "name", postgresql_ops={"name": "text_pattern_ops"}),
        Index("ix_fill", "z", postgresql_with={"fillfactor": 50}),
        Index("ix_nnd", "z", unique=True, postgresql_nulls_not_distinct=True),
        Index("ix_trgm", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}),
        CheckConstraint("z <> 3", name="not_three"),
        {"comment": "all of it", "info": {"x": 1}, "extend_existing": True},
    )
    x: Mapped[int]
    y: Mapped[int]
    z: Mapped[int]
    name: Mapped[str | None]


class B(Base):
    __tablename__ = "b"
    __table_args__ = (
        ForeignKeyConstraint(["x", "y"], ["a.x", "a.y"], name="to_a", ondelete="CASCADE", onupdate="CASCADE", match="FULL"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[int | None]
    y: Mapped[int | None]


class C(Base):
    __tablename__ = "c"
    __table_args__ = {"prefixes": ["UNLOGGED"]}
    id: Mapped[int] = mapped_column(primary_key=True)
