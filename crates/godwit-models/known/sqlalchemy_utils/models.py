# Mixins of SQLAlchemy-Utils, as far as the database sees them.
from sqlalchemy import Column, DateTime


def now_utc():
    pass


class Timestamp:
    created = Column(DateTime, default=now_utc, nullable=False)
    updated = Column(DateTime, default=now_utc, nullable=False)
