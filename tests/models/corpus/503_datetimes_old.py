# stacks: sqlmodel<0.0.45
# refused
from pydantic import AwareDatetime
from sqlmodel import Field, SQLModel


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    aware: AwareDatetime
