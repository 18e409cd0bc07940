//! Written expressions become the server's own text; equal meaning shows no difference.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use godwit_postgres::{
    Session, Target,
    elaborate::{Elaborated, elaborate},
    introspect::introspect,
    sandbox::{Sandbox, ScratchDatabase},
};
use godwit_schema::{
    Address, Catalog, Column, ColumnDefault, Constraint, ConstraintKind, DataType, EnumType,
    Expression, Form, Index, IndexKey, IndexTerm, Namespace, Object, Table,
};
use support::{Folder, connect, options, run, scalar};

struct Server {
    sandbox: Sandbox,
    scratch: ScratchDatabase,
    _folder: Folder,
}

impl Server {
    async fn start(script: &str) -> Self {
        let folder = Folder::new();
        let sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
        let scratch = sandbox.scratch("elaborate").await.unwrap();
        run(&mut connect(scratch.target()).await, script).await;
        Self { sandbox, scratch, _folder: folder }
    }

    fn target(&self) -> &Target {
        self.scratch.target()
    }

    async fn read(&self) -> Catalog {
        let mut session = Session::connect(self.target()).await.unwrap();
        introspect(&mut session).await.unwrap().catalog
    }

    async fn elaborate(&self, before: &Catalog, wanted: &Catalog) -> Elaborated {
        let mut session = Session::connect(self.target()).await.unwrap();
        elaborate(&mut session, before, wanted).await.unwrap()
    }

    async fn stop(self) {
        self.scratch.close().await.unwrap();
        self.sandbox.stop().await.unwrap();
    }
}

fn column(position: u32, data_type: DataType) -> Object {
    Object::Column(Column {
        position,
        data_type,
        collation: None,
        not_null: false,
        not_null_as: godwit_schema::NotNull::default(),
        identity: None,
        generated: None,
        inherited: false,
        storage: godwit_schema::Storage::default(),
        comment: None,
    })
}

fn check(text: &str) -> Object {
    Object::Constraint(Constraint::plain(ConstraintKind::Check {
        expression: Expression::written(text),
        no_inherit: false,
    }))
}

fn default(text: &str) -> Object {
    Object::Default(ColumnDefault { expression: Expression::written(text) })
}

/// The same catalog with a person's text in the place of the server's.
fn rewritten(catalog: &Catalog, texts: &[(Address, &str)]) -> Catalog {
    let mut wanted = catalog.clone();
    for (address, text) in texts {
        let written = match wanted.get(address).unwrap() {
            Object::Default(_) => default(text),
            Object::Constraint(_) => check(text),
            Object::Column(column) => {
                let mut column = column.clone();
                column.generated.as_mut().unwrap().expression = Expression::written(*text);
                Object::Column(column)
            }
            Object::Index(index) => {
                let mut index = index.clone();
                let key = index
                    .keys
                    .iter_mut()
                    .find(|key| matches!(key.term, IndexTerm::Expression { .. }));
                match key {
                    Some(key) => {
                        key.term = IndexTerm::Expression { expression: Expression::written(*text) };
                    }
                    None => index.predicate = Some(Expression::written(*text)),
                }
                Object::Index(index)
            }
            other => panic!("{other:?} has no expression"),
        };
        wanted.insert(address.clone(), written);
    }
    wanted
}

const TABLES: &str = r#"
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok');
CREATE TABLE app.t (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind varchar(20) CONSTRAINT kinds CHECK (kind IN ('x', 'y')),
    n int DEFAULT -1 CONSTRAINT bounds CHECK (n BETWEEN 1 AND 9),
    tags text[] DEFAULT '{}',
    extra jsonb DEFAULT '{}',
    flag boolean DEFAULT 't',
    at timestamptz DEFAULT now(),
    day date DEFAULT current_date,
    name text CONSTRAINT trimmed CHECK (trim(name) <> '' AND name NOT LIKE '%;%'),
    mood app.mood DEFAULT 'sad',
    twice int GENERATED ALWAYS AS (n * 2) STORED
);
CREATE INDEX by_lower ON app.t (lower(name));
CREATE INDEX by_mood ON app.t (n) WHERE mood = 'sad' AND kind <> 'x';
"#;

