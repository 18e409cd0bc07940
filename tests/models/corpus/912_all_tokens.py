from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, MetaData, Table, UniqueConstraint

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(column_0N_name)s_%(column_1_name)s_%(column_0_key)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s_%(referred_column_0_N_name)s",
        "pk": "pk_%(column_0_N_label)s",
    }
)
a = Table("a", metadata, Column("x", Integer, primary_key=True), Column("y", Integer, primary_key=True), UniqueConstraint("x", "y"))
b = Table(
    "b",
    metadata,
    Column("x", Integer),
    Column("y", Integer, key="why"),
    ForeignKeyConstraint(["x", "why"], ["a.x", "a.y"]),
    Index(None, "x", "why"),
    UniqueConstraint("x", "why"),
)
