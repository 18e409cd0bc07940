# undecided: ?
from sqlmodel import Field, SQLModel


def make():
    class Inner(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)

    return Inner


Inner = make()


class Fine(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
