# refused
from sqlalchemy import NVARCHAR, Column, Integer, MetaData, Table

metadata = MetaData()
t = Table("t", metadata, Column("id", Integer, primary_key=True), Column("a", NVARCHAR(3)))
