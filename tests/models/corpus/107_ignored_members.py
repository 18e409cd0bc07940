from typing import ClassVar

from pydantic import PrivateAttr, computed_field, field_validator
from sqlmodel import Field, Relationship, SQLModel


class Thing(SQLModel, table=True):
    limit: ClassVar[int] = 5
    other: "ClassVar[str]" = "x"
    id: int | None = Field(default=None, primary_key=True)
    _secret: str = PrivateAttr(default="x")
    _hidden: int = 3
    name: str

    @property
    def loud(self) -> str:
        return self.name.upper()

    @computed_field
    @property
    def shown(self) -> str:
        return self.name

    @field_validator("name")
    @classmethod
    def check(cls, value):
        return value

    class Config:
        title = "a thing"
