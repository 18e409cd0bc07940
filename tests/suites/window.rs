//! The real window, driven as a person would: from a new connection to a report.
//!
//! Needs a display, an unlocked keyring and the built application; `scripts/e2e.sh` gives all three.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

#[path = "window/clinic.rs"]
mod clinic;
#[path = "window/driver.rs"]
mod driver;

use std::time::Duration;

use clinic::Clinic;
use driver::Window;

/// The whole story takes about two minutes on two cores that do nothing else.
const PATIENCE: Duration = Duration::from_secs(900);
const UNIQUE: &str = "add constraint public.patient.uq_patient_email";
const CHECK: &str = "add constraint public.invoice_line.ck_invoice_line_quantity_positive";

#[tokio::test(flavor = "multi_thread")]
async fn from_a_new_connection_to_a_report() {
    let clinic = Clinic::new().await;
    let window = Window::open(&clinic.home()).await;
    let outcome = tokio::spawn({
        let (window, clinic) = (window.clone(), clinic.clone());
        async move { tokio::time::timeout(PATIENCE, story(&window, &clinic)).await }
    })
    .await;
    let told = matches!(outcome, Ok(Ok(())));
    if !told {
        window.picture("failed").await;
    }
    window.close().await;
    outcome.expect("the story holds").expect("the story ends in time");
}

async fn story(window: &Window, clinic: &Clinic) {
    connect(window, clinic).await;
    look_at_the_schema(window).await;
    compare(window).await;
    leave_alone_and_not(window, clinic).await;
    review(window).await;
    the_database_moves_on(window, clinic).await;
    window.picture("accept").await;
    apply(window).await;
    let report = report(window).await;
    assert!(
        report.contains("Applied") && report.contains("public.referral"),
        "the report tells the run"
    );
    assert!(!report.contains(&clinic.password()), "no password in the report");
    clinic.has_all_but_what_was_left_out().await;

    clinic.correct_the_rows().await;
    carry_the_rest(window).await;
    clinic.equals_the_models().await;
    the_backup_comes_back(window, clinic).await;

    window.click("nav-history").await;
    window.wait_for("[data-testid^='history-row-']").await;
    window.picture("history").await;
    window.click("nav-settings").await;
    window.wait("settings-data-folder").await;
    window.picture("settings").await;
    clinic.no_secret_was_written();
    in_other_sizes(window).await;
}

async fn connect(window: &Window, clinic: &Clinic) {
    window.wait("profile-add").await;
    window.picture("start").await;
    window.click("profile-add").await;
    read_url(window, clinic).await;
    window.fill("profile-password", "not the password").await;
    window.click("profile-test").await;
    window.wait_for("[data-testid='check-authentication-failed'][data-state='failed']").await;
    window.picture("refused").await;
    // Reading the URL again brings its password back.
    read_url(window, clinic).await;
    window.fill("profile-name", "clinic").await;
    window.fill("profile-project", &clinic.project().display().to_string()).await;
    window.click("profile-test").await;
    window.wait("profile-test-usable").await;
    window.picture("connections").await;
    window.click("profile-save-open").await;
}

async fn read_url(window: &Window, clinic: &Clinic) {
    window.fill("profile-url", &clinic.url()).await;
    window.click("profile-url-read").await;
    window
        .wait_until(
            "the URL is read, and its password no longer on screen",
            "const value = (id) => document.querySelector(`[data-testid=${id}]`).value;
             return value('profile-database') !== '' && value('profile-url') === ''
                 && value('profile-password') === ''",
        )
        .await;
}

async fn look_at_the_schema(window: &Window) {
    window.click("nav-schema").await;
    window.wait("schema-canvas").await;
    window.wait_for("[data-testid='outline-item-public.patient']").await;
    window.click("outline-item-public.patient").await;
    window.wait("schema-details").await;
    window.picture("schema").await;

    window.click("outline-item-enum_public.appointmentstatus").await;
    window
        .wait_until(
            "the labels of the type are shown",
            "return document.querySelector('[data-testid=schema-details]').textContent.includes('checked_in')",
        )
        .await;
    window.picture("object").await;
    window.click("schema-export").await;
    let path = window.text("schema-export-path").await;
    let drawing = std::fs::read_to_string(path.trim()).expect("the drawing that the window named");
    assert!(drawing.starts_with("<svg") && drawing.contains(">patient</text>"), "{drawing:.200}");
    window.click("schema-export-close").await;
    window.wait_gone("schema-export-path").await;
}

async fn compare(window: &Window) {
    window.click("nav-compare").await;
    window.wait("compare-start").await;
    window.click_if_there("compare-start").await;
    window.wait("rename-accept-0").await;
    window.picture("rename").await;
    window.click("rename-accept-0").await;
    window.wait("rename-undo-0").await;
    window.wait_enabled("plan-make").await;
    window.picture("compare").await;
    window.click("compare-view-graph").await;
    window.wait("schema-canvas").await;
    window.picture("compare-graph").await;
}

/// What is left alone stands in the project's settings, and comes back from there.
async fn leave_alone_and_not(window: &Window, clinic: &Clinic) {
    let change = "change-default_public.room.capacity";
    window.click("compare-view-changes").await;
    window.wait(change).await;
    window.click("leave-public.room").await;
    window.picture("leave").await;
    window.click("leave-confirm").await;
    window.wait_gone(change).await;
    let settings = clinic.project().join("godwit.toml");
    let text = std::fs::read_to_string(&settings).expect("the project's settings");
    assert!(text.contains("\"public.room\"") && text.contains("alembic_version"), "{text}");
    window.press("[data-testid='left-alone'] summary").await;
    window.click("left-public.room").await;
    window.wait(change).await;
    window.wait_enabled("plan-make").await;
}

