//! The command line on the sample's database: exit codes, refusals, clear errors, recovery.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

#[path = "cli/bench.rs"]
mod bench;

use bench::{Bench, Ended};

const RENAME: &str = "public.patient.phone_no=public.patient.phone_number";
const UNIQUE: &str = "add constraint public.patient.uq_patient_email";
const CHECK: &str = "add constraint public.invoice_line.ck_invoice_line_quantity_positive";

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_way_ends_with_nothing_that_differs() {
    let bench = Bench::with_clinic("way").await;
    let (before, after) = (bench.url(), bench.models());
    bench.run(&["check", &before, &after]).ends(1);

    let blocked = bench.run(&["plan", &before, &after, "--rename", RENAME, "--format", "steps"]);
    blocked.ends(3).says("unique-violated@public.patient.uq_patient_email");
    blocked.says("check-violated@public.invoice_line.ck_invoice_line_quantity_positive");

    let plan = bench.path("plan.json");
    let make =
        ["plan", &before, &after, "--rename", RENAME, "--exclude", UNIQUE, "--exclude", CHECK];
    let first = bench.run(&[&make[..], &["--out", &plan]].concat());
    let second = bench.run(&make);
    assert_eq!(first.ends(0).stdout, second.ends(0).stdout, "the same plan is the same text");

    let untouched = bench.structure().await;
    bench.run(&["apply", &plan, &before]).ends(3).says("drops-column public.patient.fax");
    bench.run(&["apply", &plan, &before, "--backup", "none"]).ends(3).says("backup");
    assert_eq!(bench.structure().await, untouched, "a shut gate changes nothing");

    let accept = ["apply", &plan, &before, "--accept", "drops-column@public.patient.fax"];
    bench.run(&accept).ends(0).says("ok   Structure is as planned");
    bench.run(&accept).ends(3).says("applied already");

    bench.fill("fix_rows.sql").await;
    bench.run(&["plan", &before, &after, "--out", &plan]).ends(0);
    bench.run(&["apply", &plan, &before]).ends(0);
    bench.run(&["check", &before, &after]).ends(0).says("nothing differs");
    bench.run(&["validate", &before, &after]).ends(0);

    bench.run(&["history"]).ends(0).says("applied");
    for format in ["html", "md", "json"] {
        let out = bench.path(&format!("report.{format}"));
        bench.run(&["report", "last", "--format", format, "--out", &out]).ends(0);
        let text = std::fs::read_to_string(&out).expect("the report");
        assert!(text.contains("uq_patient_email"), "the {format} report names what was done");
    }
    bench.has_no_password();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_comes_back_whole_and_only_into_an_empty_database() {
    let bench = Bench::with_clinic("backup").await;
    let taken = bench.run(&["backup", &bench.url()]).ends(0).stdout.clone();
    let id = taken.split_whitespace().next().expect("the backup's id");
    let empty = bench.other_database("restored").await;
    bench.run(&["restore", id, &empty]).ends(0);
    bench.run(&["diff", &bench.url(), &empty]).ends(0);
    bench.run(&["restore", id, &empty]).ends(3).says("empty");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_input_is_named_with_what_to_do_next() {
    let bench = Bench::with_clinic("errors").await;
    let (url, models) = (bench.url(), bench.models());
    let untouched = bench.structure().await;
    let hinted = |ended: &Ended, exit: i32, said: &str| {
        ended.ends(exit).says(said).says("hint: ");
    };
    let wrong = url.replace("postgres:", "postgres:x");
    hinted(&bench.run(&["check", &wrong, &models]), 6, "error[authentication-failed]");
    let nowhere = "postgresql://postgres@127.0.0.1:1/nothing";
    hinted(&bench.run(&["check", nowhere, &models]), 6, "error[server-unreachable]");
    let missing = format!("{url}_missing");
    hinted(&bench.run(&["check", &missing, &models]), 6, "error[database-missing]");
    hinted(&bench.run(&["check", &url, "sql:schema.sql"]), 2, "error[source-unsupported]");
    hinted(&bench.run(&["check", &url, "models:nowhere"]), 2, "error[models-missing]");
    hinted(&bench.run(&["report", "last"]), 2, "error[run-missing]");

    bench.write("clinic/app/models/broken.py", "class Broken(:\n    pass\n");
    hinted(&bench.run(&["check", &url, &models]), 2, "broken.py:1");
    bench.remove("clinic/app/models/broken.py");
    bench.write("clinic/godwit.toml", "[policy]\nonline = 'perhaps'\n");
    hinted(&bench.run(&["check", &url, &models]), 2, "godwit.toml:2");
    bench.write("clinic/godwit.toml", "");

    let plan = bench.path("plan.json");
    bench
        .run(&["plan", &url, &models, "--exclude", UNIQUE, "--exclude", CHECK, "--out", &plan])
        .ends(0);
    let text = std::fs::read_to_string(&plan).expect("the plan");
    std::fs::write(&plan, text.replace("reminder_sent", "reminder_went")).expect("tampered");
    hinted(&bench.run(&["apply", &plan, &url]), 2, "error[plan-tampered]");
    std::fs::write(&plan, text).expect("put back");

    let twin = bench.other_database("twin").await;
    hinted(&bench.run(&["apply", &plan, &twin]), 3, "another database");
    bench.execute("CREATE TABLE public.late (id integer)").await;
    hinted(&bench.run(&["apply", &plan, &url]), 3, "has changed since");
    bench.execute("DROP TABLE public.late").await;
    assert_eq!(bench.structure().await, untouched, "nothing was changed");
    bench.has_no_password();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_without_the_rights_is_refused_before_anything_is_done() {
    let bench = Bench::with_clinic("rights").await;
    bench
        .execute(
            "CREATE ROLE reader LOGIN PASSWORD 'reader-only'; GRANT USAGE ON SCHEMA public TO reader;
             GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
             GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO reader",
        )
        .await;
    let url = bench.url_of("reader", "reader-only");
    let plan = bench.path("plan.json");
    let models = bench.models();
    bench
        .run(&["plan", &url, &models, "--exclude", UNIQUE, "--exclude", CHECK, "--out", &plan])
        .ends(0);
    let untouched = bench.structure().await;
    let accept = ["--accept", "drops-column@public.patient.fax"];
    bench
        .run(&[&["apply", &plan, &url][..], &accept].concat())
        .ends(3)
        .says("does not own public.appointment");
    bench.execute("ALTER ROLE reader SET default_transaction_read_only = on").await;
    bench.run(&[&["apply", &plan, &url][..], &accept].concat()).ends(3).says("read_only");
    assert_eq!(bench.structure().await, untouched, "nothing was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_in_the_middle_leaves_the_structure_as_before() {
    let mut bench = Bench::alone_with_clinic().await;
    let plan = bench.path("plan.json");
    let (url, models) = (bench.url(), bench.models());
    bench.write("clinic/godwit.toml", "[policy]\nlock_timeout = \"60s\"\n");
    let left_out = ["--exclude", UNIQUE, "--exclude", CHECK, "--rename", RENAME];
    bench.run(&[&["plan", &url, &models, "--out", &plan][..], &left_out].concat()).ends(0);
    let untouched = bench.structure().await;
    // The run waits for this lock with some of its statements done, and then the server is gone.
    let holder = bench.hold("LOCK TABLE public.room IN ACCESS SHARE MODE").await;
    let accept = "drops-column@public.patient.fax";
    let applying = bench.start(&["apply", &plan, &url, "--accept", accept]);
    bench.wait_for_a_waiting_lock().await;
    bench.kill_server();
    drop(holder);
    bench.restart_server().await;
    let ended = bench.finish(applying);
    assert!([4, 5].contains(&ended.code), "the run failed: {}", ended.stderr);
    bench.run(&["recover", "--target", &bench.url()]).ends(0);
    bench.run(&["history"]).ends(0).says("rolled back");
    assert_eq!(bench.structure().await, untouched, "the structure is as before");
}
