"""What Alembic's autogenerate misses or gets wrong, a row each: two states, rows between, and what
Godwit must see and write.

`Models` are states as SQLAlchemy classes, made by `create_all`; `Sql` are states as SQL, for what no
model holds.
"""
from dataclasses import dataclass, field

PRELUDE = """\
import enum
import uuid
from decimal import Decimal
from typing import Optional

import sqlalchemy as sa
from sqlalchemy import (
    CheckConstraint, Column, Computed, ForeignKey, Identity, Index, Integer, MetaData, Numeric,
    PrimaryKeyConstraint, String, Table, Text, UniqueConstraint, text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


"""


@dataclass
class Row:
    name: str
    before: str
    after: str
    rows: str = ""
    renames: tuple = ()
    sees: tuple = ()
    writes: tuple = ()
    never: tuple = ()
    # SQL that a person writes into the marked place of the revision.
    fill: str = ""
    # Nothing may differ, and nothing is written.
    nothing: bool = False
    words: tuple = ()


class Models(Row):
    """States as models."""


class Sql(Row):
    """States as SQL."""


def table(body, name="t", more=""):
    return f"class T(Base):\n    __tablename__ = {name!r}\n{more}    id: Mapped[int] = mapped_column(primary_key=True)\n{body}\n"


def mood(labels):
    return "class Mood(enum.Enum):\n" + "".join(f"    {label} = {label!r}\n" for label in labels) + "\n\n"


PLAIN = table("    a: Mapped[str] = mapped_column(String(20))\n")
ROWS = "INSERT INTO t (id, a) VALUES (1, '1'), (2, '2');"
MOODS = "    m: Mapped[Mood]\n"

