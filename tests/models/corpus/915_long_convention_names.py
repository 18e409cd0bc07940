from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
name = "a_table_whose_name_is_really_quite_long_for_a_table"
one = Table(name, metadata, Column("identifier_of_the_row", Integer, primary_key=True))
two = Table(
    name + "_2",
    metadata,
    Column("a_column_with_a_long_name_as_well", Integer, ForeignKey(name + ".identifier_of_the_row"), index=True, unique=True),
    Column("another_column_with_a_long_name", Integer, unique=True),
)
