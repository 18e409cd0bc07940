//! Classes of SQLModel.
#![allow(clippy::expect_used)]

mod common;

use common::{check, of, of_files, old, show};
use godwit_models::{Libraries, SourceTree, read};
use godwit_schema::Address;

#[test]
fn a_plain_table_has_a_serial_key_and_names_as_postgresql_gives_them() {
    check(
        &of(r#"
from typing import Optional
from sqlmodel import Field, SQLModel

class Team(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(max_length=40, unique=True)

class Hero(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    code: str = Field(unique=True, index=True)
    age: int | None = None
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE")
"#),
        "
        sequence public.hero_id_seq integer of public.hero.id
        sequence public.team_id_seq integer of public.team.id
        public.hero
          id integer not null = nextval('public.hero_id_seq'::regclass)
          name character varying not null
          code character varying not null
          age integer
          team_id integer not null
          hero_pkey: primary key id
          hero_team_id_fkey: team_id -> public.team id on delete CASCADE
          ix_hero_code: unique btree code
          ix_hero_name: btree name
        public.team
          id integer not null = nextval('public.team_id_seq'::regclass)
          name character varying(40) not null
          team_name_key: unique name
          team_pkey: primary key id
        ",
    );
}

#[test]
fn names_that_need_quotes_are_quoted_in_the_default_of_a_serial() {
    check(
        &of("
from sqlmodel import Field, SQLModel

class User(SQLModel, table=True):
    __tablename__ = \"User's\"
    id: int | None = Field(default=None, primary_key=True)
"),
        r#"
        sequence public."User's_id_seq" integer of public."User's".id
        public."User's"
          id integer not null = nextval('public."User''s_id_seq"'::regclass)
          User's_pkey: primary key id
        "#,
    );
}

#[test]
fn the_last_base_comes_first_and_a_field_declared_again_keeps_or_loses_its_place_as_sqlalchemy_merges()
 {
    check(
        &of("
from sqlmodel import Field, SQLModel

class M1(SQLModel):
    a: int
    b: str

class M2(SQLModel):
    c: float

class Kept(M1, M2, table=True):
    b: int = Field(primary_key=True, default=1)

class Moved(M1, M2, table=True):
    id: int = Field(primary_key=True, default=1)
    b: str
"),
        "
        public.kept
          c double precision not null
          a integer not null
          b integer not null
          kept_pkey: primary key b
        public.moved
          c double precision not null
          a integer not null
          id integer not null
          b character varying not null
          moved_pkey: primary key id
        ",
    );
}

#[test]
fn a_child_of_a_table_makes_no_table() {
    check(
        &of("
from sqlmodel import Field, SQLModel

class A(SQLModel, table=True):
    id: str = Field(primary_key=True)

class B(A, table=True):
    __tablename__ = 'b'
    y: int

class Read(A):
    z: int
"),
        "
        public.a
          id character varying not null
          a_pkey: primary key id
        ",
    );
}

#[test]
fn null_follows_the_annotation_unless_something_says_otherwise() {
    check(
        &of("
from typing import Annotated, Optional, Union
from sqlalchemy import Column, JSON
from sqlmodel import Field, SQLModel

class T(SQLModel, table=True):
    id: str = Field(primary_key=True)
    a: str = None
    b: 'Optional[str]'
    c: Union[None, str]
    d: Optional[str] = Field(nullable=False)
    e: str = Field(sa_column_kwargs={'nullable': True})
    f: dict = Field(sa_column=Column(JSON))
    g: Annotated[str | None, Field(max_length=3)]
"),
        "
        public.t
          id character varying not null
          a character varying not null
          b character varying
          c character varying
          d character varying not null
          e character varying
          f json
          g character varying(3)
          t_pkey: primary key id
        ",
    );
}

const MOMENTS: &str = "
from datetime import datetime
from typing import Annotated
from pydantic import AwareDatetime, NaiveDatetime
from sqlalchemy import Computed
from sqlmodel import Field, SQLModel

class Ev(SQLModel, table=True):
    id: str = Field(primary_key=True)
    at: datetime
    naive: NaiveDatetime
    aware: AwareDatetime
    code: Annotated[str, Field(index=True, max_length=4)]
    twice: int = Field(sa_column_args=[Computed('1 + 1')])
";

#[test]
fn the_same_model_means_something_else_under_older_libraries() {
    check(
        &of(MOMENTS),
        "
        public.ev
          id character varying not null
          at timestamp with time zone not null
          naive timestamp without time zone not null
          aware timestamp with time zone not null
          code character varying(4) not null
          twice integer not null generated virtual 1 + 1
          ev_pkey: primary key id
          ix_ev_code: btree code
        ",
    );
    check(
        &show(&read(&SourceTree::of_texts([("m.py", MOMENTS)]), &old())),
        "
        public.ev
          id character varying not null
          at timestamp without time zone not null
          code character varying(4) not null
          twice integer not null generated stored 1 + 1
          ev_pkey: primary key id
        undecided column public.ev.naive at line 11: There is no column type for this Python type, so it needs sa_type or sa_column: NaiveDatetime
        undecided column public.ev.aware at line 12: There is no column type for this Python type, so it needs sa_type or sa_column: AwareDatetime
        ",
    );
}

#[test]
fn an_enum_has_member_names_for_labels_and_is_one_type_for_all_its_columns() {
    check(
        &of("
import enum
from typing import List
from sqlalchemy import ARRAY, Column, Enum as SAEnum
from sqlmodel import Field, SQLModel

class Color(str, enum.Enum):
    RED = 'red'
    GREEN = 'green'
    CRIMSON = 'red'

class Paint(SQLModel, table=True):
    id: str = Field(primary_key=True)
    one: Color
    two: Color | None = Color.RED
    many: List[Color] = Field(sa_column=Column(ARRAY(SAEnum(Color))))
    values: Color = Field(sa_type=SAEnum(Color, name='hue', values_callable=lambda e: [m.value for m in e]))
    text: Color = Field(sa_type=SAEnum(Color, native_enum=False))
"),
        "
        enum public.color: RED, GREEN
        enum public.hue: red, green
        public.paint
          id character varying not null
          one public.color not null
          two public.color
          many public.color[]
          values public.hue not null
          text character varying(5) not null
          paint_pkey: primary key id
        ",
    );
}

#[test]
fn two_enums_of_one_name_are_not_compared() {
    check(
        &of("
import enum
from sqlmodel import Field, SQLModel

class A:
    class Kind(enum.Enum):
        X = 1

class Kind(enum.Enum):
    Y = 1

class T(SQLModel, table=True):
    id: str = Field(primary_key=True)
    one: A.Kind
    two: Kind
"),
        "
        enum public.kind: X
        public.t
          id character varying not null
          one public.kind not null
          two public.kind not null
          t_pkey: primary key id
        undecided enum public.kind at line 9: Two enums with different labels share the type name kind; the other is in app/models.py:6
        ",
    );
}

#[test]
fn constants_and_mixins_are_followed_across_modules() {
    check(
        &of_files([
            (
                "app/models/base.py",
                "
import re
from datetime import datetime
from sqlalchemy import func
from sqlalchemy.orm import declared_attr
from sqlmodel import Field
from sqlmodel import SQLModel as _SQLModel

class Base(_SQLModel):
    @declared_attr
    def __tablename__(cls) -> str:
        return re.sub(r'(?<!^)(?=[A-Z])', '_', cls.__name__).lower() + 's'

class Stamped(Base):
    created_at: datetime = Field(sa_column_kwargs={'server_default': func.now()})
",
            ),
            ("app/models/constants.py", "SIZE = 2 ** 6\nPREFIX = 'lab'\n"),
            (
                "app/models/__init__.py",
                "from .base import Base, Stamped as Stamp\nfrom . import constants\n",
            ),
            (
                "app/models/lab.py",
                "
from __future__ import annotations
from typing import TYPE_CHECKING
import sqlmodel as sm
from app.models import Stamp, constants as c
from .constants import *
if TYPE_CHECKING:
    from .other import Other

class LabResult(Stamp, table=True):
    __table_args__ = (sm.Index(f'ix_{c.PREFIX}_code', 'code'),)
    id: str = sm.Field(primary_key=True)
    code: str = sm.Field(max_length=SIZE // 2 - 1)
    others: list['Other'] = sm.Relationship(back_populates='x')
",
            ),
        ]),
        "
        public.lab_results
          created_at timestamp with time zone not null ~ now()
          id character varying not null
          code character varying(31) not null
          lab_results_pkey: primary key id
          ix_lab_code: btree code
        ",
    );
}

#[test]
fn every_object_knows_its_line() {
    let reading = read(
        &SourceTree::of_texts([(
            "m.py",
            "from sqlmodel import Field, SQLModel\n\nclass T(SQLModel, table=True):\n    id: str = Field(primary_key=True)\n    name: str = Field(index=True)\n",
        )]),
        &Libraries::newest(),
    );
    let line = |at: Address| reading.spans.get(&at).map(|span| (span.line, span.column));
    assert_eq!(line(Address::table("public", "t")), Some((3, 7)));
    assert_eq!(line(Address::column("public", "t", "name")), Some((5, 5)));
    assert_eq!(line(Address::index("public", "t", "ix_t_name")), Some((5, 5)));
    assert_eq!(reading.spans.len(), reading.catalog.len());
}
