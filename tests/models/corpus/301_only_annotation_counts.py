from typing import Annotated, Optional, Union

from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a: str = Field(default=None)
    b: str | None
    c: Optional[str] = Field(nullable=False)
    d: Union[int, None] = None
    e: "int | None" = None
    f: "Optional[int]"
    g: Annotated[str | None, Field(max_length=3)] = None
    h: str = Field(nullable=True)
    i: int = Field(sa_column_kwargs={"nullable": True})
    j: int | None = Field(nullable=True, sa_column_kwargs={"nullable": False})
    k: None | int = None
