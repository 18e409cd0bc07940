# refused
import typing

import pydantic
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    value: pydantic.Json