async fn review(window: &Window) {
    window.click("plan-make").await;
    window.wait("plan-blocked").await;
    assert!(!window.enabled("plan-continue").await, "a blocked plan cannot go on");
    window.picture("plan").await;

    let rows = window.rows_of(UNIQUE, "unique-violated").await;
    assert_eq!(rows, 7, "the patients that share an e-mail address are shown");
    window.picture("rows").await;
    assert_eq!(window.rows_of(CHECK, "check-violated").await, 7, "the bad invoice lines are shown");

    for step in [UNIQUE, CHECK] {
        window.untick(step).await;
    }
    window.wait_gone("plan-blocked").await;

    let danger = "danger-accept-public.patient.fax";
    window.click(danger).await;
    window.wait("danger-input").await;
    window.fill("danger-input", "public.patient.fa").await;
    assert!(!window.enabled("danger-confirm").await, "a name that is not whole confirms nothing");
    window.press_escape("danger-input").await;
    window.wait_gone("danger-input").await;
    assert!(!window.enabled("plan-continue").await, "Escape accepts nothing");
    window.click(danger).await;
    window.fill("danger-input", "public.patient.fax").await;
    window.picture("typed").await;
    window.click("danger-confirm").await;
    window.wait_enabled("plan-continue").await;
}

/// Somebody else changes the database while the plan is under review, and takes it back.
async fn the_database_moves_on(window: &Window, clinic: &Clinic) {
    clinic.run("CREATE TABLE public.of_somebody_else (id integer)").await;
    window.come_back().await;
    window.wait("plan-stale").await;
    assert!(!window.enabled("plan-continue").await, "a stale plan cannot go on");
    window.picture("stale").await;
    clinic.run("DROP TABLE public.of_somebody_else").await;
    window.come_back().await;
    window.wait_gone("plan-stale").await;
    window.wait_enabled("plan-continue").await;
}

/// The newest backup into a database of its own, which holds what the clinic held before the run.
async fn the_backup_comes_back(window: &Window, clinic: &Clinic) {
    window.click("nav-backups").await;
    let newest = "[data-testid^='backup-restore-']";
    let button = window.wait_for(newest).await.attr("data-testid").await.expect("an attribute");
    window.picture("backups").await;
    window.click(&button.expect("the button's name")).await;
    window.fill("restore-database", clinic::RESTORED).await;
    window.picture("restore").await;
    window.click("restore-start").await;
    window.wait_long("restore-done", Duration::from_secs(180)).await;
    clinic.was_restored().await;
    window.click("restore-open").await;
    window.wait_for("[data-testid='outline-item-public.patient']").await;
    window.click("nav-connections").await;
    window.click("profile-open-clinic").await;
    window.wait_for("[data-testid='outline-item-public.referral']").await;
}

async fn apply(window: &Window) {
    window.click("plan-continue").await;
    window.wait("backup-start").await;
    assert!(!window.enabled("apply-start").await, "nothing is applied before the gate");
    window.click("backup-start").await;
    window.wait_long("backup-done", Duration::from_secs(120)).await;
    window.picture("backup").await;
    window.click("gate-check").await;
    window.wait("gate-state").await;
    window.wait_enabled("apply-start").await;
    window.picture("apply").await;
    window.click("apply-start").await;
    window.wait_long("result-state", Duration::from_secs(120)).await;
    assert_eq!(window.attribute("result-state", "data-state").await.as_deref(), Some("applied"));
    let failed = window
        .run("return [...document.querySelectorAll('[data-testid^=\"validation-\"]')].map((e) => e.dataset.state ?? e.textContent)")
        .await;
    let states = failed.as_array().cloned().unwrap_or_default();
    assert!(states.len() >= 4, "validation has its checks: {failed}");
    assert!(
        !states.iter().any(|state| state.as_str().is_some_and(|state| state.contains("failed"))),
        "validation is green: {failed}"
    );
    window.picture("result").await;
}

async fn report(window: &Window) -> String {
    window.click("report-html").await;
    window.wait("report-path").await;
    let path = window.text("report-path").await;
    std::fs::read_to_string(path.trim()).expect("the report that the window named")
}

async fn carry_the_rest(window: &Window) {
    window.click("nav-compare").await;
    window.click("compare-start").await;
    window.wait_enabled("plan-make").await;
    window.click("plan-make").await;
    window.wait_enabled("plan-continue").await;
    apply(window).await;
}

async fn in_other_sizes(window: &Window) {
    for theme in ["dark", "light"] {
        window.click("nav-settings").await;
        window.click(&format!("settings-theme-{theme}")).await;
        for (width, height) in [(1280, 800), (1920, 1080)] {
            window.resize(width, height).await;
            for screen in [
                "connections",
                "schema",
                "compare",
                "plan",
                "run",
                "backups",
                "history",
                "settings",
            ] {
                window.click(&format!("nav-{screen}")).await;
                window.settle().await;
                window.picture(&format!("{theme}-{width}-{screen}")).await;
            }
        }
    }
}
