//! What Godwit does not model is named wherever two databases are compared, whichever side holds it,
//! and `--strict` refuses it.

use godwit_tests::{
    clinic,
    program::{Program, url},
    server,
};

/// A base type can only be made of functions in C; nobody compares it.
const ODD: &str = "
CREATE TYPE \"odd one\";
CREATE FUNCTION odd_in(cstring) RETURNS \"odd one\" LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION odd_out(\"odd one\") RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE \"odd one\" (INPUT = odd_in, OUTPUT = odd_out, LIKE = integer);";
const NAMED: &str = "not modelled: 1 base type: public.\"odd one\"";

#[tokio::test]
async fn named_on_every_surface_and_refused_when_strict() {
    let server = server().await;
    let (with, without) =
        (server.fresh_database("odd").await, server.fresh_database("plain").await);
    clinic::psql(server.sandbox(), &with, ODD);
    let program = Program::new();
    let (with, without) = (url(&with), url(&without));

    let snapshot = program.expect(0, &["snapshot", &with]).stdout;
    let snapshot: serde_json::Value = serde_json::from_str(&snapshot).expect("JSON");
    let unmodelled = &snapshot["catalog"]["unmodelled"][0];
    assert_eq!(unmodelled["class"], "base type", "{unmodelled}");
    assert_eq!(unmodelled["name"], "public.\"odd one\"", "{unmodelled}");

    program.expect(0, &["check", &with, &with]).says(NAMED);
    for (before, after) in [(&with, &without), (&without, &with)] {
        program.expect(1, &["diff", before, after]).says(NAMED);
        program.expect(1, &["check", before, after]).says(NAMED);
        let plan = program.run(&["plan", before, after, "--format", "sql"]).says(NAMED);
        let line = "-- Not modelled, left as it is: base type public.\"odd one\"";
        assert!(plan.stdout.contains(line), "{}", plan.stdout);
        for verb in ["diff", "check", "plan"] {
            program
                .expect(3, &[verb, before, after, "--strict"])
                .error("unmodelled-present")
                .says("1 base type: public.\"odd one\"");
        }
    }
    program.expect(0, &["diff", &without, &without, "--strict"]);
}

/// What is granted on an extension's members, or taken from them, is kept by pg_dump.
#[tokio::test]
async fn rights_on_members_of_extensions_are_named() {
    let server = server().await;
    let database = server.fresh_database("rights").await;
    let url = url(&database);
    let program = Program::new();
    let named = "not modelled: 1 extension with changed rights on its members: citext";
    clinic::psql(server.sandbox(), &database, "CREATE EXTENSION citext; CREATE EXTENSION hstore;");
    program.expect(0, &["check", &url, &url, "--strict"]);
    let change = "REVOKE EXECUTE ON FUNCTION citext_eq(citext, citext) FROM PUBLIC;";
    clinic::psql(server.sandbox(), &database, change);
    program.expect(0, &["check", &url, &url]).says(named);
    program.expect(3, &["check", &url, &url, "--strict"]).error("unmodelled-present");
    let back = "GRANT EXECUTE ON FUNCTION citext_eq(citext, citext) TO PUBLIC;";
    clinic::psql(server.sandbox(), &database, back);
    program.expect(0, &["check", &url, &url, "--strict"]);
}

/// What needs what is not modelled cannot be made where that is not: never SQL that the server refuses.
#[tokio::test]
async fn what_needs_it_is_refused_where_it_is_not() {
    let server = server().await;
    let (with, without) =
        (server.fresh_database("base").await, server.fresh_database("bare").await);
    let used = format!("{ODD} CREATE TABLE t (a \"odd one\"[], b integer);");
    clinic::psql(server.sandbox(), &with, &used);
    clinic::psql(server.sandbox(), &without, "CREATE TABLE t (b integer);");
    let program = Program::new();
    let (with, without) = (url(&with), url(&without));
    let said = "public.t.a needs base type public.\"odd one\", which the database does not have and \
                Godwit cannot make";
    let plan = program.expect(3, &["plan", &without, &with]).stdout;
    assert!(plan.contains("needs-unmodelled") && plan.contains(said), "{plan}");
    program.expect(0, &["plan", &with, &with]);
}

/// A type without a body, and what `ALTER … DEPENDS ON EXTENSION` says of an object.
#[tokio::test]
async fn shell_types_and_dependencies_on_extensions_are_named() {
    let server = server().await;
    let (with, without) =
        (server.fresh_database("shell").await, server.fresh_database("none").await);
    clinic::psql(
        server.sandbox(),
        &with,
        "CREATE TYPE shell; CREATE EXTENSION citext;
         CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
         ALTER FUNCTION f() DEPENDS ON EXTENSION citext;",
    );
    clinic::psql(
        server.sandbox(),
        &without,
        "CREATE EXTENSION citext; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';",
    );
    let program = Program::new();
    let (with, without) = (url(&with), url(&without));
    let dependency = "1 dependency on an extension: function public.f() on citext";
    program.expect(0, &["check", &with, &with]).says("1 shell type: public.shell").says(dependency);
    // A replacement forgets it, and the extension takes the function along.
    for wanted in [&*without, "empty:"] {
        let plan = program.expect(3, &["plan", &with, wanted]).stdout;
        assert!(plan.contains("used-by-unmodelled"), "{plan}");
    }
}

#[tokio::test]
async fn what_no_statement_says_alone_is_named() {
    let server = server().await;
    let database = server.fresh_database("said").await;
    let url = url(&database);
    let program = Program::new();
    // Attaching finds the key's index, which is as unique as the parent's.
    let attached = "
        CREATE TABLE p (a integer NOT NULL) PARTITION BY LIST (a);
        CREATE UNIQUE INDEX p_a ON p (a);
        CREATE TABLE p_1 (a integer PRIMARY KEY);
        ALTER TABLE p ATTACH PARTITION p_1 FOR VALUES IN (1);";
    clinic::psql(server.sandbox(), &database, attached);
    let named = "1 key attached to an index: public.p_1.p_1_pkey";
    program.expect(0, &["check", &url, &url]).says(named);
    // Before 15 every sequence is permanent.
    if server.sandbox().version().major >= 15 {
        let apart = "
            CREATE UNLOGGED TABLE u (id integer GENERATED ALWAYS AS IDENTITY);
            ALTER SEQUENCE u_id_seq SET LOGGED;";
        clinic::psql(server.sandbox(), &database, apart);
        let named = "1 identity sequence of another persistence: public.u_id_seq";
        program.expect(0, &["check", &url, &url]).says(named);
    }
}
