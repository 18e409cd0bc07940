//! Whatever stands in the way is named, with what to do next, and changes nothing.

use godwit_engine::{
    Engine, clock::Clock, folders::Folders, gate::Leave, source::Source, view::CheckState,
};
use godwit_plan::Plan;
use godwit_postgres::tools::Tools;
use godwit_tests::{
    bench::{Bench, CHECK, UNIQUE},
    clinic,
    program::{Program, ended, url_with},
    server,
};

#[tokio::test]
async fn who_cannot_connect_learns_why() {
    let target = server().await.fresh_database("connect").await;
    let program = Program::new();
    let wrong = url_with(&target, "postgres", Some("not-the-password"));
    program.expect(6, &["check", &wrong, "empty:"]).error("authentication-failed");
    let without = url_with(&target, "postgres", None);
    program.expect(6, &["check", &without, "empty:"]).error("authentication-failed");
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("its number").port();
    drop(free);
    let nobody = format!("postgresql://postgres:x@127.0.0.1:{port}/x");
    program.expect(6, &["check", &nobody, "empty:"]).error("server-unreachable");
    let mut missing = target;
    missing.database = "nonesuch".to_owned();
    let missing = godwit_tests::program::url(&missing);
    program.expect(6, &["check", &missing, "empty:"]).error("database-missing").says("nonesuch");
}

#[tokio::test]
async fn wrong_use_is_named() {
    let bench = Bench::new("usage").await;
    let before = bench.structure();
    let (url, plan) = (bench.url.as_str(), bench.plan.as_str());
    bench.run(2, &["check", url, "profile"]).error("source-unknown");
    bench.run(2, &["check", url, "git:HEAD"]).error("source-unknown").says("git:REF:");
    bench.run(2, &["check", url, "profile:nobody"]).error("profile-missing").says("nobody");
    bench.run(2, &["check", url, "models:/nonesuch"]).error("models-missing").says("/nonesuch");
    bench.run(2, &["diff", url, "snapshot:/nonesuch"]).error("file-missing").says("/nonesuch");
    bench.run(2, &["apply", plan, url]).error("file-missing").says(plan);
    bench.run(2, &["recover", "nonesuch"]).error("run-missing").says("nonesuch");
    bench.run(2, &["report", "last"]).error("run-missing");
    bench.run(2, &["backup", "empty:"]).error("source-not-live");
    bench.run(2, &["alembic", "/nonesuch", "heads"]);
    bench
        .run(2, &["plan", url, &bench.models, "--rename", "public.patient.phone_no"])
        .error("usage");
    bench
        .run(2, &["plan", url, &bench.models, "--rename", "public.patient.x=public.patient.y"])
        .error("rename-unfit");
    std::fs::write(&bench.plan, "{}").expect("written");
    bench.run(2, &["apply", plan, url]).error("plan-unreadable").says(plan);
    bench.plan_what_fits(&[]);
    bench.run(2, &["apply", plan, url, "--accept", "drops-column"]).error("usage");
    bench.run(2, &["apply", plan, url, "--backup", "nonesuch"]).error("backup-missing");
    assert_eq!(bench.structure(), before);
}

#[tokio::test]
async fn broken_files_are_named_by_line() {
    let bench = Bench::new("files").await;
    let write = |path: &str, text: &str| {
        std::fs::write(bench.project.path().join(path), text).expect("written");
    };
    let check = ["check", &bench.url, &bench.models];
    write("app/models/broken.py", "import os\n\nclass Broken(:\n    pass\n");
    bench.run(2, &check).error("models-broken").says("app/models/broken.py:3");
    std::fs::remove_file(bench.project.path().join("app/models/broken.py")).expect("removed");
    write("godwit.toml", "[policy]\nlock_timeout = \"3s\"\nonline = perhaps\n");
    bench.run(2, &check).error("settings-unreadable").says("godwit.toml:3");
    write("godwit.toml", "[policy]\nlock_time = \"3s\"\n");
    bench.run(2, &check).error("settings-unreadable").says("lock_time");
    write("godwit.toml", "");
    bench.plan_what_fits(&[]);
    let text = std::fs::read_to_string(&bench.plan).expect("the plan");
    for (from, to) in [
        ("preferred_language character varying(35)", "preferred_language character varying(36)"),
        ("\"danger\"", "\"note\""),
        ("\"title\": \"Drop column", "\"title\": \"Keep column"),
    ] {
        assert!(text.contains(from), "the plan holds {from}");
        std::fs::write(&bench.plan, text.replacen(from, to, 1)).expect("written");
        bench.run(2, &["apply", &bench.plan, &bench.url]).error("plan-tampered").says(&bench.plan);
    }
}

/// As a window asks: with a plan from the history instead of a file.
#[tokio::test]
async fn the_gate_is_shut_for_a_plan_that_tells_of_another_end() {
    let bench = Bench::new("sealed").await;
    bench.plan_what_fits(&[]);
    let text = std::fs::read_to_string(&bench.plan).expect("the plan");
    let plan: Plan = serde_json::from_str(&text).expect("a plan");
    let mut titled = plan.clone();
    titled.steps[0].title = "Nothing of note".to_owned();
    let mut other_end = plan.clone();
    other_end.expected = other_end.expected.emptied();
    let mut unneeded = plan.clone();
    unneeded.steps.iter_mut().for_each(|step| step.changes.clear());
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(Folders::at(folder.path()), Clock::default()).await.expect("opened");
    let source = Source::Url(bench.url.clone());
    let mut seal = Vec::new();
    for plan in [&plan, &titled, &other_end, &unneeded] {
        let gate = engine.gate(plan, &source, &Leave::default()).await.expect("a gate");
        assert!(!gate.open);
        seal.extend(gate.checks.into_iter().find(|check| check.code == "seal"));
    }
    let states: Vec<CheckState> = seal.iter().map(|check| check.state).collect();
    let (passed, failed) = (CheckState::Passed, CheckState::Failed);
    assert_eq!(states, [passed, failed, failed, failed], "{seal:?}");
}

