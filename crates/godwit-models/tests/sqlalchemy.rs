//! Declarative classes and `Table(…)` of SQLAlchemy.
#![allow(clippy::expect_used)]

mod common;

use common::{check, of};

#[test]
fn own_columns_come_first_then_those_of_mixins_unless_sort_order_says_otherwise() {
    check(
        &of("
from typing import Annotated, Optional
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

key = Annotated[int, mapped_column(primary_key=True)]

class Base(DeclarativeBase):
    type_annotation_map = {Annotated[str, 50]: String(50)}

class Mixin:
    early: Mapped[int] = mapped_column(sort_order=-5)
    late: Mapped[Optional[str]]

    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey('owner.id'))

class Owner(Base):
    __tablename__ = 'owner'
    id: Mapped[key]
    things: Mapped[list['Thing']] = relationship()

class Thing(Mixin, Base):
    __tablename__ = 'thing'
    id: Mapped[key]
    name: Mapped[Annotated[str, 50]] = mapped_column('label', unique=True)
    nothing = mapped_column(String)
"),
        "
        sequence public.owner_id_seq integer of public.owner.id
        sequence public.thing_id_seq integer of public.thing.id
        public.owner
          id integer not null = nextval('public.owner_id_seq'::regclass)
          owner_pkey: primary key id
        public.thing
          early integer not null
          id integer not null = nextval('public.thing_id_seq'::regclass)
          label character varying(50) not null
          nothing character varying
          late character varying
          owner_id integer not null
          thing_label_key: unique label
          thing_owner_id_fkey: owner_id -> public.owner id
          thing_pkey: primary key id
        ",
    );
}

