# refused
from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Table

metadata = MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"})
t = Table("t", metadata, Column("a", Integer), CheckConstraint("a > 1"))
