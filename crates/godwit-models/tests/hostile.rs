//! Models that mean harm: nothing of them runs, nothing crashes, and what is wrong has its place.
#![allow(clippy::expect_used)]

mod common;

use std::{fmt::Write, fs, path::Path, time::Instant};

use common::{check, of, of_files, show};
use godwit_models::{Libraries, SourceFile, SourceTree, files::collect, read};

const GOOD: &str = "
from sqlmodel import Field, SQLModel
class Good(SQLModel, table=True):
    id: str = Field(primary_key=True)
";

fn of_bytes(bytes: Vec<u8>) -> String {
    let file = SourceFile { path: "m.py".to_owned(), bytes };
    show(&read(&SourceTree { files: vec![file], ..SourceTree::default() }, &Libraries::newest()))
}

/// Every way that a module has to run something while it is imported.
fn canary_module(canary: &Path) -> String {
    let path = canary.display();
    format!(
        "
import os, subprocess, sys
open('{path}', 'w').write('x')
os.system('touch {path}')
subprocess.run(['touch', '{path}'])
__import__('os').system('touch {path}')
exec(\"open('{path}', 'w')\")
eval(\"open('{path}', 'w')\")
sys.path_hooks.append(lambda p: os.system('touch {path}'))
class Meta(type):
    def __new__(cls, *args, **kwargs):
        open('{path}', 'w')
        return type.__new__(cls, *args)
def decorate(cls):
    open('{path}', 'w')
    return cls
@decorate
class Trap(metaclass=Meta):
    def __init_subclass__(cls):
        open('{path}', 'w')
    def __set_name__(self, owner, name):
        open('{path}', 'w')
from sqlmodel import Field, SQLModel
def name():
    open('{path}', 'w')
    return 'named'
class Good(SQLModel, table=True):
    __tablename__ = name()
    id: str = Field(primary_key=True, default=os.system('touch {path}'))
class Lazy(SQLModel, table=True):
    id: str = Field(primary_key=True)
    size: str = Field(max_length=[os.system('touch {path}'), 5][1])
def __getattr__(name):
    open('{path}', 'w')
"
    )
}

#[test]
fn nothing_of_the_models_runs() {
    let root = tempfile::tempdir().expect("a folder");
    let canary = root.path().join("canary");
    fs::write(root.path().join("models.py"), canary_module(&canary)).expect("a file");
    fs::write(root.path().join("sitecustomize.py"), canary_module(&canary)).expect("a file");
    fs::write(root.path().join("conftest.py"), canary_module(&canary)).expect("a file");
    fs::write(root.path().join("setup.py"), canary_module(&canary)).expect("a file");
    let libraries = Libraries::from_project(root.path());
    let reading = read(&collect(root.path()).expect("a tree"), &libraries);
    let shown = show(&reading);
    assert!(shown.contains("The function name would have to be run"), "{shown}");
    assert!(shown.contains("size character varying(5)"), "{shown}");
    assert!(!canary.exists(), "something of the models was run");
}

#[test]
fn endless_evaluation_ends() {
    let started = Instant::now();
    let mut classes = String::new();
    for at in 0..200 {
        let base = if at == 0 { "SQLModel".to_owned() } else { format!("C{}", at - 1) };
        write!(classes, "class C{at}({base}):\n    f{at}: int\n").expect("text");
    }
    let shown = of(&format!(
        "
from sqlmodel import Field, SQLModel
def forever(n):
    while True:
        n = n + 1
def loop(n):
    for a in range(10000):
        for b in range(10000):
            for c in range(10000):
                n = n + 1
    return n
def grow(s):
    for a in range(1000):
        s = s + s
    return s
def lists():
    found = ['x']
    for a in range(1000):
        found.extend(found)
    return found
def deep(n): return deep(n + 1)
def twice(n): return twice(n) + twice(n)
big = 9 ** 9 ** 9 ** 9
shift = 1 << 100000
text = 'x' * 10 ** 12
pattern = __import__('re').sub('(a+)+$', '', 'a' * 40 + 'b')
import re
slow = re.sub('(a+)+$', '', 'a' * 40 + 'b')
class T(SQLModel, table=True):
    id: str = Field(primary_key=True)
    a: str = Field(max_length=forever(1))
    b: str = Field(max_length=loop(1))
    c: str = Field(max_length=len(grow('x')))
    d: str = Field(max_length=deep(1))
    e: str = Field(max_length=twice(1))
    f: str = Field(max_length=big)
    g: str = Field(max_length=shift)
    h: str = Field(max_length=len(text))
    i: str = Field(max_length=len(slow))
    j: str = Field(max_length=len(lists()))
{classes}
class Last(C199, table=True):
    id: str = Field(primary_key=True)
"
    ));
    assert!(shown.contains("public.t\n"), "{shown}");
    assert!(shown.contains("  f199 integer not null"), "{shown}");
    for column in ["a", "b", "c", "d", "e", "f", "g", "h", "j"] {
        assert!(
            shown.contains(&format!("undecided column public.t.{column} ")),
            "{column} is decided: {shown}"
        );
    }
    // A pattern over which Python would brood for years has an answer all the same.
    assert!(shown.contains("  i character varying(41) not null"), "{shown}");
    assert!(started.elapsed().as_secs() < 60, "it took {:?}", started.elapsed());
}

#[test]
fn bases_that_are_nothing_known_end() {
    for base in
        ["nowhere", "make().Base", "make()", "[1][0]", "lambda: 1", "3", "x.y.z", "f()()", "a[b]"]
    {
        let shown = of(&format!(
            "
from sqlmodel import Field, SQLModel
class A({base}): pass
class B(A, {base}, SQLModel, table=True):
    id: str = Field(primary_key=True)
"
        ));
        assert!(shown.contains("public.b"), "{base}: {shown}");
    }
}

#[test]
fn circles_of_every_kind_end() {
    of_files([
        ("a.py", "from b import *\nfrom c import X\nclass A(B, X): pass\n"),
        ("b.py", "from a import *\nfrom c import *\nclass B(A): pass\n"),
        ("c.py", "import a, b\nfrom .c import X\nfrom . import c\nX = a.A\n"),
        ("__init__.py", "from . import *\nfrom .a import *\n"),
        (
            "d.py",
            "
from sqlalchemy import Column, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase): pass
class P(Base):
    __tablename__ = 'p'
    id: Mapped[int] = mapped_column(ForeignKey('q.id'), primary_key=True)
class Q(Base):
    __tablename__ = 'q'
    id = Column(ForeignKey('p.id'), primary_key=True)
class R(R): pass
class S(Base):
    __tablename__ = __tablename__
    __table_args__ = __table_args__
    id: 'id' = id
",
        ),
    ]);
}

#[test]
fn any_encoding_is_read_or_refused_with_its_place() {
    let with = |head: &[u8], tail: &[u8]| [head, GOOD.as_bytes(), tail].concat();
    assert!(of_bytes(with(b"\xef\xbb\xbf", b"")).contains("public.good"));
    assert!(of_bytes(with(b"# coding: utf-8\n", "# ü\n".as_bytes())).contains("public.good"));
    assert!(of_bytes(with(b"# coding: latin-1\n", b"# \xfc\n")).contains("public.good"));
    assert!(of_bytes(with(b"# -*- coding: cp1252 -*-\n", b"# \x80\n")).contains("error m.py:"));
    assert!(
        of_bytes(with(b"", b"# \xfc\n")).starts_with("error m.py:5:3: The file is not valid UTF-8")
    );
    assert!(of_bytes(with(b"", b"\0")).contains("NUL byte"));
    let wide: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(of_bytes([b"\xff\xfe".to_vec(), wide].concat()).contains("m.py:"));
    let carriage = GOOD.replace('\n', "\r\n");
    assert!(of_bytes(carriage.into_bytes()).contains("public.good"));
}

#[test]
fn deep_and_long_sources_are_refused_or_read_within_bounds() {
    for source in [
        format!("x = {}1{}", "f'{".repeat(300), "}'".repeat(300)),
        format!("{}pass", (0..300).map(|at| " ".repeat(at) + "if x:\n").collect::<String>()),
        format!("x: {}int{}", "list[".repeat(150), "]".repeat(150)),
        format!("def f(): return {}", "lambda: ".repeat(3_000)),
        format!("x = '{}'", "a".repeat(1_000_000)),
        "class A:\n".to_owned() + &"    x = 1\n".repeat(100_000),
        (0..400).map(|at| " ".repeat(at) + &format!("class C{at}:\n")).collect::<String>(),
        "@".repeat(10_000),
        "\\\n".repeat(10_000),
        "'''".repeat(3_333),
    ] {
        of(&format!("# sqlmodel\n{source}"));
    }
}

#[test]
fn folders_that_lead_nowhere_are_walked_once() {
    let root = tempfile::tempdir().expect("a folder");
    let mut deep = root.path().to_owned();
    for _ in 0..60 {
        deep.push("d");
    }
    fs::create_dir_all(&deep).expect("folders");
    fs::write(deep.join("far.py"), GOOD).expect("a file");
    fs::write(root.path().join("good.py"), GOOD).expect("a file");
    let tree = collect(root.path()).expect("a tree");
    assert_eq!(tree.files.len(), 1);
    assert_eq!(tree.refused.len(), 1, "{:?}", tree.refused);
    let reading = read(&SourceTree { refused: Vec::new(), ..tree }, &Libraries::newest());
    check(
        &show(&reading),
        "
        public.good
          id character varying not null
          good_pkey: primary key id
        ",
    );
}
