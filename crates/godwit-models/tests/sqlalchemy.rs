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
