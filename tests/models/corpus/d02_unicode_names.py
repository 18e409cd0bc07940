from sqlmodel import Field, SQLModel


class Straße(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    größe: int = Field(index=True)
    名前: str | None
