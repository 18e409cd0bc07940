from datetime import datetime

from sqlalchemy import (
    Boolean, Column, DateTime, FetchedValue, Integer, MetaData, String, Table, false, func, literal, literal_column, null, text, true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

metadata = MetaData()
t = Table(
    "t",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("a", Integer, server_default="0"),
    Column("b", String, server_default="x'y"),
    Column("c", DateTime, server_default=text("now()")),
    Column("d", DateTime(True), server_default=func.now()),
    Column("e", DateTime, server_default=func.current_timestamp()),
    Column("f", Boolean, server_default=false()),
    Column("g", Boolean, server_default=true()),
    Column("h", Boolean, server_default="true"),
    Column("i", DateTime, server_default=func.timezone("UTC", func.now())),
    Column("j", String, server_default=literal("abc")),
    Column("k", JSONB, server_default=text("'{}'::jsonb")),
    Column("l", JSONB, server_default="{}"),
    Column("m", UUID, server_default=text("gen_random_uuid()")),
    Column("n", UUID, server_default=func.gen_random_uuid()),
    Column("o", ARRAY(String), server_default="{}"),
    Column("p", String, server_default=""),
    Column("q", Integer, server_default=literal_column("1 + 2")),
    Column("r", Integer, server_default=null()),
    Column("s", String, server_default=func.lower("ABC")),
    Column("u", Integer, server_default=text("0"), nullable=False),
    Column("v", DateTime, server_default=func.now(), server_onupdate=FetchedValue(), onupdate=datetime.now),
    Column("w", Integer, default=3),
    Column("x", DateTime, server_default=text("(now() at time zone 'utc')")),
    Column("y", DateTime, server_default=func.localtimestamp()),
    Column("z", String, server_default=text("current_user")),
)
