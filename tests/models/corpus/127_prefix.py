from sqlmodel import Field, SQLModel

PREFIX = "crm"


class Customer(SQLModel, table=True):
    __tablename__ = f"{PREFIX}_customers"
    id: int | None = Field(default=None, primary_key=True)


class Order(SQLModel, table=True):
    __tablename__ = PREFIX + "_" + "orders".upper()
    id: int | None = Field(default=None, primary_key=True)


class Line(SQLModel, table=True):
    __tablename__: str = "{}_lines".format(PREFIX)
    id: int | None = Field(default=None, primary_key=True)


class Visit(SQLModel, table=True):
    __tablename__ = "%s_visit" % PREFIX
    id: int | None = Field(default=None, primary_key=True)
