from sqlalchemy import CheckConstraint, Computed, ForeignKey, Identity, Integer, Sequence
from sqlmodel import Field, SQLModel


class P(SQLModel, table=True):
    id: int = Field(primary_key=True, sa_column_args=[Identity(start=10)])


class T(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    p_id: int = Field(sa_column_args=[ForeignKey("p.id", name="to_p", onupdate="CASCADE")])
    n: int = Field(sa_column_args=[CheckConstraint("n > 0", name="n_positive")])
    m: int = Field(sa_column_args=[CheckConstraint("m > 0")])
    c: int | None = Field(default=None, sa_column_args=[Computed("n * 2", persisted=True)])
    s: int = Field(sa_type=Integer, sa_column_args=[Sequence("t_s")])
