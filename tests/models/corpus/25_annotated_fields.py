"""Field inside Annotated."""

from typing import Annotated, Optional

from sqlmodel import Field, SQLModel

Key = Annotated[Optional[int], Field(primary_key=True)]


class Plain(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    code: Annotated[str, Field(max_length=5)]
    name: Annotated[str, Field(index=True, max_length=9)] = "x"
    other: Annotated[int, Field(unique=True)]
