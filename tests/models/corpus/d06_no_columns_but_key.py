from sqlmodel import Field, SQLModel


class Lonely(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
