//! DDL files as a source: what they make, what is refused, what is said when one is wrong.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use godwit_tests::{
    clinic::psql,
    program::{Program, url, url_with},
    server,
};
use tempfile::TempDir;

/// Files of one test.
struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    /// Writes a file and gives its name as a source.
    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, text).expect("written");
        format!("sql:{}", path.display())
    }

    fn folder(&self) -> String {
        format!("sql:{}", self.0.path().display())
    }
}

const SCHEMA: &str = "\
\\restrict abcdef
SET transaction_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.author (id integer PRIMARY KEY, name character varying(40) NOT NULL);
COPY public.author (id, name) FROM stdin;
1\tit's; a
\\.
ALTER TABLE ONLY public.author
    ADD CONSTRAINT author_name_check CHECK (name IN ('x', 'y'));
CREATE FUNCTION public.f(a integer) RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT 1;
 SELECT (a + 2);
END;
CREATE VIEW public.named AS SELECT id FROM public.author WHERE name <> ';';
\\unrestrict abcdef
";

#[tokio::test(flavor = "multi_thread")]
async fn a_dump_is_the_database_it_was_made_from() {
    let (program, files) = (Program::new(), Files::new());
    let target = server().await.fresh_database("sql_same").await;
    let schema = files.write("schema.sql", SCHEMA);
    let live = url(&target);
    let plan = program.expect(0, &["plan", &live, &schema]).stdout;
    psql(server().await.sandbox(), &target, &plan);
    program.expect(0, &["check", &live, &schema]);
    program.expect(0, &["check", &schema, &live]);
    let twice = [
        program.expect(0, &["plan", "empty:", &schema]),
        program.expect(0, &["plan", "empty:", &schema]),
    ];
    assert_eq!(twice[0].stdout, twice[1].stdout, "the same plan is the same text");
    let back = program.expect(0, &["plan", &live, "empty:"]).stdout;
    psql(server().await.sandbox(), &target, &back);
    program.expect(0, &["check", &live, "empty:"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_run_in_the_order_of_its_names() {
    let (program, files) = (Program::new(), Files::new());
    files.write("02_more.up.sql", "ALTER TABLE t ADD b text;");
    files.write("02_more.down.sql", "ALTER TABLE t DROP b;");
    files.write("01_first.sql", "BEGIN; CREATE TABLE t (a integer); COMMIT;");
    let other = Files::new();
    let whole = other.write("whole.sql", "CREATE TABLE t (a integer, b text);");
    program.expect(0, &["check", &files.folder(), &whole]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_with_file_and_line() {
    let (program, files) = (Program::new(), Files::new());
    let wrong = files.write("wrong.sql", "CREATE TABLE t (\n  a integer,\n  b nonsense\n);");
    let said = program.expect(2, &["snapshot", &wrong]).error("ddl-failed");
    said.says("wrong.sql:3: type \"nonsense\" does not exist: CREATE TABLE t").says("42704");
    let open = files.write("open.sql", "BEGIN;\nCREATE TABLE t (a integer);");
    program.expect(2, &["snapshot", &open]).error("ddl-failed").says("does not end");
    let other = files.write("other.sql", "SELECT 1;\n\\connect elsewhere\n");
    program.expect(3, &["snapshot", &other]).error("ddl-refused").says("other.sql:2: \\connect");
    let reaching = files.write("reaching.sql", "\nCREATE ROLE boss SUPERUSER;");
    program
        .expect(3, &["snapshot", &reaching])
        .error("ddl-refused")
        .says("reaching.sql:2: CREATE ROLE");
}

/// What a hostile file would do, hidden from any reading of its statements.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_no_power_over_the_server() {
    let (program, files) = (Program::new(), Files::new());
    for (name, text) in [
        ("program", "DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''id'''; END $$;"),
        ("file", "SELECT pg_catalog.pg_read_file('/etc/passwd');"),
        ("role", "DO $$ BEGIN EXECUTE 'CREATE ROLE boss SUPERUSER'; END $$;"),
        ("export", "SELECT pg_catalog.lo_export(pg_catalog.lo_create(0), '/tmp/godwit_lo');"),
        ("setting", "DO $$ BEGIN EXECUTE 'ALTER SYSTEM SET work_mem = 1'; END $$;"),
        (
            // Elevated statements must not run what the file made.
            "validator",
            "CREATE FUNCTION v(text[], oid) RETURNS void LANGUAGE plpgsql AS \
             $$ BEGIN EXECUTE 'CREATE ROLE boss SUPERUSER'; END $$;\n\
             CREATE FOREIGN DATA WRAPPER w VALIDATOR v OPTIONS (a 'b');",
        ),
        (
            "default",
            "CREATE FUNCTION d() RETURNS integer IMMUTABLE LANGUAGE plpgsql AS \
             $$ BEGIN EXECUTE 'CREATE ROLE boss SUPERUSER'; RETURN 1; END $$;\n\
             CREATE TABLE t (a integer);\n\
             ALTER TABLE t OWNER TO someone, ADD COLUMN b integer DEFAULT d();",
        ),
        (
            "trigger",
            "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS \
             $$ BEGIN EXECUTE 'CREATE ROLE boss SUPERUSER'; END $$;\n\
             CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION e();\n\
             CREATE TABLE t (a integer);\nDO $$ BEGIN EXECUTE 'SET ROLE boss'; END $$;",
        ),
    ] {
        let file = files.write(&format!("{name}.sql"), text);
        let ended = program.run(&["snapshot", &file]);
        assert!([2, 3].contains(&ended.code), "{name} ends with {}: {}", ended.code, ended.stderr);
    }
    assert!(!std::path::Path::new("/tmp/godwit_lo").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn owners_and_privileges_differ_only_where_a_file_speaks_of_them() {
    let (program, files) = (Program::new(), Files::new());
    let server = server().await;
    let target = server.fresh_database("sql_owners").await;
    psql(
        server.sandbox(),
        &target,
        "CREATE ROLE sql_app; CREATE ROLE sql_reader; CREATE TABLE t (a integer); ALTER TABLE t OWNER TO sql_app; GRANT SELECT ON t TO sql_reader;",
    );
    let live = url(&target);
    let plain = files.write("plain.sql", "CREATE TABLE t (a integer);");
    program.expect(0, &["check", &live, &plain]);
    program.expect(0, &["check", &plain, &live]);
    let full = files.write(
        "full.sql",
        "CREATE TABLE t (a integer); ALTER TABLE t OWNER TO sql_app; GRANT SELECT ON t TO sql_reader;",
    );
    program.expect(0, &["check", &live, &full]);
    let other = files.write(
        "other.sql",
        "CREATE TABLE t (a integer); ALTER TABLE t OWNER TO postgres; GRANT UPDATE ON t TO sql_reader;",
    );
    let differs = program.expect(1, &["check", &live, &other]);
    assert_eq!(differs.stdout.lines().count(), 2, "{}", differs.stdout);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_server_serves_as_scratch_but_never_the_database_itself() {
    let (program, files) = (Program::new(), Files::new());
    let server = server().await;
    let target = server.fresh_database("sql_scratch").await;
    let postgres = url(&server.sandbox().target("postgres"));
    let live = url(&target);
    let file = files.write("t.sql", "CREATE TABLE t (a integer);");
    let with = |scratch: &str| program.run(&["check", &live, &file, "--scratch", scratch]);
    with(&postgres).expect(1);
    with(&live).expect(3).error("scratch-is-target");
    with(&live.replace("127.0.0.1", "localhost")).expect(3).error("scratch-is-target");

    psql(
        server.sandbox(),
        &target,
        "CREATE ROLE sql_poor LOGIN PASSWORD 'poor'; CREATE ROLE sql_maker LOGIN CREATEDB PASSWORD 'maker';",
    );
    let maintenance = server.sandbox().target("postgres");
    with(&url_with(&maintenance, "sql_poor", Some("poor")))
        .expect(6)
        .error("insufficient-privilege");
    let maker = url_with(&maintenance, "sql_maker", Some("maker"));
    with(&maker).expect(1);
    let owned = files.write(
        "owned.sql",
        "CREATE TABLE t (a integer);\nALTER TABLE t OWNER TO sql_nobody_knows;",
    );
    let missing = program.run(&["check", &live, &owned, "--scratch", &maker]).expect(2);
    missing.error("role-missing").says("sql_nobody_knows (owned.sql:2)");
    let left = psql(
        server.sandbox(),
        &target,
        "SELECT datname FROM pg_database WHERE datname LIKE 'godwit%' UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE 'godwit%';",
    );
    assert_eq!(left, "", "nothing is left behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_settings_leave_alone_is_left_alone_by_every_verb() {
    let (program, files) = (Program::new(), Files::new());
    let server = server().await;
    let target = server.fresh_database("sql_scope").await;
    psql(
        server.sandbox(),
        &target,
        "CREATE TABLE kept (a integer); CREATE TABLE legacy_orders (a integer); CREATE TABLE alembic_version (version_num varchar(32));
         CREATE SCHEMA reports; CREATE TABLE reports.daily (a integer); CREATE SCHEMA auth; CREATE TABLE auth.users (a integer);",
    );
    let live = url(&target);
    let schema = files.write("schema.sql", "CREATE TABLE kept (a integer);");
    let differs = program.expect(1, &["check", &live, &schema]).stdout;
    for name in ["legacy_orders", "reports.daily", "auth.users"] {
        assert!(differs.contains(name), "{name} is of the person's own: {differs}");
    }
    assert!(!differs.contains("alembic_version"), "{differs}");
    let settings = "[scope]\nignore_namespaces = ['reports']\nignore = ['legacy_*', 'alembic_version', 'auth.users']\n";
    files.write("godwit.toml", settings);
    // A schema that holds what is left alone stays.
    program.expect(0, &["check", &live, &schema]);
    files.write(
        "godwit.toml",
        "[scope]\nignore_namespaces = ['reports']\nignore = ['legacy_*', 'alembic_version']\n",
    );
    program.expect(1, &["check", &live, &schema]);
    psql(
        server.sandbox(),
        &target,
        "CREATE ROLE supabase_admin; ALTER SCHEMA auth OWNER TO supabase_admin;",
    );
    program.expect(0, &["check", &live, &schema]);
    program.expect(0, &["validate", &live, &schema]);
    let plan = program.expect(0, &["plan", &live, &schema]).stdout;
    assert!(!plan.contains("DROP"), "{plan}");
    let drawing = program.expect(0, &["erd", &schema]).stdout;
    assert!(drawing.contains("kept") && drawing.starts_with("<svg"), "{drawing}");
    // Elsewhere the file above the current folder counts.
    let mut command = program.command(&["check", &live, "empty:"]);
    command.current_dir(files.0.path());
    let ended = godwit_tests::program::end(&mut command).expect(1);
    assert_eq!(ended.stdout.trim(), "- table public.kept");
}
