# refused
from sqlalchemy import Column, Index, Integer, MetaData, Table

metadata = MetaData()
t = Table("t", metadata, Column("a", Integer), Index("x" * 64, "a"))