#[tokio::test]
async fn an_exclusion_is_read_back_whole() {
    let server = Server::start(
        "CREATE TABLE public.booking (room int, span int4range,
             CONSTRAINT apart EXCLUDE USING gist (span WITH &&),
             CONSTRAINT \"some\" EXCLUDE USING gist (span WITH &&) WHERE (room > 0))",
    )
    .await;
    let before = server.read().await;
    let mut wanted = before.clone();
    let texts = [
        ("apart", "EXCLUDE USING gist (span WITH &&)"),
        ("some", "exclude using gist (span WITH &&) WHERE (room > 0)"),
    ];
    for (name, text) in texts {
        wanted.insert(
            Address::constraint("public", "booking", name),
            Object::Constraint(Constraint::plain(ConstraintKind::Exclude {
                definition: Expression::written(text),
            })),
        );
    }
    let elaborated = server.elaborate(&before, &wanted).await;
    assert!(elaborated.refused.is_empty(), "{:?}", elaborated.refused);
    for (name, _) in texts {
        let address = Address::constraint("public", "booking", name);
        assert_eq!(elaborated.catalog.get(&address), before.get(&address));
    }
    server.stop().await;
}

#[tokio::test]
async fn what_a_person_wrote_is_what_is_there() {
    let server = Server::start(TABLES).await;
    let before = server.read().await;
    let part = |name: &str| Address::column("app", "t", name);
    let of = |kind, name: &str| part(name).with_kind(kind);
    use godwit_schema::Kind::{Constraint, Default, Index};
    let texts = [
        (of(Constraint, "kinds"), "kind in ('x', 'y')"),
        (of(Constraint, "bounds"), "n BETWEEN 1 AND 9"),
        (of(Constraint, "trimmed"), "trim(name) <> '' AND name NOT LIKE '%;%' -- not; a statement"),
        (of(Default, "n"), "-1"),
        (of(Default, "tags"), "'{}'"),
        (of(Default, "extra"), "'{}'"),
        (of(Default, "flag"), "'t'"),
        (of(Default, "at"), "now()"),
        (of(Default, "day"), "current_date"),
        (of(Default, "mood"), "'sad'::mood"),
        (part("twice"), "n*2"),
        (of(Index, "by_lower"), "lower(name)"),
        (of(Index, "by_mood"), "mood = 'sad' AND kind <> 'x'"),
    ];
    let wanted = rewritten(&before, &texts);
    assert_ne!(wanted, before);
    let elaborated = server.elaborate(&before, &wanted).await;
    assert_eq!(elaborated.refused, []);
    for (address, _) in &texts {
        assert_eq!(elaborated.catalog.get(address), before.get(address));
    }
    assert_eq!(elaborated.catalog, before);
    // Another meaning is another text.
    let wanted = rewritten(&before, &[(of(Constraint, "kinds"), "kind in ('x', 'z')")]);
    let elaborated = server.elaborate(&before, &wanted).await;
    assert_ne!(elaborated.catalog, before);
    server.stop().await;
}