#[tokio::test]
async fn a_plan_goes_to_no_other_database() {
    let (bench, twin) = (Bench::new("one").await, clinic::database("twin").await);
    bench.plan_what_fits(&[]);
    let twin = Bench { plan: bench.plan.clone(), ..Bench::on(twin) };
    let before = twin.structure();
    twin.run(3, &twin.apply()).error("gate-shut").says("another database");
    assert_eq!(twin.structure(), before);
    assert_eq!(std::fs::read_dir(twin.program.home().join("backups")).expect("it").count(), 0);
}

/// A file may grow to 100 KB only, which pg_dump sees as a disk that is full.
#[tokio::test]
async fn a_full_disk_leaves_no_half_backup() {
    let bench = Bench::new("full").await;
    bench.plan_what_fits(&[]);
    let before = bench.structure();
    let small = bench.project.path().join("small");
    std::fs::create_dir(&small).expect("made");
    let small_text = small.display().to_string();
    for arguments in [vec!["backup", &bench.url, "--out", &small_text], bench.apply().to_vec()] {
        let real = bench.program.command(&arguments);
        let mut limited = std::process::Command::new("/bin/sh");
        limited.args(["-c", "ulimit -f 200 && exec \"$0\" \"$@\""]).arg(real.get_program());
        limited.args(real.get_args()).env("GODWIT_HOME", bench.program.home());
        let ended = ended(limited.output().expect("started")).expect(4).error("disk-full");
        ended.says("nothing was kept");
        for folder in [small.clone(), bench.program.home().join("backups")] {
            let left = std::fs::read_dir(&folder).expect("the folder").count();
            assert_eq!(left, 0, "{} holds a partial file", folder.display());
        }
    }
    assert_eq!(bench.structure(), before);
    bench.run(0, &["backup", &bench.url, "--out", &small_text]);
}

/// The history is the file that a limit meets first, since it grows with use: the first write to it is
/// one of 4 KB.
#[test]
fn a_history_that_may_not_grow_is_told() {
    let program = Program::new();
    for arguments in [&["history"][..], &["profile", "list"]] {
        let real = program.command(arguments);
        let mut limited = std::process::Command::new("/bin/sh");
        limited.args(["-c", "ulimit -f 1 && exec \"$0\" \"$@\""]).arg(real.get_program());
        limited.args(real.get_args()).env("GODWIT_HOME", program.home());
        let told = ended(limited.output().expect("started")).expect(4).error("history-failed");
        told.says("disk I/O error");
    }
    program.expect(0, &["history"]);
}

/// On this machine the command line always finds PostgreSQL's programs, so the engine's own search
/// is asked about an empty folder.
#[test]
fn missing_programs_are_named() {
    let empty = tempfile::tempdir().expect("a folder");
    let error = Tools::find(Some(empty.path()), 15).expect_err("there are none");
    assert_eq!(error.code(), "pg-dump-missing");
    assert!(error.message().contains("nothing was backed up"), "{error:?}");
    let hint = error.hint().expect("a hint");
    assert!(hint.contains(&empty.path().display().to_string()), "{hint}");
}

#[tokio::test]
async fn roles_without_rights_change_nothing() {
    let mut bench = Bench::new("rights").await;
    let sandbox = server().await.sandbox();
    let owner = bench.url.clone();
    let database = bench.target.database.clone();
    clinic::psql(
        sandbox,
        &bench.target,
        &format!(
            "CREATE ROLE clinic_reader LOGIN PASSWORD 'reads';
             CREATE ROLE clinic_writer LOGIN PASSWORD 'writes';
             GRANT SELECT ON ALL TABLES IN SCHEMA public TO clinic_reader;
             GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO clinic_reader;
             REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC;
             GRANT TEMPORARY ON DATABASE {database} TO clinic_reader;"
        ),
    );
    let before = bench.structure();

    // Without SELECT, the rows behind a plan are unknown, and a backup is refused.
    let writer = url_with(&bench.target, "clinic_writer", Some("writes"));
    bench.run(6, &["check", &writer, &bench.models]).error("cannot-elaborate").says("temporary");
    bench.run(6, &["backup", &writer]).error("insufficient-privilege");

    bench.url = url_with(&bench.target, "clinic_reader", Some("reads"));
    bench.plan_what_fits(&[]);
    bench.run(3, &bench.apply()).error("gate-shut").says("does not own public.appointment");

    bench.url = owner;
    assert_eq!(bench.structure(), before);
}

#[tokio::test]
async fn a_read_only_database_changes_nothing() {
    let bench = Bench::new("frozen").await;
    bench.plan(3, &[]);
    bench.plan(
        0,
        &["--rename", godwit_tests::bench::RENAME, "--exclude", CHECK, "--exclude", UNIQUE],
    );
    let sandbox = server().await.sandbox();
    let database = &bench.target.database;
    let freeze = format!("ALTER DATABASE {database} SET default_transaction_read_only = on");
    clinic::psql(sandbox, &sandbox.target("postgres"), &freeze);
    let before = bench.structure();
    bench.run(3, &bench.apply()).error("gate-shut").says("default_transaction_read_only");
    bench.run(1, &["check", &bench.url, &bench.models]);
    assert_eq!(bench.structure(), before);
}
