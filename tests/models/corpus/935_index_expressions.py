from sqlalchemy import Index, cast, desc, func, literal_column, nulls_last, String, text, and_, or_, not_
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30))
    size: Mapped[int | None] = mapped_column()
    gone: Mapped[bool] = mapped_column()
    data: Mapped[dict] = mapped_column(JSONB)

    __table_args__ = (
        Index("i1", func.lower(name)),
        Index("i2", size.desc()),
        Index("i3", desc(size), name),
        Index("i4", size.desc().nulls_last()),
        Index("i5", "size", postgresql_where=(gone.is_(False))),
        Index("i6", "size", postgresql_where=and_(size > 3, gone == True)),  # noqa
        Index("i7", "size", postgresql_where=size.is_not(None)),
        Index("i8", func.coalesce(size, 0)),
        Index("i9", data["key"].astext) if False else Index("i9", text("(data ->> 'key')")),
        Index("i10", "data", postgresql_using="gin"),
        Index("i11", "data", postgresql_using="gin", postgresql_ops={"data": "jsonb_path_ops"}),
        Index("i12", name, unique=True, postgresql_where=~gone),
        Index("i13", "size", postgresql_where=or_(name == "a", name.in_(["b", "c"]))),
        Index("i14", nulls_last(size.asc())),
        Index("i15", literal_column("lower(name)")),
        Index("i16", func.lower(name).label("low"), postgresql_ops={"low": "text_pattern_ops"}),
        Index("i17", name != "x", "size"),
        Index("i18", "size", postgresql_where="size > 4") if False else Index("i18", "size", postgresql_where=text("size > 4")),
    )
