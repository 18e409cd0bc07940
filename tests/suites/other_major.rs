//! What a server of another major printed in other words is no difference. Its snapshot stands in for
//! the server: its version and its words are put into one of this machine's.
#![allow(clippy::expect_used, clippy::panic)]

use godwit_tests::{
    clinic::psql,
    program::{Program, url},
    server,
};
use serde_json::Value;
use tempfile::TempDir;

const SCHEMA: &str = "
CREATE TABLE t (id integer PRIMARY KEY, n integer CONSTRAINT few CHECK (n IN (1, 2)));
CREATE VIEW ids AS SELECT t.id FROM t WHERE t.id > 3;
CREATE MATERIALIZED VIEW many AS SELECT t.n, count(*) AS c FROM t GROUP BY t.n;";

/// The snapshot of a database as a server from the future would have it, its texts changed.
fn told_otherwise(program: &Program, database: &str, texts: &[(&str, &str)]) -> (TempDir, String) {
    let document = program.expect(0, &["snapshot", database]).stdout;
    let mut document: Value = serde_json::from_str(&document).expect("JSON");
    document["server"]["version"] = 990_001.into();
    let mut text = document.to_string();
    for (ours, theirs) in texts {
        assert!(text.contains(ours), "{text} has no {ours}");
        text = text.replace(ours, theirs);
    }
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("snapshot.json");
    std::fs::write(&path, text).expect("written");
    let source = format!("snapshot:{}", path.display());
    (folder, source)
}

#[tokio::test]
async fn other_words_for_the_same_do_not_differ() {
    let (server, program) = (server().await, Program::new());
    let database = server.fresh_database("words").await;
    psql(server.sandbox(), &database, SCHEMA);
    let live = url(&database);
    // As majors before 16 and after it print a column of the only relation.
    let version = psql(server.sandbox(), &database, "SHOW server_version_num");
    let qualifies = version.trim().parse::<u32>().expect("a number") < 160_000;
    let (ours, theirs): (Vec<&str>, Vec<&str>) = if qualifies {
        (vec!["SELECT t.id", "(t.id > 3)"], vec!["SELECT id", "(id > 3)"])
    } else {
        (vec!["SELECT id", "(id > 3)"], vec!["SELECT t.id", "(t.id > 3)"])
    };
    let mut words: Vec<(&str, &str)> = ours.into_iter().zip(theirs).collect();
    words.push(("(n = ANY (ARRAY[1, 2]))", "((n = ANY (ARRAY[1, 2])))"));
    let (_folder, theirs) = told_otherwise(&program, &live, &words);
    program.expect(0, &["check", &live, &theirs]);
    program.expect(0, &["check", &theirs, &live]);

    let (_folder, wanted) = told_otherwise(&program, &live, &[("> 3", "> 4"), ("1, 2]", "1, 3]")]);
    let found = program.expect(1, &["diff", &live, &wanted]).stdout;
    assert!(found.contains("view public.ids") && found.contains("public.t.few"), "{found}");
    let plan = program.expect(0, &["plan", &live, &wanted]).stdout;
    psql(server.sandbox(), &database, &plan);
    program.expect(0, &["check", &live, &wanted]);
}

/// A document may have been written by anybody.
#[tokio::test]
async fn nothing_but_a_query_is_put_to_the_server() {
    let (server, program) = (server().await, Program::new());
    let database = server.fresh_database("words").await;
    psql(server.sandbox(), &database, SCHEMA);
    let live = url(&database);
    let texts = [("> 3", "> 4); DROP MATERIALIZED VIEW public.many; SELECT (1")];
    let (_folder, hostile) = told_otherwise(&program, &live, &texts);
    let found = program.expect(1, &["diff", &live, &hostile]).stdout;
    assert!(found.contains("view public.ids"), "{found}");
    let rows = psql(server.sandbox(), &database, "SELECT count(*) FROM many");
    assert!(rows.contains('0'), "{rows}");
}
