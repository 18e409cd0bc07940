//! The whole way with the real command line on the sample, and what each verb's exit code says.

use godwit_postgres::Target;
use godwit_tests::{
    bench::{Bench, DANGER, RENAME},
    clinic,
    program::url,
    server,
};

/// Rows of every table, counted.
async fn counts(target: &Target) -> String {
    let sandbox = server().await.sandbox();
    clinic::psql(
        sandbox,
        target,
        "SELECT format('SELECT %L, count(*) FROM public.%I', tablename, tablename)
         FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename \\gexec",
    )
}

#[tokio::test]
async fn the_whole_way() {
    let bench = Bench::new("way").await;
    let program = &bench.program;
    program.expect(1, &["check", &bench.url, &bench.models]);

    let blocked = bench.plan(3, &["--rename", RENAME, "--format", "steps"]);
    for hazard in ["blocking check-violated@", "blocking unique-violated@"] {
        assert!(blocked.stdout.contains(hazard), "{}", blocked.stdout);
    }
    program
        .expect(3, &["apply", &bench.plan, &bench.url, "--accept", DANGER])
        .error("gate-shut")
        .says("check-violated");

    bench.plan_what_fits(&[]);
    let before = bench.structure();
    program
        .expect(3, &["apply", &bench.plan, &bench.url, "--backup", "auto"])
        .error("gate-shut")
        .says("drops-column public.patient.fax");
    program
        .expect(3, &["apply", &bench.plan, &bench.url, "--accept", DANGER, "--backup", "none"])
        .error("gate-shut")
        .says("without a backup");
    assert_eq!(bench.structure(), before, "a shut gate changes nothing");

    let applied = program
        .expect(0, &["apply", &bench.plan, &bench.url, "--accept", DANGER, "--backup", "auto"]);
    for check in ["ok   Structure is as planned", "ok   Constraints hold", "ok   Rows that should"]
    {
        assert!(applied.stdout.contains(check), "{}", applied.stdout);
    }
    assert_ne!(bench.structure(), before);
    let validated = program.expect(1, &["validate", &bench.url, &bench.models]);
    assert!(validated.stdout.contains("uq_patient_email"), "{}", validated.stdout);

    let archives = archives(&program.home().join("backups"));
    program
        .expect(3, &["apply", &bench.plan, &bench.url, "--accept", DANGER, "--backup", "auto"])
        .error("gate-shut")
        .says("this plan was applied already");
    assert_eq!(
        archives,
        self::archives(&program.home().join("backups")),
        "no backup is taken for a plan that cannot be applied"
    );

    let fix = std::fs::read_to_string(clinic::sample().join("fix_rows.sql")).expect("SQL");
    clinic::psql(server().await.sandbox(), &bench.target, &fix);
    bench.plan(0, &[]);
    program.expect(0, &["apply", &bench.plan, &bench.url]);
    program.expect(0, &["check", &bench.url, &bench.models]).says("nothing differs");
    program.expect(0, &["validate", &bench.url, &bench.models]);
    let nothing = bench.plan(0, &["--format", "steps"]);
    assert_eq!(nothing.stdout.trim(), "nothing to do");

    for (format, start) in [("html", "<!"), ("md", "#"), ("json", "{")] {
        let out = bench.project.path().join(format!("report.{format}")).display().to_string();
        program.expect(0, &["report", "last", "--format", format, "--out", &out]);
        let text = std::fs::read_to_string(&out).expect("the report");
        assert!(text.to_lowercase().starts_with(start), "{format}: {text:.80}");
        assert!(text.contains("uq_patient_email"), "{format} names the steps");
        program.expect(0, &["report", "last", "--format", format]);
    }
    program.expect(2, &["report", "last", "--format", "pdf"]).error("report-format-unknown");

    let history = program.expect(0, &["--json", "history"]).stdout;
    let history: serde_json::Value = serde_json::from_str(&history).expect("JSON");
    let runs = history["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 2, "{history}");
    assert!(runs.iter().all(|run| run["state"] == "applied"), "{history}");
    assert_eq!(history["backups"].as_array().map(Vec::len), Some(archives.len() + 1));
    let text = program.expect(0, &["history"]).stdout;
    assert_eq!(text.lines().filter(|line| line.contains("applied")).count(), 2, "{text}");
}

/// Names of the archives in a folder.
fn archives(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder of backups")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".dump"))
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn snapshots_are_sources() {
    let bench = Bench::new("snapshots").await;
    let file = bench.project.path().join("now.json").display().to_string();
    bench.program.expect(0, &["snapshot", &bench.url, "--out", &file]);
    let snapshot = format!("snapshot:{file}");
    bench.program.expect(0, &["diff", &snapshot, &snapshot]);
    bench.program.expect(0, &["diff", &snapshot, &bench.url]);
    bench.program.expect(1, &["diff", &snapshot, &bench.models]);
    let all = bench.program.expect(1, &["diff", "empty:", &snapshot]).stdout;
    assert!(all.contains("+ table public.patient"), "{all}");
}

#[tokio::test]
async fn a_backup_becomes_an_equal_database() {
    let bench = Bench::new("backup").await;
    let copy = server().await.fresh_database("copy").await;
    let taken = bench.program.expect(0, &["backup", &bench.url]).stdout;
    let id = taken.split_whitespace().next().expect("an id").to_owned();
    bench.program.expect(0, &["restore", &id, &url(&copy)]);
    let (source, restored) = (counts(&bench.target).await, counts(&copy).await);
    assert!(source.contains("patient|3000"), "{source}");
    assert_eq!(source, restored);
    bench.program.expect(0, &["diff", &bench.url, &url(&copy)]);

    clinic::psql(server().await.sandbox(), &copy, "DELETE FROM public.payment");
    let changed = counts(&copy).await;
    bench.program.expect(3, &["restore", &id, &url(&copy)]).error("restore-target-not-empty");
    assert_eq!(counts(&copy).await, changed, "a refused restore leaves the database alone");
    bench.program.expect(2, &["restore", "nonesuch", &url(&copy)]).error("backup-missing");
}

#[tokio::test]
async fn plans_are_the_same_bytes() {
    let bench = Bench::new("bytes").await;
    let first = bench.plan_what_fits(&[]).stdout;
    assert!(first.contains("RENAME COLUMN phone_no TO phone_number"), "{first}");
    assert!(!first.contains("uq_patient_email"), "{first}");
    assert_eq!(first, bench.plan_what_fits(&[]).stdout);
}

#[tokio::test]
async fn a_backup_of_another_plan_opens_no_gate() {
    let bench = Bench::new("backups").await;
    bench.plan_what_fits(&[]);
    let taken = bench.program.expect(0, &["backup", &bench.url]).stdout;
    let id = taken.split_whitespace().next().expect("an id").to_owned();
    bench
        .run(3, &[&bench.apply()[..], &["--backup", &id]].concat())
        .error("gate-shut")
        .says("for another plan");

    let taken = bench.program.expect(0, &["backup", &bench.url, "--plan", &bench.plan]).stdout;
    let (id, path) = taken.trim().split_once("  ").expect("id and path");
    let whole = std::fs::read(path).expect("the archive");
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    std::fs::write(path, damaged).expect("written");
    let before = bench.structure();
    bench.run(3, &[&bench.apply()[..], &["--backup", id]].concat()).error("gate-shut");
    assert_eq!(bench.structure(), before);
    std::fs::write(path, whole).expect("written");
    bench.run(0, &[&bench.apply()[..], &["--backup", id]].concat());
}
