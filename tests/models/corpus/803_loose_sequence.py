from sqlalchemy import Column, Integer, MetaData, Sequence, Table

metadata = MetaData()
counter = Sequence("counter", start=1000, metadata=metadata)
other = Sequence("other", schema="place", metadata=metadata, cache=10)
t = Table("t", metadata, Column("id", Integer, primary_key=True), Column("n", Integer, counter))
