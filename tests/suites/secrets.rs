//! A password given to the program is in nothing that it writes or says, whatever happens.

use std::path::Path;

use godwit_tests::{
    bench::{Bench, CHECK, DANGER, RENAME, UNIQUE},
    clinic,
    program::url_with,
    server,
};

/// Of letters and digits only, so that no escaping hides it.
const CANARY: &str = "Kanarienvogel7Z4qX9";

/// Files below a folder that hold the text.
fn holding(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            holding(&path, found);
        } else {
            let bytes = std::fs::read(&path).expect("a file");
            if bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
}

#[tokio::test]
async fn no_verb_lets_a_password_out() {
    let mut bench = Bench::new("canary").await;
    let sandbox = server().await.sandbox();
    let empty = server().await.fresh_database("canary_copy").await;
    let role = format!("CREATE ROLE canary SUPERUSER LOGIN PASSWORD '{CANARY}'");
    clinic::psql(sandbox, &bench.target, &role);
    bench.url = url_with(&bench.target, "canary", Some(CANARY));
    let url = bench.url.clone();
    let (url, models, plan) = (url.as_str(), bench.models.clone(), bench.plan.clone());
    let (models, plan) = (models.as_str(), plan.as_str());
    let copy = url_with(&empty, "canary", Some(CANARY));
    let wrong_password = url.replace(CANARY, &format!("{CANARY}x"));
    let wrong_port = url.replace(&format!(":{}/", bench.target.port), ":99999/");
    let wrong_scheme = url.replacen("postgresql", "postgresq", 1);
    let no_server = url.replace(&format!(":{}/", bench.target.port), ":1/");
    let wrong_option = format!("{url}?sslmode=prefer");
    let strange_models = format!("models:{url}");
    let project = bench.project.path().display().to_string();
    let file = bench.project.path().join("snapshot.json").display().to_string();

    let calls: Vec<(i32, Vec<&str>)> = vec![
        (0, vec!["snapshot", url]),
        (0, vec!["snapshot", url, "--out", &file]),
        (1, vec!["diff", url, models]),
        (1, vec!["--json", "diff", url, models]),
        (1, vec!["check", url, models]),
        (
            0,
            vec![
                "plan",
                url,
                models,
                "--out",
                plan,
                "--rename",
                RENAME,
                "--exclude",
                CHECK,
                "--exclude",
                UNIQUE,
            ],
        ),
        (
            0,
            vec![
                "plan",
                url,
                models,
                "--rename",
                RENAME,
                "--exclude",
                CHECK,
                "--exclude",
                UNIQUE,
                "--format",
                "json",
            ],
        ),
        (
            0,
            vec![
                "plan",
                url,
                models,
                "--rename",
                RENAME,
                "--exclude",
                CHECK,
                "--exclude",
                UNIQUE,
                "--format",
                "alembic",
            ],
        ),
        (0, vec!["backup", url, "--plan", plan]),
        (3, vec!["apply", plan, url]),
        (0, vec!["apply", plan, url, "--accept", DANGER]),
        (3, vec!["apply", plan, url, "--accept", DANGER]),
        (1, vec!["validate", url, models]),
        (0, vec!["recover"]),
        (0, vec!["recover", "--target", url]),
        (0, vec!["history"]),
        (0, vec!["--json", "history"]),
        (0, vec!["report", "last"]),
        (0, vec!["report", "last", "--format", "json"]),
        (0, vec!["alembic", &project, "heads"]),
        (0, vec!["profile", "list"]),
        (6, vec!["check", &wrong_password, models]),
        (6, vec!["check", &no_server, models]),
        (2, vec!["check", &wrong_port, models]),
        (2, vec!["check", &wrong_scheme, models]),
        (2, vec!["check", &wrong_option, models]),
        (6, vec!["backup", &wrong_password]),
        (6, vec!["apply", plan, &wrong_password]),
        // One argument too many, one where none belongs, a URL in the wrong place.
        (2, vec!["check", url, models, url]),
        (2, vec!["history", url]),
        (2, vec!["report", "last", "--format", url]),
        (2, vec!["plan", url, models, "--format", url]),
        (2, vec!["recover", url]),
        (2, vec!["restore", url, url]),
        (2, vec!["apply", url, plan]),
        (2, vec!["profile", "test", url]),
        (2, vec![url]),
        (2, vec!["check", models, "--rename", url]),
        (2, vec!["diff", url, models, "--rename", url]),
        (2, vec!["diff", url, models, "--rename", &copy, "--rename", "a=b"]),
        (3, vec!["apply", plan, url, "--accept", url]),
        (2, vec!["apply", plan, url, "--backup", url]),
        (2, vec!["alembic", url, "heads"]),
        (2, vec!["diff", url, &strange_models]),
    ];
    let mut leaks = Vec::new();
    for (code, arguments) in calls {
        let ended = bench.program.run(&arguments);
        let shown = format!("{arguments:?}").replace(CANARY, "PASSWORD");
        if ended.stdout.contains(CANARY) || ended.stderr.contains(CANARY) {
            leaks.push(format!("printed by {shown}: {}", ended.stderr));
        }
        if ended.code != code {
            leaks.push(format!("{} from {shown}: {}", ended.code, ended.stderr));
        }
    }
    // The keyring may be there or not; the program says so without the password either way.
    for arguments in
        [vec!["profile", "add", "canary", url], vec!["profile", "add", "canary", &wrong_port]]
    {
        let ended = bench.program.run(&arguments);
        assert!(!format!("{}{}", ended.stdout, ended.stderr).contains(CANARY), "profile add");
    }
    let removed = bench.program.run(&["profile", "remove", "canary"]);
    assert!(!removed.stderr.contains(CANARY));

    let backup = bench.program.expect(0, &["backup", url]).stdout;
    let id = backup.split_whitespace().next().expect("an id").to_owned();
    for code in [0, 3] {
        let ended = bench.program.run(&["restore", &id, &copy]).expect(code);
        assert!(!format!("{}{}", ended.stdout, ended.stderr).contains(CANARY), "restore");
    }
    let mut by_variable =
        bench.program.command(&["check", &url_with(&bench.target, "canary", None), models]);
    let ended = godwit_tests::program::end(by_variable.env("PGPASSWORD", CANARY)).expect(1);
    assert!(!format!("{}{}", ended.stdout, ended.stderr).contains(CANARY), "PGPASSWORD");

    holding(bench.program.home(), &mut leaks);
    holding(bench.project.path(), &mut leaks);
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    // The search itself finds what is there.
    std::fs::write(bench.program.home().join("logs").join("seen"), CANARY).expect("written");
    holding(bench.program.home(), &mut leaks);
    assert_eq!(leaks.len(), 1);
}