/// What the server prints for a check on a varchar changes when it is read in again. What a plan wants
/// must be what the server says when the plan has been run.
#[tokio::test]
async fn a_new_expression_is_one_that_the_server_prints_unchanged() {
    let server = Server::start("CREATE TABLE t (kind varchar, n int)").await;
    let before = server.read().await;
    let mut wanted = before.clone();
    let kinds = Address::constraint("public", "t", "kinds");
    wanted.insert(kinds.clone(), check("kind IN ('x', 'y')"));
    let elaborated = server.elaborate(&before, &wanted).await;
    let Some(Object::Constraint(Constraint {
        kind: ConstraintKind::Check { expression, .. }, ..
    })) = elaborated.catalog.get(&kinds)
    else {
        panic!("the check is gone")
    };
    assert_eq!(expression.form, Form::Canonical);
    let sql = format!("ALTER TABLE public.t ADD CONSTRAINT kinds CHECK ({})", expression.text);
    run(&mut connect(server.target()).await, &sql).await;
    assert_eq!(server.read().await.get(&kinds), elaborated.catalog.get(&kinds));
    // What only the expression tells is known too.
    let kind = Address::column("public", "t", "kind");
    let needs: Vec<_> = elaborated.catalog.dependents(&kind).collect();
    assert_eq!(needs, [&kinds]);
    server.stop().await;
}

#[tokio::test]
async fn enums_that_are_not_there_yet_are_put_back_under_their_names() {
    let server = Server::start("CREATE TYPE status AS ENUM ('a'); CREATE TABLE t (s status)").await;
    let before = server.read().await;
    let mut wanted = before.clone();
    let status = Address::enum_type("public", "status");
    let new = Address::enum_type("new schema", "Sta\"tus");
    let labels = |names: &[&str]| {
        Object::Enum(EnumType {
            labels: names.iter().map(|name| (*name).to_owned()).collect(),
            comment: None,
        })
    };
    wanted.insert(status.clone(), labels(&["a", "pg_temp.godwit_enum_0"]));
    wanted.insert(Address::namespace("new schema"), Object::Namespace(Namespace::default()));
    wanted.insert(new.clone(), labels(&["x;", "y"]));
    wanted.insert(Address::default("public", "t", "s"), default("'pg_temp.godwit_enum_0'"));
    let table = Address::table("new schema", "status");
    wanted.insert(table, Object::Table(Table::default()));
    let own = |name: &str| Address::column("new schema", "status", name);
    wanted.insert(own("s"), column(1, DataType::of_enum(&status)));
    wanted.insert(own("n"), column(2, DataType::of_enum(&new).array()));
    wanted.insert(
        own("n").with_kind(godwit_schema::Kind::Default),
        default("ARRAY['x;'::\"Sta\"\"tus\"]"),
    );
    let both = Address::constraint("new schema", "status", "both");
    wanted.insert(
        both.clone(),
        check("s = 'a'::public.status AND status.s <> 'pg_temp.godwit_enum_0'::status"),
    );
    let elaborated = server.elaborate(&before, &wanted).await;
    assert_eq!(elaborated.refused, []);
    let text = |address: &Address| match elaborated.catalog.get(address).unwrap() {
        Object::Default(found) => found.expression.text.clone(),
        Object::Constraint(Constraint {
            kind: ConstraintKind::Check { expression, .. }, ..
        }) => expression.text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        text(&Address::default("public", "t", "s")),
        "'pg_temp.godwit_enum_0'::public.status"
    );
    assert_eq!(
        text(&Address::default("new schema", "status", "n")),
        "ARRAY['x;'::\"new schema\".\"Sta\"\"tus\"]"
    );
    assert_eq!(
        text(&both),
        "((s = 'a'::public.status) AND (s <> 'pg_temp.godwit_enum_0'::public.status))"
    );
    assert_eq!(server.read().await, before, "the database is as it was");
    server.stop().await;
}

