from sqlalchemy import Enum as SAEnum
from sqlmodel import Field

from app import constants as c
from app.db import SQLModel


class Thing(SQLModel, table=True):
    __tablename__ = c.PREFIX + "thing"
    id: int | None = Field(default=None, primary_key=True)
    kind: c.Kind
    label: str = Field(sa_type=SAEnum(*c.KINDS, name="kind_values"))