ROWS_OF_THE_TABLE = [
    Models(
        "a table is renamed",
        PLAIN,
        table("    a: Mapped[str] = mapped_column(String(20))\n", name="u"),
        ROWS,
        renames=("public.t=public.u",),
        sees=("> table public.u",),
        writes=("op.rename_table('t', 'u')",),
        never=("op.drop_table", "op.create_table"),
    ),
    Models(
        "a column is renamed",
        PLAIN,
        table("    b: Mapped[str] = mapped_column(String(20))\n"),
        ROWS,
        renames=("public.t.a=public.t.b",),
        sees=("> column public.t.b",),
        writes=("new_column_name='b'",),
        never=("op.drop_column", "op.add_column"),
    ),
    Models(
        "an enum gains a label",
        mood("ab") + table(MOODS),
        mood("acb") + table(MOODS),
        "INSERT INTO t (id, m) VALUES (1, 'a'), (2, 'b');",
        sees=("~ enum public.mood",),
        writes=("autocommit_block", "ADD VALUE IF NOT EXISTS 'c' BEFORE 'b'"),
    ),
    Models(
        "an enum loses a label",
        mood("abc") + table(MOODS),
        mood("ab") + table(MOODS),
        "INSERT INTO t (id, m) VALUES (1, 'a'), (2, 'b');",
        sees=("~ enum public.mood",),
        writes=("USING m::text::public.mood",),
    ),
    Models(
        "an enum's labels change places",
        mood("abc") + table(MOODS),
        mood("cab") + table(MOODS),
        "INSERT INTO t (id, m) VALUES (1, 'a'), (2, 'c');",
        sees=("~ enum public.mood",),
    ),
    Models(
        "a new column has a new enum",
        PLAIN,
        mood("ab") + table("    a: Mapped[str] = mapped_column(String(20))\n    m: Mapped[Optional[Mood]]\n"),
        ROWS,
        writes=("CREATE TYPE public.mood", "create_type=False", "DROP TYPE public.mood"),
    ),
    Models(
        "a new table has an enum that is there",
        mood("ab") + table(MOODS),
        mood("ab")
        + table(MOODS)
        + "class U(Base):\n    __tablename__ = 'u'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    m: Mapped[Mood]\n",
        "INSERT INTO t (id, m) VALUES (1, 'a');",
        writes=("op.create_table", "create_type=False"),
        never=("CREATE TYPE",),
    ),
    Models(
        "an enum goes with its last column",
        mood("ab") + table("    a: Mapped[str] = mapped_column(String(20))\n    m: Mapped[Optional[Mood]]\n"),
        PLAIN,
        "INSERT INTO t (id, a, m) VALUES (1, '1', 'a');",
        writes=("DROP TYPE public.mood", "CREATE TYPE public.mood"),
    ),
    Models(
        "a check is added",
        PLAIN,
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (CheckConstraint(\"a <> ''\", name='a_filled'),)\n"),
        ROWS,
        sees=("+ constraint public.t.a_filled",),
        writes=("op.create_check_constraint(op.f('a_filled')", "op.drop_constraint(op.f('a_filled')"),
    ),
    Models(
        "a check is removed",
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (CheckConstraint(\"a <> ''\", name='a_filled'),)\n"),
        PLAIN,
        ROWS,
        sees=("- constraint public.t.a_filled",),
        writes=("op.drop_constraint(op.f('a_filled')",),
    ),
    Models(
        "a check says something else",
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (CheckConstraint(\"a <> ''\", name='a_filled'),)\n"),
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (CheckConstraint(\"a <> 'x'\", name='a_filled'),)\n"),
        ROWS,
        sees=("~ constraint public.t.a_filled",),
    ),
    Models(
        "a server default changes",
        table("    a: Mapped[str] = mapped_column(String(20), server_default='x')\n"),
        table("    a: Mapped[str] = mapped_column(String(20), server_default='y')\n"),
        ROWS,
        sees=("~ default public.t.a",),
        writes=("server_default=sa.text(",),
    ),
    Models(
        "now() and CURRENT_TIMESTAMP are two defaults",
        table("    a: Mapped[str] = mapped_column(String(20))\n    at: Mapped[Optional[str]] = mapped_column(sa.DateTime(timezone=True), server_default=text('now()'))\n"),
        table("    a: Mapped[str] = mapped_column(String(20))\n    at: Mapped[Optional[str]] = mapped_column(sa.DateTime(timezone=True), server_default=text('CURRENT_TIMESTAMP'))\n"),
        ROWS,
        sees=("~ default public.t.at",),
    ),
    Models(
        "a computed column's expression changes",
        table("    a: Mapped[str] = mapped_column(String(20))\n    c: Mapped[Optional[str]] = mapped_column(Text, Computed('lower(a)', persisted=True))\n"),
        table("    a: Mapped[str] = mapped_column(String(20))\n    c: Mapped[Optional[str]] = mapped_column(Text, Computed('upper(a)', persisted=True))\n"),
        ROWS,
        sees=("column public.t.c",),
    ),
    Models(
        "an index gets another WHERE",
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (Index('i', 'a', postgresql_where=text(\"a <> 'x'\")),)\n"),
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (Index('i', 'a', postgresql_where=text(\"a <> 'y'\")),)\n"),
        ROWS,
        sees=("~ index public.i",),
        writes=("postgresql_where=",),
    ),
    Models(
        "an index gets another method",
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (Index('i', 'a'),)\n"),
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (Index('i', 'a', postgresql_using='hash'),)\n"),
        ROWS,
        sees=("~ index public.i",),
        writes=("postgresql_using='hash'",),
    ),
    Models(
        "an index includes a column",
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (Index('i', 'a'),)\n"),
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (Index('i', 'a', postgresql_include=['id']),)\n"),
        ROWS,
        sees=("~ index public.i",),
        writes=("postgresql_include=['id']",),
    ),
    Models(
        "a primary key gets another column",
        "class T(Base):\n    __tablename__ = 't'\n    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n    a: Mapped[str] = mapped_column(String(20))\n",
        "class T(Base):\n    __tablename__ = 't'\n    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n    a: Mapped[str] = mapped_column(String(20), primary_key=True)\n",
        ROWS,
        sees=("constraint public.t.t_pkey",),
        writes=("op.create_primary_key(op.f('t_pkey'), 't', ['id', 'a'])",),
    ),
    Models(
        "an exclusion constraint is added",
        table("    a: Mapped[str] = mapped_column(String(20))\n    r: Mapped[Optional[object]] = mapped_column(postgresql.INT4RANGE)\n"),
        table("    a: Mapped[str] = mapped_column(String(20))\n    r: Mapped[Optional[object]] = mapped_column(postgresql.INT4RANGE)\n    __table_args__ = (ExcludeConstraint(('r', '&&'), name='no_overlap', using='gist'),)\n"),
        "INSERT INTO t (id, a, r) VALUES (1, '1', '[1,3)'), (2, '2', '[3,5)');",
        sees=("+ constraint public.t.no_overlap",),
        writes=("EXCLUDE USING gist (r WITH &&)",),
    ),
    Models(
        "a unique constraint becomes deferrable",
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (UniqueConstraint('a', name='u'),)\n"),
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = (UniqueConstraint('a', name='u', deferrable=True, initially='DEFERRED'),)\n"),
        ROWS,
        sees=("~ constraint public.t.u",),
        writes=("deferrable=True", "initially='DEFERRED'"),
    ),
    Models(
        "a plain column becomes an identity",
        "class T(Base):\n    __tablename__ = 't'\n    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n    a: Mapped[str] = mapped_column(String(20))\n",
        "class T(Base):\n    __tablename__ = 't'\n    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)\n    a: Mapped[str] = mapped_column(String(20))\n",
        ROWS,
        sees=("~ column public.t.id",),
        writes=("ADD GENERATED",),
    ),
    Models(
        "a serial column becomes an identity",
        PLAIN,
        "class T(Base):\n    __tablename__ = 't'\n    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)\n    a: Mapped[str] = mapped_column(String(20))\n",
        "INSERT INTO t (a) VALUES ('1'), ('2');",
        sees=("column public.t.id",),
        writes=("ADD GENERATED",),
    ),
    Models(
        "a serial column becomes bigint, and its sequence too",
        PLAIN,
        "class T(Base):\n    __tablename__ = 't'\n    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)\n    a: Mapped[str] = mapped_column(String(20))\n",
        "INSERT INTO t (a) VALUES ('1'), ('2');",
        sees=("~ column public.t.id", "~ sequence public.t_id_seq"),
        writes=("ALTER SEQUENCE public.t_id_seq AS bigint",),
    ),
    Models(
        "a length is taken away",
        PLAIN,
        table("    a: Mapped[str] = mapped_column(String)\n"),
        ROWS,
        sees=("~ column public.t.a",),
        writes=("existing_type=sa.String(length=20)", "type_=sa.String()"),
    ),
    Models(
        "a number gets a precision",
        table("    a: Mapped[str] = mapped_column(String(20))\n    n: Mapped[Optional[Decimal]] = mapped_column(Numeric)\n"),
        table("    a: Mapped[str] = mapped_column(String(20))\n    n: Mapped[Optional[Decimal]] = mapped_column(Numeric(5, 1))\n"),
        "INSERT INTO t (id, a, n) VALUES (1, '1', 1.5);",
        sees=("~ column public.t.n",),
        writes=("sa.Numeric(precision=5, scale=1)",),
    ),
    Models(
        "a collation changes",
        PLAIN,
        table("    a: Mapped[str] = mapped_column(String(20, collation='C'))\n"),
        ROWS,
        sees=("~ column public.t.a",),
        writes=('COLLATE',),
    ),
    Models(
        "a text becomes a number",
        PLAIN,
        table("    a: Mapped[int] = mapped_column(Integer)\n"),
        ROWS,
        writes=("postgresql_using='a::integer'",),
    ),
    Models(
        "a text becomes an enum",
        table("    a: Mapped[str] = mapped_column(String(20))\n"),
        mood(("x", "y")) + table("    a: Mapped[Mood]\n"),
        "INSERT INTO t (id, a) VALUES (1, 'x'), (2, 'y');",
        writes=("postgresql_using='a::public.mood'",),
    ),
    Models(
        "a text becomes an array",
        table("    a: Mapped[Optional[str]] = mapped_column(Text)\n"),
        table("    a: Mapped[Optional[list]] = mapped_column(postgresql.ARRAY(Integer))\n"),
        "INSERT INTO t (id, a) VALUES (1, '{1,2}'), (2, NULL);",
        writes=("postgresql_using=",),
    ),
    Models(
        "a text becomes a uuid",
        table("    a: Mapped[str] = mapped_column(Text)\n"),
        table("    a: Mapped[uuid.UUID]\n"),
        "INSERT INTO t (id, a) VALUES (1, '6f1c1f1e-0000-4000-8000-000000000001');",
        writes=("postgresql_using='a::uuid'",),
    ),
    Models(
        "a column that must have a value, in a table with rows",
        PLAIN,
        table("    a: Mapped[str] = mapped_column(String(20))\n    n: Mapped[int]\n"),
        ROWS,
        sees=("+ column public.t.n",),
        writes=("nullable=True", "Rows", "nullable=False"),
        fill="UPDATE public.t SET n = length(a)",
    ),
    Models(
        "constraints without names have names in the revision",
        table("    a: Mapped[str] = mapped_column(String(20))\n")
        + "class P(Base):\n    __tablename__ = 'p'\n    id: Mapped[int] = mapped_column(primary_key=True)\n",
        table("    a: Mapped[str] = mapped_column(String(20), unique=True)\n    p_id: Mapped[Optional[int]] = mapped_column(ForeignKey('p.id'))\n")
        + "class P(Base):\n    __tablename__ = 'p'\n    id: Mapped[int] = mapped_column(primary_key=True)\n",
        ROWS,
        writes=("op.f('t_a_key')", "op.f('t_p_id_fkey')"),
        never=("drop_constraint(None",),
    ),
    Models(
        "a schema that is not there",
        PLAIN,
        PLAIN
        + "class U(Base):\n    __tablename__ = 'u'\n    __table_args__ = {'schema': 'shop'}\n    id: Mapped[int] = mapped_column(primary_key=True)\n",
        ROWS,
        writes=("CREATE SCHEMA shop", "DROP SCHEMA shop"),
    ),
    Models(
        "schema='public' is no difference",
        PLAIN,
        table("    a: Mapped[str] = mapped_column(String(20))\n    __table_args__ = {'schema': 'public'}\n"),
        ROWS,
        nothing=True,
    ),
    Models(
        "nothing differs, and no empty revision is written",
        PLAIN,
        PLAIN,
        ROWS,
        nothing=True,
    ),
    Models(
        "another order of columns is no difference",
        table("    a: Mapped[Optional[str]]\n    b: Mapped[Optional[str]]\n"),
        table("    b: Mapped[Optional[str]]\n    a: Mapped[Optional[str]]\n"),
        "INSERT INTO t (id, a) VALUES (1, '1');",
        nothing=True,
    ),
    Models(
        "a column is replaced by another of its name",
        table("    a: Mapped[str] = mapped_column(String(20))\n    b: Mapped[Optional[str]]\n"),
        table("    a: Mapped[str] = mapped_column(String(20))\n    c: Mapped[Optional[int]]\n    __table_args__ = (Index('ix_c', 'c'),)\n"),
        "INSERT INTO t (id, a, b) VALUES (1, '1', 'x');",
        sees=("- column public.t.b", "+ column public.t.c"),
        writes=("op.drop_column('t', 'b')", "op.add_column('t'"),
    ),
    Sql(
        "a type gets a comment",
        "CREATE TYPE mood AS ENUM ('a');",
        "CREATE TYPE mood AS ENUM ('a'); COMMENT ON TYPE mood IS 'how it is';",
        sees=("~ enum public.mood",),
        writes=("COMMENT ON TYPE public.mood",),
    ),
    Sql(
        "a sequence",
        "CREATE TABLE t (id int);",
        "CREATE TABLE t (id int); CREATE SEQUENCE s START 5;",
        "INSERT INTO t VALUES (1);",
        sees=("+ sequence public.s",),
    ),
    Sql(
        "a view",
        "CREATE TABLE t (id int);",
        "CREATE TABLE t (id int); CREATE VIEW v AS SELECT id FROM t;",
        "INSERT INTO t VALUES (1);",
        sees=("+ view public.v",),
    ),
    Sql(
        "a materialized view",
        "CREATE TABLE t (id int);",
        "CREATE TABLE t (id int); CREATE MATERIALIZED VIEW v AS SELECT id FROM t;",
        "INSERT INTO t VALUES (1);",
        sees=("+ materialized view public.v",),
    ),
    Sql(
        "a function and a trigger",
        "CREATE TABLE t (id int);",
        "CREATE TABLE t (id int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.id := NEW.id + 1; RETURN NEW; END$$; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
        "INSERT INTO t VALUES (1);",
        sees=("+ function public.f()", "+ trigger public.t.g"),
    ),
    Sql(
        "a policy and row security",
        "CREATE TABLE t (id int);",
        "CREATE TABLE t (id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (id > 0);",
        "INSERT INTO t VALUES (1);",
        sees=("+ policy public.t.p", "~ table public.t"),
    ),
    Sql(
        "a privilege",
        "CREATE TABLE t (id int);",
        "CREATE TABLE t (id int); GRANT SELECT ON t TO reader;",
        "INSERT INTO t VALUES (1);",
        writes=("GRANT SELECT ON TABLE public.t TO reader", "REVOKE SELECT ON TABLE public.t FROM reader"),
    ),
    Sql(
        "an extension",
        "CREATE TABLE t (id int);",
        "CREATE EXTENSION citext; CREATE TABLE t (id int);",
        "INSERT INTO t VALUES (1);",
        writes=("CREATE EXTENSION citext",),
    ),
    Sql(
        "a partition",
        "CREATE TABLE t (id int) PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);",
        "CREATE TABLE t (id int) PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10); CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20);",
        "INSERT INTO t VALUES (1);",
        sees=("+ table public.t2",),
        writes=("ATTACH PARTITION",),
    ),
    Sql(
        "a domain",
        "CREATE TABLE t (id int);",
        "CREATE DOMAIN word AS text CHECK (VALUE <> ''); CREATE TABLE t (id int, w word);",
        "INSERT INTO t VALUES (1);",
        sees=("+ domain public.word", "+ column public.t.w"),
    ),
]

SQLMODEL = Row(
    "SQLModel's own types need no import",
    "",
    "from typing import Optional\n\nfrom sqlmodel import Field, SQLModel\n\n\nclass Hero(SQLModel, table=True):\n    id: Optional[int] = Field(default=None, primary_key=True)\n    name: str = Field(max_length=30, index=True)\n    note: Optional[str] = None\n",
    writes=("sa.String(length=30)",),
    never=("import sqlmodel", "AutoString"),
)
