from sqlalchemy import CheckConstraint, Column, Index, Integer, MetaData, Table, UniqueConstraint
from sqlalchemy.schema import conv

metadata = MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s", "uq": "uq_%(table_name)s_%(constraint_name)s", "ix": "ix_%(column_0_label)s"})
t = Table(
    "t",
    metadata,
    Column("a", Integer),
    Column("b", Integer),
    CheckConstraint("a > 1", name=conv("final")),
    CheckConstraint("a > 2", name="prefixed"),
    UniqueConstraint("a", "b", name="both"),
    UniqueConstraint("b", name=conv("only_b")),
)
