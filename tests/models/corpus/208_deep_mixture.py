from datetime import datetime
from typing import Optional

from sqlmodel import Field, SQLModel


class Stamp(SQLModel):
    created: datetime
    updated: Optional[datetime] = None


class Key(SQLModel):
    id: Optional[int] = Field(default=None, primary_key=True)


class HeroBase(SQLModel):
    name: str = Field(index=True)
    age: Optional[int] = Field(default=None, index=True)


class HeroCreate(HeroBase):
    password: str


class Hero(Stamp, HeroBase, Key, table=True):
    hashed: str


class HeroPublic(HeroBase):
    id: int
