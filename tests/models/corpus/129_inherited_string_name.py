from sqlmodel import Field, SQLModel


class Named(SQLModel):
    __tablename__ = "from_base"


class Child(Named, table=True):
    id: int | None = Field(default=None, primary_key=True)
