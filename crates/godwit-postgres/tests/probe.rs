//! Numbers about live rows, and the rows behind them.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use std::time::Duration;

use godwit_postgres::{
    Secret, Session, Target,
    probe::{probe, sample},
    sandbox::Sandbox,
};
use godwit_schema::{
    Address,
    fact::{Fact, Question},
    quote::quote_ident,
};
use support::{Folder, connect, options, run};

const TABLES: &str = r#"
CREATE TYPE mood AS ENUM ('sad', 'it''s, {ok}', 'in transit');
CREATE TABLE parent (a int, b int, PRIMARY KEY (a, b));
INSERT INTO parent VALUES (1, 1), (2, 2);
CREATE TABLE t (
    id int PRIMARY KEY, a int, b int, name varchar(20), extra json, mood mood, moods mood[], amount numeric);
INSERT INTO t VALUES
    (1, 1, 1, 'ann', '{}', 'sad', '{sad}', 1.5),
    (2, 1, 2, 'ANN', NULL, 'it''s, {ok}', ARRAY['it''s, {ok}'::mood], 3000000000),
    (3, NULL, 2, 'größe', NULL, NULL, NULL, NULL),
    (4, NULL, NULL, NULL, NULL, 'in transit', '{in transit,NULL}', 'NaN'),
    (5, 2, 2, '12', NULL, 'sad', '{}', -3);
"#;

struct Server {
    sandbox: Sandbox,
    target: Target,
    _folder: Folder,
}

impl Server {
    async fn start(script: &str) -> Self {
        let folder = Folder::new();
        let sandbox = Sandbox::start(&folder.path(), options()).await.unwrap();
        let target = sandbox.create_database("probed").await.unwrap();
        run(&mut connect(&target).await, script).await;
        Self { sandbox, target, _folder: folder }
    }

    async fn ask(&self, questions: &[Question]) -> Vec<Fact> {
        let mut session = Session::connect(&self.target).await.unwrap();
        let answers = probe(&mut session, questions, Duration::from_secs(20)).await.unwrap();
        assert_eq!(
            answers.iter().map(|answer| &answer.question).collect::<Vec<_>>(),
            questions.iter().collect::<Vec<_>>()
        );
        answers.into_iter().map(|answer| answer.value).collect()
    }
}

fn t() -> Address {
    Address::table("public", "t")
}

fn column(name: &str) -> Address {
    Address::column("public", "t", name)
}

fn duplicates(terms: &[&str], predicate: Option<&str>, nulls_not_distinct: bool) -> Question {
    Question::Duplicates {
        table: t(),
        terms: terms.iter().map(|term| (*term).to_owned()).collect(),
        predicate: predicate.map(str::to_owned),
        nulls_not_distinct,
        search_path: None,
    }
}

fn orphans(match_full: bool) -> Question {
    Question::Orphans {
        table: t(),
        columns: vec!["a".to_owned(), "b".to_owned()],
        references: Address::table("public", "parent"),
        referenced_columns: vec!["a".to_owned(), "b".to_owned()],
        match_full,
    }
}

fn labels(name: &str, labels: &[&str]) -> Question {
    Question::Labels {
        column: column(name),
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
    }
}

