//! What is wrong or cannot be told is shown with its line, and the rest is read.
#![allow(clippy::expect_used)]

mod common;

use common::{check, of, of_files, show};
use godwit_models::{Libraries, SourceFile, SourceTree, read};

const GOOD: &str = "
from sqlmodel import Field, SQLModel
class Good(SQLModel, table=True):
    id: str = Field(primary_key=True)
";
const GOOD_SHOWN: &str = "
public.good
  id character varying not null
  good_pkey: primary key id
";

#[test]
fn a_broken_file_is_an_error_with_its_place_and_the_rest_is_read() {
    let shown = of_files([
        ("a.py", "x = SQLModel\nclass X(:\n    pass\n"),
        ("b.py", GOOD),
        ("apart/c.py", "def (\n"),
        ("d.py", "import apart.c\nSQLModel\n"),
        ("e.py", "class E(:\n"),
    ]);
    assert!(shown.starts_with(GOOD_SHOWN.trim_start()), "{shown}");
    assert!(shown.contains("error a.py:2:9: Python cannot parse this file: "), "{shown}");
    // Beside models a file may declare tables without a word of theirs.
    assert!(shown.contains("error e.py:1:9: Python cannot parse this file: "), "{shown}");
    // What names no library of models but is imported by such: nothing may seem gone for it.
    assert!(shown.contains("undecided ? at line 1: Python cannot parse this file: "), "{shown}");
    assert!(!shown.contains("error apart/c.py"), "{shown}");
}

#[test]
fn bytes_that_are_no_python_text_are_errors_with_their_place() {
    let of_bytes = |bytes: &[u8]| {
        let file = SourceFile { path: "m.py".to_owned(), bytes: bytes.to_vec() };
        show(&read(
            &SourceTree { files: vec![file], ..SourceTree::default() },
            &Libraries::newest(),
        ))
    };
    assert_eq!(of_bytes(b"\xef\xbb\xbfx = 1"), "");
    // Only a file that names a library of models is looked at by itself.
    let of_bytes = |bytes: &[u8]| of_bytes(&[bytes, b" # sqlmodel"].concat());
    assert_eq!(
        of_bytes(b"x = 1\ny = \0"),
        "error m.py:2:5: The file holds a NUL byte, which Python does not accept\n"
    );
    assert_eq!(of_bytes(b"x = '\xe9'"), "error m.py:1:6: The file is not valid UTF-8\n");
    assert_eq!(
        of_bytes(b"# -*- coding: koi8-r -*-\nx = '\xe9'"),
        "error m.py:1:1: The file is not UTF-8 but declares another coding: koi8-r\n"
    );
    assert_eq!(of_bytes(b"# coding: latin-1\nx = 1"), "");
}

#[test]
fn nothing_nested_deeply_exhausts_the_stack() {
    let many = 100_000;
    for source in [
        "x = ".to_owned() + &"(".repeat(many),
        "x = ".to_owned() + &"[".repeat(many) + &"]".repeat(many),
        format!("x = 1{}", "+1".repeat(many)),
        format!("x = {}1", "not ".repeat(many)),
        format!("x = a{}", ".b".repeat(many)),
        format!("x = a{}", "[0]".repeat(many)),
        format!("x = {}1", "lambda: ".repeat(many)),
    ] {
        let shown = of(&format!("# sqlmodel\n{source}"));
        assert!(shown.contains("The source is nested too deeply to be read"), "{shown}");
    }
}

#[test]
fn circles_end() {
    check(
        &of_files([
            ("app/a.py", "from app.b import X, Base\nfrom app.b import *\nY = X\n"),
            ("app/b.py", "from app.a import Y, Base\nfrom app.a import *\nX = Y\n"),
            ("app/c.py", "
from sqlmodel import Field, SQLModel
from app.a import X
class A(B): pass
class B(A): pass
class C(B, SQLModel, table=True):
    id: str = Field(primary_key=True)
    name: X
def f(n): return g(n) + g(n)
def g(n): return f(n) + f(n)
class D(SQLModel, table=True):
    id: str = Field(primary_key=True)
    size: str = f(1)
"),
        ]),
        "
        public.c
          id character varying not null
          c_pkey: primary key id
        public.d
          id character varying not null
          d_pkey: primary key id
        undecided column public.c.name at line 3: The name cannot be followed: Y = X
        undecided column public.d.size at line 10: The value refers to itself: def g(n): return f(n) + f(n)
        ",
    );
}

#[test]
fn what_only_running_could_tell_is_undecided_and_never_guessed() {
    check(
        &of("
import os
from elsewhere import SomeBase, settings
from sqlalchemy import CheckConstraint, Column, String, text
from sqlmodel import Field, SQLModel

if os.environ.get('X'):
    KIND = String(3)
else:
    KIND = String(4)

for name in ('a', 'b'):
    class Looped(SQLModel, table=True):
        id: str = Field(primary_key=True)

class T(SQLModel, table=True):
    __table_args__ = (CheckConstraint(settings.rule, name='ruled'),)
    id: str = Field(primary_key=True)
    kind: str = Field(sa_column=Column(KIND))
    size: str = Field(max_length=3, sa_column_kwargs={'server_default': text(settings.size)})
    shape: dict

class U(SomeBase, SQLModel, table=True):
    id: str = Field(primary_key=True)

class Derived(SQLModel, table=True):
    __tablename__ = settings.prefix + 'x'
    id: str = Field(primary_key=True)
"),
        "
        public.t
          id character varying not null
          size character varying(3) not null
          t_pkey: primary key id
        public.u
          id character varying not null
          u_pkey: primary key id
        undecided column public.t.kind at line 10: The value depends on a condition or a loop: KIND = String(4)
        undecided table public.looped at line 13: The table Looped is declared under a condition, in a loop or in a function
        undecided constraint public.t.ruled at line 17: The expression is not constant: __table_args__ = (CheckConstraint(settings.rule, name='ruled'),)
        undecided default public.t.size at line 20: The server default is not constant: size: str = Field(max_length=3, sa_column_kwargs={'server_default': text(setting
        undecided column public.t.shape at line 21: There is no column type for this Python type, so it needs sa_type or sa_column: dict
        undecided table public.u at line 23: U inherits from elsewhere.SomeBase, whose columns are not known
        undecided ? at line 27: The table name of Derived is not constant
        ",
    );
}

#[test]
fn models_that_sqlalchemy_refuses_are_errors() {
    check(
        &of_files([
            ("a.py", GOOD),
            ("b.py", GOOD),
            (
                "c.py",
                "
from sqlmodel import Field, SQLModel
class Keyless(SQLModel, table=True):
    name: str
",
            ),
        ]),
        "
        public.good
          id character varying not null
          good_pkey: primary key id
        public.keyless
          name character varying not null
        error b.py:3:7: The table good is declared twice; the first declaration is in a.py:3
        error c.py:3:7: The table keyless has no primary key, which SQLAlchemy refuses for a class
        ",
    );
}
