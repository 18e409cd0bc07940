from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Node(Base):
    __tablename__ = "node"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind"}


class File(Node):
    __tablename__ = "file"
    id: Mapped[int] = mapped_column(ForeignKey("node.id"), primary_key=True)
    size: Mapped[int]


class Image(File):
    __tablename__ = "image"
    id: Mapped[int] = mapped_column(ForeignKey(File.id, ondelete="CASCADE"), primary_key=True)
    width: Mapped[int]
