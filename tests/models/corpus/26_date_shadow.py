"""Fields named like the types they have."""

import datetime
import uuid as uuid_lib
from datetime import date
from typing import Optional

from sqlmodel import Field, SQLModel


class Event(SQLModel, table=True):
    id: uuid_lib.UUID = Field(default_factory=uuid_lib.uuid4, primary_key=True)
    date: date
    datetime: datetime.datetime
    type: str
    metadata_: Optional[str] = Field(default=None, sa_column_kwargs={"name": "metadata"})
