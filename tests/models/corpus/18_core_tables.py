"""Table objects at module level."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Numeric, String, Table, text

metadata = MetaData(naming_convention={"ix": "idx_%(column_0_N_name)s", "pk": "%(table_name)s_primary"})

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", String(30), nullable=False, index=True),
    Column("sum", Numeric(8, 3), CheckConstraint("sum >= 0"), server_default=text("0")),
    Index("account_owner_sum", "owner", "sum"),
    comment="Money",
)

transfer = Table(
    "transfer",
    metadata,
    Column("source", ForeignKey("account.id"), primary_key=True),
    Column("target", ForeignKey("account.id", name="target_fk"), primary_key=True),
    Column("note", String),
)
