from typing import Annotated

from pydantic import PositiveInt
from sqlmodel import Field, SQLModel

Named = Annotated[str, Field(index=True, max_length=10)]


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a: Named
    b: Named = Field(unique=True)
    c: Annotated[Named, Field(unique=True)]
    d: Annotated[str, Field(unique=True), Field(index=True)] = "x"
    e: Named | None = None
    f: PositiveInt = Field(unique=True)
    g: PositiveInt | None = Field(default=None, unique=True)
    h: Annotated[str, "documentation"] = Field(index=True)
    i: Annotated[str, Field(sa_column_kwargs={"server_default": "z"})]
    j: Named = "x"
