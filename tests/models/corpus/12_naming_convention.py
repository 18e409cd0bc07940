"""A naming convention on SQLModel's own MetaData."""

from typing import Optional

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Owner(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class AnimalWithAVeryLongNameThatGoesOnAndOnAndOnForever(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("name", "legs"),
        UniqueConstraint("legs", name="explicit_legs"),
        CheckConstraint("legs > 0", name="legs"),
        Index("ix_given", "legs"),
    )
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    legs: int
    owner_with_a_long_name_id: int = Field(foreign_key="owner.id", index=True)
