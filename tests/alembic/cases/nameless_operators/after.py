from sqlalchemy import DDL, CheckConstraint, Column, Index, event, text
from sqlalchemy.dialects.postgresql import CITEXT
from sqlmodel import Field, SQLModel

event.listen(SQLModel.metadata, "before_create", DDL("CREATE EXTENSION IF NOT EXISTS citext"))


class Word(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("said IS DISTINCT FROM 'none'", name="word_is_one"),
        CheckConstraint("NULLIF(said, 'nothing') IS NOT NULL", name="word_is_something"),
        Index("ix_word_rank", text("(CASE said WHEN 'first' THEN 1 ELSE 2 END)")),
        Index("ix_word_few", "id", postgresql_where=text("said IS DISTINCT FROM 'many'")),
    )
    id: int | None = Field(default=None, primary_key=True)
    said: str = Field(sa_column=Column(CITEXT, nullable=False))


class Other(SQLModel, table=True):
    __table_args__ = (CheckConstraint("said IS DISTINCT FROM 'none'", name="other_is_one"),)
    id: int | None = Field(default=None, primary_key=True)
    said: str = Field(sa_column=Column(CITEXT, nullable=False))
