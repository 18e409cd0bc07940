from sqlmodel import SQLModel as _SQLModel


class SQLModel(_SQLModel):
    pass
