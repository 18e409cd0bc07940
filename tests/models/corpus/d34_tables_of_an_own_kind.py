# undecided: ?
"""A table made by a subclass of Table, which may do anything with its columns."""
import sqlalchemy as sa

metadata = sa.MetaData()


class OwnTable(sa.Table):
    inherit_cache = True


users = OwnTable("users", metadata, sa.Column("id", sa.Integer, primary_key=True))
plain = sa.Table("plain", metadata, sa.Column("id", sa.Integer, primary_key=True))