#[tokio::test]
async fn a_refused_expression_is_named_and_the_others_are_elaborated() {
    let server =
        Server::start("CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x')").await;
    let before = server.read().await;
    let mut wanted = before.clone();
    let named = |name: &str| Address::constraint("public", "t", name);
    for (name, text) in [
        ("good1", "a>0"),
        ("good2", "b<>''"),
        ("missing", "c > 0"),
        ("typed", "a || b > 0"),
        ("leaving", "true); DROP TABLE public.t; --"),
        ("committing", "true; COMMIT; DROP TABLE public.t"),
        ("open", "'true"),
    ] {
        wanted.insert(named(name), check(text));
    }
    wanted.insert(Address::default("public", "t", "b"), default("NULL"));
    wanted.insert(
        Address::index("public", "t", "i"),
        Object::Index(Index {
            method: "btree".to_owned(),
            unique: false,
            nulls_not_distinct: false,
            keys: vec![IndexKey {
                term: IndexTerm::Expression { expression: Expression::written("a+1") },
                ..IndexKey::column("a")
            }],
            include: Vec::new(),
            predicate: Some(Expression::written("b is not null")),
            options: Default::default(),
            tablespace: None,
            statistics: Vec::new(),
            valid: true,
            only: false,
            parent: None,
            comment: None,
        }),
    );
    let elaborated = server.elaborate(&before, &wanted).await;
    let refused: Vec<_> = elaborated
        .refused
        .iter()
        .map(|refusal| (refusal.address.name(), refusal.message.as_str()))
        .collect();
    assert_eq!(
        refused,
        [
            ("committing", "it holds a semicolon"),
            ("leaving", "it closes a parenthesis that it does not open"),
            ("missing", "column \"c\" does not exist"),
            ("open", "it does not close a quote"),
            ("typed", "operator does not exist: text > integer"),
        ]
    );
    for (name, text) in [("good1", "(a > 0)"), ("good2", "(b <> ''::text)")] {
        assert_eq!(
            elaborated.catalog.get(&named(name)),
            Some(&Object::Constraint(Constraint::plain(ConstraintKind::Check {
                expression: Expression::canonical(text),
                no_inherit: false,
            })))
        );
    }
    assert_eq!(
        elaborated.catalog.get(&Address::default("public", "t", "b")),
        None,
        "DEFAULT NULL is none"
    );
    let index = elaborated.catalog.index(&Address::index("public", "t", "i")).unwrap();
    assert_eq!(index.predicate, Some(Expression::canonical("(b IS NOT NULL)")));
    assert_eq!(
        index.keys[0].term,
        IndexTerm::Expression { expression: Expression::canonical("((a + 1))") }
    );
    assert_eq!(scalar(server.target(), "SELECT count(*)::text FROM public.t").await, "1");
    server.stop().await;
}

#[tokio::test]
async fn a_role_without_temporary_tables_is_told_so() {
    let server = Server::start("CREATE TABLE t (a int)").await;
    let database = server.target().database.clone();
    run(
        &mut connect(server.target()).await,
        &format!(
            "CREATE ROLE reader LOGIN PASSWORD 'r'; REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC"
        ),
    )
    .await;
    let before = server.read().await;
    let mut wanted = before.clone();
    wanted.insert(Address::constraint("public", "t", "c"), check("a>0"));
    let target = Target {
        user: "reader".to_owned(),
        secret: Some(godwit_postgres::Secret::new("r".to_owned())),
        ..server.target().clone()
    };
    let mut session = Session::connect(&target).await.unwrap();
    let error = elaborate(&mut session, &before, &wanted).await.unwrap_err();
    assert_eq!(error.code(), "cannot-elaborate");
    assert!(error.hint().is_some_and(|hint| hint.contains("TEMPORARY")), "{error:?}");
    // With nothing to ask there is nothing to refuse.
    assert_eq!(elaborate(&mut session, &before, &before).await.unwrap().catalog, before);
    session.close().await.unwrap();
    server.stop().await;
}

#[tokio::test]
async fn a_read_only_default_is_no_hindrance() {
    let server = Server::start("CREATE TABLE t (a int)").await;
    let before = server.read().await;
    let mut wanted = before.clone();
    let address = Address::constraint("public", "t", "c");
    wanted.insert(address.clone(), check("a>0"));
    let database = &server.target().database;
    let frozen = format!("ALTER DATABASE {database} SET default_transaction_read_only = on");
    run(&mut connect(server.target()).await, &frozen).await;
    let mut session = Session::connect(server.target()).await.unwrap();
    assert!(session.is_read_only().is_some() && !session.is_standby());
    let elaborated = elaborate(&mut session, &before, &wanted).await.unwrap();
    assert_eq!(elaborated.refused, []);
    let printed = elaborated.catalog.get(&address).unwrap().expressions();
    assert_eq!(printed, [&Expression::canonical("(a > 0)")]);
    session.close().await.unwrap();
    server.stop().await;
}

