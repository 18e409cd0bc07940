"""Table names: lower case without underscores, reserved words, names given and inherited."""

from typing import Optional

from sqlmodel import Field, SQLModel


class HeroTeamLink(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)


class User(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    Order: str = Field(index=True)
    select: int = Field(unique=True)


class Named(SQLModel, table=True):
    __tablename__ = "MixedCase"
    id: Optional[int] = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user.id")


class Donor(SQLModel):
    __tablename__ = "inherited_name"
    id: Optional[int] = Field(default=None, primary_key=True)


class Child(Donor, table=True):
    x: int
