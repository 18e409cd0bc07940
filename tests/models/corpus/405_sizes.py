from decimal import Decimal
from typing import Annotated, Optional

from pydantic import StringConstraints, conbytes, condecimal, constr
from sqlmodel import Field, SQLModel

Short = Annotated[str, Field(max_length=7)]


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    a: str = Field(max_length=50)
    b: bytes = Field(max_length=5)
    c: Decimal = Field(max_digits=10, decimal_places=2)
    d: Decimal = Field(max_digits=6)
    e: Decimal = Field(decimal_places=3)
    f: condecimal(max_digits=5, decimal_places=3) = Field(default=0)
    g: constr(max_length=20)
    h: Annotated[str, StringConstraints(max_length=12)]
    i: Short
    j: Short | None
    k: Annotated[str | None, Field(max_length=7)]
    l: Optional[condecimal(max_digits=5, decimal_places=3)]
    m: str = Field(max_length=10, regex="^a")
    n: Short = Field(max_length=9)
    o: str = Field(max_length=2**6)
    p: str = Field(schema_extra={"max_length": 4})
    q: int = Field(max_length=3, default=1, ge=0, le=5)
    r: Annotated[str, Field(max_length=7), Field(max_length=8)]
    s: str = Field(min_length=2, title="x", description="y")
