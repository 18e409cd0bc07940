from sqlalchemy import CheckConstraint, ForeignKeyConstraint, MetaData, PrimaryKeyConstraint, UniqueConstraint, Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            Index: "i_%(table_name)s_%(column_0_name)s",
            UniqueConstraint: "u_%(table_name)s",
            PrimaryKeyConstraint: "p_%(table_name)s",
        }
    )


class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[int] = mapped_column(unique=True)
    b: Mapped[int] = mapped_column(index=True)
