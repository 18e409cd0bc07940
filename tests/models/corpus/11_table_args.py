"""Everything in __table_args__, named and unnamed."""

from typing import Optional

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    UniqueConstraint,
    desc,
    func,
    text,
)
from sqlmodel import Field, SQLModel


class Target(SQLModel, table=True):
    __table_args__ = (PrimaryKeyConstraint("x", "y", name="target_key"), UniqueConstraint("y", "x"))
    x: int = Field(primary_key=True)
    y: int = Field(primary_key=True)


class Args(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("a", "b"),
        UniqueConstraint("b", name="only_b", deferrable=True, initially="DEFERRED"),
        UniqueConstraint("c", postgresql_nulls_not_distinct=True),
        CheckConstraint("a > 0"),
        CheckConstraint("a > b"),
        CheckConstraint("b > a", name="named"),
        CheckConstraint("c in ('x', 'y')"),
        ForeignKeyConstraint(["a", "b"], ["target.x", "target.y"], ondelete="CASCADE", onupdate="SET NULL"),
        ForeignKeyConstraint(["a", "b"], ["target.x", "target.y"], deferrable=True, initially="IMMEDIATE"),
        Index("ix_a_desc", text("a DESC NULLS LAST"), "b"),
        Index("ix_b_desc", desc("b")),
        Index("ix_lower", text("lower(c)")),
        Index("ix_function", func.lower("c")),
        Index("ix_partial", "a", unique=True, postgresql_where=text("b > 3")),
        Index("ix_include", "a", postgresql_include=["c"]),
        Index("ix_hash", "c", postgresql_using="hash"),
        Index("ix_ops", "c", postgresql_ops={"c": "varchar_pattern_ops"}),
        Index("ix_fill", "c", postgresql_with={"fillfactor": 70}),
        Index(None, "b", "a"),
        {"comment": "Arguments"},
    )
    id: Optional[int] = Field(default=None, primary_key=True)
    a: int
    b: int
    c: Optional[str] = Field(default=None, max_length=9)
