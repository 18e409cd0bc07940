//! What `plan --format alembic` writes, carried out by the real Alembic.

use std::process::Command;

use godwit_tests::{bench::Bench, clinic, program::end, server};

/// What it prints for a program, without its news.
fn alembic(bench: &Bench, arguments: &[&str]) -> String {
    let mut command = Command::new(godwit_tests::python());
    command.args(["-m", "alembic"]).args(arguments).current_dir(bench.project.path());
    command.env("DATABASE_URL", &bench.url).env("PYTHONDONTWRITEBYTECODE", "1");
    end(&mut command).expect(0).stdout
}

#[tokio::test]
async fn alembic_reaches_what_godwit_reaches() {
    let own = Bench::new("own").await;
    own.plan_what_fits(&[]);
    own.run(0, &own.apply());

    let bench = Bench::new("alembic").await;
    let file = bench.project.path().join("before.json").display().to_string();
    bench.run(0, &["snapshot", &bench.url, "--out", &file]);
    let written = bench.plan_what_fits(&["--format", "alembic", "--message", "front desk"]).stdout;
    let files: Vec<&str> = written.lines().collect();
    assert!(!files.is_empty());
    for file in &files {
        assert!(file.starts_with(&bench.project.path().display().to_string()), "{file}");
        assert!(std::fs::read_to_string(file).expect("a revision").contains("def upgrade"));
    }
    let heads = bench.run(0, &["alembic", &bench.project.path().display().to_string(), "heads"]);
    let heads = heads.stdout.trim().to_owned();
    assert!(alembic(&bench, &["heads"]).contains(&heads), "both name the same head");

    let current = alembic(&bench, &["current"]);
    let start = current.split_whitespace().next().expect("a revision");
    alembic(&bench, &["upgrade", "head"]);
    let same = ["diff", &bench.url, &own.url];
    bench.run(0, &same);

    alembic(&bench, &["downgrade", start]);
    let before = format!("snapshot:{file}");
    let left = bench.program.run(&["diff", &bench.url, &before]);
    assert!([0, 1].contains(&left.code), "{}", left.stderr);
    // PostgreSQL cannot take back an enum's label, so only that may stay.
    assert!(
        left.stdout.lines().all(|line| line.starts_with("~ enum public.appointmentstatus")),
        "{}",
        left.stdout
    );

    alembic(&bench, &["upgrade", "head"]);
    bench.run(0, &same);
    let rows = "SELECT count(*), count(phone_number) FROM public.patient";
    let sandbox = server().await.sandbox();
    assert_eq!(
        clinic::psql(sandbox, &bench.target, rows),
        clinic::psql(sandbox, &own.target, rows),
        "no number is lost on the way"
    );
}