#[test]
fn a_subclass_without_a_name_adds_to_its_parents_table() {
    check(
        &of("
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declarative_base, mapped_column

Base = declarative_base()

class Person(Base):
    __tablename__ = 'person'
    id: Mapped[str] = mapped_column(primary_key=True)

class Boss(Person):
    budget: Mapped[int]

class Clerk(Person):
    __tablename__ = 'clerk'
    id: Mapped[str] = mapped_column(ForeignKey('person.id'), primary_key=True)
"),
        "
        public.clerk
          id character varying not null
          clerk_id_fkey: id -> public.person id
          clerk_pkey: primary key id
        public.person
          id character varying not null
          budget integer not null
          person_pkey: primary key id
        ",
    );
}

#[test]
fn conventions_name_and_shorten() {
    check(
        &of("
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, String, Table, UniqueConstraint

metadata = MetaData(naming_convention={
    'ix': 'ix_%(column_0_label)s',
    'uq': 'uq_%(table_name)s_%(column_0_N_name)s',
    'ck': 'ck_%(table_name)s_%(constraint_name)s',
    'fk': 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',
    'pk': 'pk_%(table_name)s',
})

a = Table(
    'a', metadata,
    Column('id', Integer, primary_key=True, autoincrement=False),
    Column('x', Integer, CheckConstraint('x > 0', name='xpos'), index=True),
    Column('y', ForeignKey('a.id'), unique=True),
    UniqueConstraint('x', 'y'),
    UniqueConstraint('y', 'x', name='given'),
)
long = Table(
    'a_table_with_a_name_of_forty_characters_', metadata,
    Column('a_column_of_thirty_characters_', String, primary_key=True, index=True),
)
"),
        "
        public.a
          id integer not null
          x integer
          y integer
          ck_a_xpos: check x > 0
          fk_a_y_a: y -> public.a id
          given: unique y, x
          pk_a: primary key id
          uq_a_x_y: unique x, y
          uq_a_y: unique y
          ix_a_x: btree x
        public.a_table_with_a_name_of_forty_characters_
          a_column_of_thirty_characters_ character varying not null
          pk_a_table_with_a_name_of_forty_characters_: primary key a_column_of_thirty_characters_
          ix_a_table_with_a_name_of_forty_characters__a_column_of_eb34: btree a_column_of_thirty_characters_
        ",
    );
}

/// SQLAlchemy takes a plain string for `text()` in all three places.
#[test]
fn an_escaped_colon_is_a_colon() {
    let text = of(r#"
from sqlalchemy import CheckConstraint, Column, Computed, Index, Integer, MetaData, String, Table, text

t = Table(
    't', MetaData(),
    Column('a', String),
    Column('b', String, Computed(r"a || '\:'", persisted=True)),
    CheckConstraint(r"a\:\:text <> ''", name='c'),
    Index('i', 'a', postgresql_where=r"a <> '\:'"),
)
"#);
    for expression in ["a::text <> ''", "a || ':'", "a <> ':'"] {
        assert!(text.contains(expression), "{expression} is not in {text}");
    }
}

#[test]
fn unnamed_constraints_are_numbered_as_postgresql_numbers_them() {
    check(
        &of("
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text, func
from sqlmodel import Field, SQLModel

class T(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint('a > 0'),
        CheckConstraint('a < 9'),
        CheckConstraint('a > b'),
        CheckConstraint('b > a'),
        ForeignKeyConstraint(['a', 'b'], ['t.a', 't.b']),
        ForeignKeyConstraint(['a', 'b'], ['t.a', 't.b'], deferrable=True, initially='deferred'),
        UniqueConstraint('b', 'a', postgresql_nulls_not_distinct=True),
        Index('ix_desc', text('a DESC NULLS LAST'), text('lower(c)'), postgresql_where=text('b > 3')),
        Index(None, 'c', unique=True, postgresql_using='GIN', postgresql_ops={'c': 'gin_trgm_ops'}),
        {'comment': 'It is'},
    )
    a: int = Field(primary_key=True)
    b: int = Field(primary_key=True)
    c: str
"),
        "
        public.t -- It is
          a integer not null
          b integer not null
          c character varying not null
          t_a_b_fkey: a, b -> public.t a, b
          t_a_b_fkey1: a, b -> public.t a, b deferrable deferred
          t_a_check: check a > 0
          t_a_check1: check a < 9
          t_b_a_key: unique nulls not distinct b, a
          t_check: check a > b
          t_check1: check b > a
          t_pkey: primary key a, b
          ix_desc: btree a desc, (lower(c)) where b > 3
          ix_t_c: unique gin c public.gin_trgm_ops
        ",
    );
}

#[test]
fn defaults_keep_the_text_that_was_written() {
    check(
        &of("
import sqlalchemy as sa
from sqlalchemy import Column, Identity, Integer, Sequence, Table, MetaData, func, text

t = Table(
    't', MetaData(schema='app'),
    Column('a', Integer, Identity(always=True, start=5), primary_key=True),
    Column('b', Integer, server_default='0'),
    Column('c', sa.String, server_default=\"it's\"),
    Column('d', sa.DateTime(timezone=True), server_default=func.timezone('UTC', func.now())),
    Column('e', sa.Date, server_default=func.current_date()),
    Column('f', sa.Boolean, server_default=sa.false()),
    Column('g', Integer, server_default=text('NULL')),
    Column('h', Integer, Sequence('s', start=7)),
    Column('i', Integer, server_default=sa.FetchedValue()),
    Column('j', Integer, default=3),
)
"),
        "
        sequence app.s bigint start 7
        app.t
          a integer not null identity Always start 5
          b integer ~ '0'
          c character varying ~ 'it''s'
          d timestamp with time zone ~ timezone('UTC', now())
          e date ~ CURRENT_DATE
          f boolean ~ false
          g integer
          h integer
          i integer
          j integer
          t_pkey: primary key a
        undecided default app.t.i at line 15: FetchedValue says that the server fills the column, but not with what
        ",
    );
}

#[test]
fn type_decorators_are_followed_to_their_implementation() {
    check(
        &of("
from pgvector.sqlalchemy import Vector
from sqlalchemy import CHAR, Column, LargeBinary, MetaData, String, Table, TypeDecorator, JSON
from sqlalchemy.dialects.postgresql import CITEXT, JSONB, UUID

class Guid(TypeDecorator):
    impl = CHAR
    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            return dialect.type_descriptor(UUID())
        return dialect.type_descriptor(CHAR(32))

class Short(TypeDecorator):
    impl = String

class Sized(TypeDecorator):
    impl = String
    def __init__(self, size):
        super().__init__(size * 2)

t = Table(
    't', MetaData(),
    Column('a', Guid),
    Column('b', Short(12)),
    Column('c', Sized(3)),
    Column('d', JSON().with_variant(JSONB(), 'postgresql')),
    Column('e', Vector(3)),
    Column('f', CITEXT),
)
"),
        "
        public.t
          a uuid
          b character varying(12)
          c character varying(6)
          d jsonb
          e public.vector(3)
          f public.citext
        ",
    );
}

#[test]
fn loops_over_constants_make_their_tables_and_other_loops_are_undecided() {
    check(
        &of("
import os
from sqlalchemy import Column, Index, Integer, MetaData, String, Table
metadata = MetaData()
for name, size in {'a': 1, 'b': 2}.items():
    made = Table(name, metadata, Column('id', Integer, primary_key=True), Column('t', String(size)))
    Index(f'{name}_t', made.c.t)
    if size > 1:
        Table(name + '_more', metadata, Column('id', Integer, primary_key=True))
for name in os.listdir():
    Table('listed', metadata, Column('id', Integer, primary_key=True))
for name in ('x', 'y'):
    try:
        Table(name, metadata, Column('id', Integer, primary_key=True))
    except ValueError:
        pass
columns = [Column('id', Integer, primary_key=True)]
columns.append(Column('late', Integer))
filled = Table('filled', metadata, *columns)
"),
        "
        sequence public.a_id_seq integer of public.a.id
        sequence public.b_id_seq integer of public.b.id
        sequence public.b_more_id_seq integer of public.b_more.id
        public.a
          id integer not null = nextval('public.a_id_seq'::regclass)
          t character varying(1)
          a_pkey: primary key id
          a_t: btree t
        public.b
          id integer not null = nextval('public.b_id_seq'::regclass)
          t character varying(2)
          b_pkey: primary key id
          b_t: btree t
        public.b_more
          id integer not null = nextval('public.b_more_id_seq'::regclass)
          b_more_pkey: primary key id
        public.filled
        undecided table public.listed at line 11: The table is declared under a condition or in a loop: Table('listed', metadata, Column('id', Integer, primary_key=True))
        undecided ? at line 14: The table is declared under a condition or in a loop: Table(name, metadata, Column('id', Integer, primary_key=True))
        undecided table public.filled at line 17: Something is put into the value later: columns = [Column('id', Integer, primary_key=True)]
        undecided ? at line 18: Columns are given to what is not followed: columns.append(Column('late', Integer))
        ",
    );
}
