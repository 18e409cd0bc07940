"""Tables and indexes that stand in the body of a class that is no model."""
import sqlalchemy as sa


class Schema:
    metadata = sa.MetaData()

    users = sa.Table(
        "users",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
    )
    tags = sa.Table(
        "tags",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("word", sa.String(20)),
    )
    sa.Index("tags_user", tags.c.user_id)
    sa.Index("tags_word", tags.c.word, tags.c.user_id, unique=True)
    by_name = sa.Index("users_name", users.c.name)

    def __init__(self):
        self.engine = None


metadata = Schema.metadata

sa.Table("loose", metadata, sa.Column("id", sa.Integer, primary_key=True))
