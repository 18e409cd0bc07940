# stacks: sqlmodel>=0.0.45
from pydantic import AwareDatetime, NaiveDatetime
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    naive: NaiveDatetime
    aware: AwareDatetime | None
