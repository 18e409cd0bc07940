from datetime import date, datetime

from sqlmodel import Field, SQLModel


class Event(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    date: date
    datetime: datetime
    str: "str"
    bool: bool = False
