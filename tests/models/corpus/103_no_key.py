# refused
from sqlmodel import SQLModel


class Keyless(SQLModel, table=True):
    name: str
