"""Only the annotation decides about NULL, unless something says otherwise."""

from typing import Annotated, Optional, Union

from sqlalchemy import JSON, Column, String
from sqlmodel import Field, SQLModel


class Nulls(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    a: str = Field(default=None)
    b: str | None
    c: Optional[str] = Field(default=None, nullable=False)
    d: Union[str, None] = None
    e: "str | None" = None
    f: Optional["str"] = None
    g: int = Field(nullable=True)
    h: int = Field(sa_column_kwargs={"nullable": True})
    i: dict = Field(sa_column=Column(JSON))
    j: str = Field(sa_column=Column("jj", String(4), nullable=False))
    k: Annotated[Optional[int], "meta"] = None