#[tokio::test]
async fn every_question_is_counted_with_nulls_as_sql_sees_them() {
    let server = Server::start(TABLES).await;
    let check = |expression: &str| Question::CheckViolations {
        table: t(),
        expression: expression.to_owned(),
        no_inherit: false,
        search_path: None,
    };
    let casts = |name: &str, data_type: &str| Question::FailingCasts {
        column: column(name),
        data_type: data_type.to_owned(),
        using: None,
    };
    let expected = [
        (Question::Rows { table: t() }, 5),
        (Question::Nulls { column: column("a") }, 2),
        (Question::Values { column: column("a") }, 3),
        (duplicates(&["a"], None, false), 2),
        (duplicates(&["a"], None, true), 4),
        (duplicates(&["a", "b"], None, false), 0),
        (duplicates(&["b"], None, false), 3),
        (duplicates(&["b"], Some("(id < 3)"), false), 0),
        (duplicates(&["lower(name)"], None, false), 2),
        // NULL is no violation.
        (check("(a > 1)"), 2),
        (orphans(false), 1),
        (orphans(true), 2),
        (Question::LongerThan { column: column("name"), length: 4 }, 1),
        (Question::LongerThan { column: column("name"), length: 5 }, 0),
        (labels("mood", &["it's, {ok}", "gone"]), 1),
        (labels("mood", &["in transit", "sad"]), 3),
        (labels("moods", &["it's, {ok}"]), 1),
        (labels("moods", &["in transit"]), 1),
        // Rounding is no failure; NaN and what is too large are.
        (casts("amount", "integer"), 2),
        (casts("amount", "bigint"), 1),
        (casts("a", "bigint"), 0),
        (casts("name", "integer"), 3),
        (casts("name", "character varying(4)"), 1),
        // An array of the one value, where the value by itself is no array.
        (casts("a", "integer[]"), 3),
        (
            Question::FailingCasts {
                column: column("a"),
                data_type: "integer[]".to_owned(),
                using: Some("ARRAY[a]".to_owned()),
            },
            0,
        ),
    ];
    let questions: Vec<Question> = expected.iter().map(|(question, _)| question.clone()).collect();
    let facts = server.ask(&questions).await;
    for ((question, count), fact) in expected.into_iter().zip(facts) {
        assert_eq!(fact, Fact::Exact { count }, "{question:?}");
    }
    let facts = server.ask(&[Question::Bytes { table: t() }, casts("name", "no_such")]).await;
    assert!(facts[0].count().unwrap() > 8192);
    assert!(matches!(&facts[1], Fact::Unknown { reason } if reason.contains("42704")));
    server.sandbox.stop().await.unwrap();
}

