import re

from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


def resolve_table_name(name):
    """Resolves table names to their mapped names."""
    names = re.split("(?=[A-Z])", name)  # noqa
    return "_".join([x.lower() for x in names if x])


class Base(DeclarativeBase):
    @declared_attr
    def __tablename__(self):
        return resolve_table_name(self.__name__)


class UserGroup(Base):
    id: Mapped[int] = mapped_column(primary_key=True)


class Incident(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int]
