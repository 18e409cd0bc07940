"""Mixins that are no SQLModel: plain classes and Pydantic models donate columns too."""

from typing import ClassVar, Optional

from pydantic import BaseModel, PrivateAttr, computed_field
from sqlmodel import Field, SQLModel


class Plain:
    plain: int


class Shape(BaseModel):
    width: int
    height: Optional[int] = None


class Drawing(Shape, SQLModel, table=True):
    LIMIT: ClassVar[int] = 9
    id: Optional[int] = Field(default=None, primary_key=True)
    _hidden: int = PrivateAttr(default=1)
    title: str = "x"

    @property
    def area(self) -> int:
        return self.width