/// The files of a server that stopped in order, with a word that makes them a standby's.
#[tokio::test]
async fn a_hot_standby_is_named() {
    let folder = Folder::new();
    let sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
    sandbox.fill("postgres", "CREATE TABLE t (a int)").await.unwrap();
    let (target, programs) = (sandbox.target("postgres"), sandbox.binaries().to_owned());
    let files = sandbox.folder().join("data");
    sandbox.stop().await.unwrap();
    std::fs::write(files.join("standby.signal"), "").unwrap();
    support::give_to_owner_of(&files.join("PG_VERSION"), &files.join("standby.signal"));
    let server = |action: &str| {
        let mut command = support::as_owner_of(&files, &programs.join("pg_ctl"));
        let settings = format!("-p {} -c listen_addresses=127.0.0.1 -k ''", target.port);
        command.args([action, "-s", "-w", "-D"]).arg(&files).arg("-l").arg(files.join("log"));
        if action == "start" {
            command.args(["-o", &settings]);
        }
        assert!(command.status().unwrap().success(), "pg_ctl {action}");
    };
    server("start");
    let mut session = Session::connect(&target).await.unwrap();
    let before = introspect(&mut session).await.unwrap().catalog;
    let mut wanted = before.clone();
    wanted.insert(Address::constraint("public", "t", "c"), check("a>0"));
    let refused = elaborate(&mut session, &before, &wanted).await;
    session.close().await.unwrap();
    server("stop");
    let error = refused.unwrap_err();
    assert_eq!(error.code(), "cannot-elaborate");
    assert!(error.message().contains("hot standby"), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("primary")), "{error:?}");
}

#[tokio::test]
async fn operators_without_a_name_come_with_their_search_path() {
    let script = "CREATE EXTENSION citext;
        CREATE TABLE t (c citext CONSTRAINT there CHECK (c IS DISTINCT FROM 'x'), n text);
        CREATE INDEX by_case ON t ((CASE c WHEN 'a' THEN 1 ELSE 2 END));
        CREATE INDEX plain ON t (n) WHERE n IS DISTINCT FROM 'x'";
    let server = Server::start(script).await;
    let before = server.read().await;
    let wanted = rewritten(
        &before,
        &[
            (Address::constraint("public", "t", "there"), "NULLIF(c, 'Y') IS NOT NULL"),
            (Address::index("public", "t", "by_case"), "(CASE c WHEN 'B' THEN 1 ELSE 2 END)"),
            (Address::index("public", "t", "plain"), "n IS DISTINCT FROM 'z'"),
        ],
    );
    // As models tell it: nothing of the database's reading is in it.
    let mut declared = Catalog::default();
    for (address, object) in wanted.objects() {
        declared.insert(address.clone(), object.clone());
    }
    let found = server.elaborate(&before, &declared).await;
    assert!(found.refused.is_empty(), "{:?}", found.refused);
    let sought: Vec<(&str, &str)> = found.catalog.sought().collect();
    assert_eq!(sought.len(), 2, "{sought:?}");
    for word in ["NULLIF(c, 'Y'::public.citext)", "CASE c"] {
        assert!(
            sought.iter().any(|(text, path)| text.contains(word) && *path == "pg_catalog, public"),
            "{word}: {sought:?}"
        );
    }
    let same = server.elaborate(&before, &rewritten(&before, &[])).await;
    assert_eq!(same.catalog.sought().count(), 2, "what stands keeps its path");
    server.stop().await;
}