#[tokio::test]
async fn one_refusal_does_not_stop_the_others_and_holds_no_value() {
    let server = Server::start(
        "CREATE TABLE t (id int, name text); INSERT INTO t SELECT g, 'secret' || g FROM generate_series(1, 9) g",
    )
    .await;
    run(
        &mut connect(&server.target).await,
        "CREATE ROLE reader LOGIN PASSWORD 'r'; GRANT SELECT (id) ON t TO reader;
         CREATE TABLE hidden (a int)",
    )
    .await;
    let check = |expression: &str| Question::CheckViolations {
        table: t(),
        expression: expression.to_owned(),
        no_inherit: false,
        search_path: None,
    };
    let questions = [
        check("name::int > 0"),
        check("pg_sleep(id) IS NULL"),
        check("nonsense > 0"),
        check("true); DROP TABLE t; --"),
        Question::Nulls { column: Address::column("public", "gone", "a") },
        Question::Nulls { column: column("id") },
    ];
    let mut session = Session::connect(&server.target).await.unwrap();
    let answers = probe(&mut session, &questions, Duration::from_millis(300)).await.unwrap();
    let reasons: Vec<String> = answers
        .into_iter()
        .map(|answer| match answer.value {
            Fact::Unknown { reason } => reason,
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(reasons[0], "a value could not be computed (SQLSTATE 22P02)");
    assert_eq!(reasons[1], "counting took longer than its time limit");
    assert!(reasons[2].contains("42703"), "{}", reasons[2]);
    assert!(reasons[3].contains("42601"), "{}", reasons[3]);
    assert!(reasons[4].contains("42P01"), "{}", reasons[4]);
    assert_eq!(reasons[5], "Exact { count: 0 }");
    assert!(!reasons.concat().contains("secret"));
    session.close().await.unwrap();

    let reader = Target {
        user: "reader".to_owned(),
        secret: Some(Secret::new("r".to_owned())),
        ..server.target.clone()
    };
    let mut session = Session::connect(&reader).await.unwrap();
    let hidden = Question::Nulls { column: Address::column("public", "hidden", "a") };
    let answers = probe(&mut session, &[hidden], Duration::from_secs(5)).await.unwrap();
    assert_eq!(
        answers[0].value,
        Fact::Unknown { reason: "the role may not read the table".to_owned() }
    );
    session.close().await.unwrap();
    server.sandbox.stop().await.unwrap();
}

#[tokio::test]
async fn the_rows_behind_a_number_stand_with_their_key() {
    let server = Server::start(TABLES).await;
    let mut session = Session::connect(&server.target).await.unwrap();
    let text = |rows: &[&[Option<&str>]]| -> Vec<Vec<Option<String>>> {
        rows.iter().map(|row| row.iter().map(|value| value.map(str::to_owned)).collect()).collect()
    };
    let found = sample(&mut session, &duplicates(&["lower(name)"], None, false), 10).await.unwrap();
    assert_eq!(found.columns, ["id", "lower(name)"]);
    assert_eq!(found.rows, text(&[&[Some("1"), Some("ann")], &[Some("2"), Some("ann")]]));
    assert!(!found.more);
    let found = sample(&mut session, &orphans(true), 1).await.unwrap();
    assert_eq!(found.columns, ["id", "a", "b"]);
    assert_eq!(found.rows, text(&[&[Some("2"), Some("1"), Some("2")]]));
    assert!(found.more);
    let check = Question::CheckViolations {
        table: t(),
        expression: "(b < 2)".to_owned(),
        no_inherit: false,
        search_path: None,
    };
    let found = sample(&mut session, &check, 10).await.unwrap();
    assert_eq!(found.columns, ["id", "b"]);
    assert_eq!(found.rows.len(), 3);
    // A type without an order, and a value of NULL.
    let found =
        sample(&mut session, &Question::Nulls { column: column("extra") }, 2).await.unwrap();
    assert_eq!(found.rows, text(&[&[Some("2"), None], &[Some("3"), None]]));
    assert!(found.more);
    let casts = Question::FailingCasts {
        column: column("name"),
        data_type: "integer".to_owned(),
        using: Some("name::integer".to_owned()),
    };
    let found = sample(&mut session, &casts, 2).await.unwrap();
    assert_eq!(found.columns, ["id", "name"]);
    assert_eq!(found.rows.len(), 2);
    assert!(found.more);
    assert!(!format!("{found:?}").contains("Some"), "rows are not for logs");
    session.close().await.unwrap();
    server.sandbox.stop().await.unwrap();
}

#[tokio::test]
async fn names_that_try_to_be_sql_are_names() {
    let long = "x".repeat(63);
    let names = [
        "a\"; DROP TABLE t; --",
        "a'b",
        "per%cent {}",
        "back\\slash",
        "line\nbreak",
        "🦆 ö",
        "t.id",
        "select",
        &long,
    ];
    let mut script = String::from("CREATE TABLE t (id int); INSERT INTO t VALUES (1);");
    for name in names {
        let quoted = quote_ident(name);
        script.push_str(&format!(
            "CREATE TABLE {quoted} ({quoted} text); INSERT INTO {quoted} VALUES (NULL), ('v');"
        ));
    }
    let server = Server::start(&script).await;
    let mut session = Session::connect(&server.target).await.unwrap();
    for name in names {
        let (table, column) =
            (Address::table("public", name), Address::column("public", name, name));
        let nulls = Question::Nulls { column: column.clone() };
        let questions = [
            Question::Rows { table: table.clone() },
            nulls.clone(),
            Question::Labels {
                column: column.clone(),
                labels: vec!["v".to_owned(), name.to_owned()],
            },
            Question::LongerThan { column: column.clone(), length: 0 },
            Question::FailingCasts { column, data_type: "integer".to_owned(), using: None },
        ];
        let counts: Vec<Option<u64>> = probe(&mut session, &questions, Duration::from_secs(5))
            .await
            .unwrap()
            .iter()
            .map(|answer| answer.value.count())
            .collect();
        assert_eq!(counts, [Some(2), Some(1), Some(1), Some(1), Some(1)], "{name}");
        assert_eq!(sample(&mut session, &nulls, 5).await.unwrap().rows.len(), 1, "{name}");
    }
    session.close().await.unwrap();
    assert_eq!(support::scalar(&server.target, "SELECT count(*)::text FROM public.t").await, "1");
    server.sandbox.stop().await.unwrap();
}

/// Partitions' rows are their parent's; rows of tables that inherit are not, but a check holds there
/// too unless it says otherwise.
#[tokio::test]
async fn partitions_and_heirs_count_where_they_must() {
    let server = Server::start(
        "CREATE TABLE target (id int PRIMARY KEY);
         CREATE TABLE event (id int, at int, target int) PARTITION BY LIST (at);
         CREATE TABLE event_1 PARTITION OF event FOR VALUES IN (1);
         CREATE TABLE event_2 PARTITION OF event FOR VALUES IN (2);
         INSERT INTO event VALUES (1, 1, 7), (1, 1, 7), (2, 2, 7);
         CREATE TABLE base (id int, target int);
         CREATE TABLE heir () INHERITS (base);
         INSERT INTO base VALUES (1, 7);
         INSERT INTO heir VALUES (1, 7), (-1, NULL);
         CREATE TABLE hollow (id int) PARTITION BY LIST (id);",
    )
    .await;
    let table = |name: &str| Address::table("public", name);
    let doubled = |name: &str| Question::Duplicates {
        table: table(name),
        terms: vec!["id".to_owned()],
        predicate: None,
        nulls_not_distinct: false,
        search_path: None,
    };
    let orphaned = |name: &str| Question::Orphans {
        table: table(name),
        columns: vec!["target".to_owned()],
        references: table("target"),
        referenced_columns: vec!["id".to_owned()],
        match_full: false,
    };
    let refused = |name: &str, no_inherit: bool| Question::CheckViolations {
        table: table(name),
        expression: "id > 1".to_owned(),
        no_inherit,
        search_path: None,
    };
    let expected = [
        (Question::Rows { table: table("event") }, 3),
        (Question::Rows { table: table("base") }, 1),
        (Question::Rows { table: table("hollow") }, 0),
        (doubled("event"), 2),
        (doubled("base"), 0),
        (orphaned("event"), 3),
        (orphaned("base"), 1),
        (refused("event", false), 2),
        (refused("base", false), 3),
        (refused("base", true), 1),
    ];
    let questions: Vec<Question> = expected.iter().map(|(question, _)| question.clone()).collect();
    let answers = server.ask(&questions).await;
    for ((question, count), answer) in expected.iter().zip(answers) {
        assert_eq!(answer, Fact::Exact { count: *count }, "{question:?}");
    }
    server.sandbox.stop().await.unwrap();
}

#[tokio::test]
async fn operators_without_a_name_are_those_of_the_search_path() {
    let script = "CREATE EXTENSION citext; CREATE TABLE t (id int PRIMARY KEY, c citext);
        INSERT INTO t VALUES (1, 'x'), (2, 'X'), (3, 'y');
        CREATE DOMAIN code AS citext;
        CREATE TABLE target (c code PRIMARY KEY);
        INSERT INTO target VALUES ('x')";
    let server = Server::start(script).await;
    let check = |search_path: Option<&str>| Question::CheckViolations {
        table: t(),
        expression: "(c IS DISTINCT FROM 'x'::public.citext)".to_owned(),
        no_inherit: false,
        search_path: search_path.map(str::to_owned),
    };
    let path = Some("pg_catalog, public");
    let keys = Question::Duplicates {
        table: t(),
        terms: vec!["(NULLIF(c, 'x'::public.citext) IS NULL)".to_owned()],
        predicate: None,
        nulls_not_distinct: false,
        search_path: path.map(str::to_owned),
    };
    let orphans = Question::Orphans {
        table: t(),
        columns: vec!["c".to_owned()],
        references: Address::table("public", "target"),
        referenced_columns: vec!["c".to_owned()],
        match_full: false,
    };
    let found = server.ask(&[check(path), check(None), keys, orphans]).await;
    assert_eq!(found, [2, 1, 2, 1].map(|count| Fact::Exact { count }));
    let mut session = Session::connect(&server.target).await.unwrap();
    assert_eq!(sample(&mut session, &check(path), 10).await.unwrap().rows.len(), 2);
    session.close().await.unwrap();
    server.sandbox.stop().await.unwrap();
}
