"""The rightmost base comes first, own fields last; an overridden field keeps its place."""

from typing import Optional

from sqlmodel import Field, SQLModel


class First(SQLModel):
    a: int
    b: str = Field(max_length=3)


class Second(SQLModel):
    c: Optional[int] = None
    d: float


class Both(First, Second, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    b: str = Field(max_length=9)
    z: bool = False
