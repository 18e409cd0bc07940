//! Holds the walls of the house: who may know whom, where input and output stand, what the web view
//! must not hold. Reads manifests and sources, so it needs nothing but the tree.

#[path = "walls/manifest.rs"]
mod manifest;
#[path = "walls/source.rs"]
mod source;

use std::path::{Path, PathBuf};

use manifest::{Manifest, lock_breaches, read, workspace_breaches};
use source::{names, product};

/// Crates without input and output, without a clock.
const PURE: [&str; 6] = [
    "godwit-schema",
    "godwit-diff",
    "godwit-plan",
    "godwit-models",
    "godwit-alembic",
    "godwit-layout",
];

/// The named modules of pure crates that read a project's files for them.
const READERS: [&str; 2] = ["godwit-models/src/files.rs", "godwit-models/src/libraries.rs"];

/// What a pure crate does not name.
const IMPURE: [&str; 9] =
    ["Instant", "SystemTime", "env", "fs", "net", "process", "rand", "sqlx", "tokio"];

/// Where SQL is put to a database: the server's crate, and the history's own file.
const DATABASES: [&str; 2] = ["godwit-postgres/src/", "godwit-engine/src/history/"];

/// Where errors of the history's database become Godwit's own; it asks nothing.
const TRANSLATION: &str = "godwit-engine/src/error.rs";

/// Functions of sqlx that send SQL.
const ASKING: [&str; 6] = ["execute", "query", "query_as", "query_scalar", "raw_sql", "migrate"];

/// What prints.
const PRINTING: [&str; 3] = ["print!(", "println!(", "dbg!("];

/// What would let text of a database become part of a page, or run as a script.
const INJECTIONS: [&str; 8] = [
    "{@html",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "srcdoc",
    "eval(",
    "new Function",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Files below a folder, with their paths from it, in order.
fn files(folder: &Path, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        let entries =
            std::fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display()));
        for entry in entries {
            let path = entry.expect("an entry can be read").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "node_modules" && name != "target" {
                    waiting.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let from = path.strip_prefix(folder).expect("it is below the folder");
                found.push((from.to_string_lossy().replace('\\', "/"), read(&path)));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{} holds sources", folder.display());
    found
}

/// What is compiled into the product: sources of the crates and of the desktop, by path.
fn products() -> Vec<(String, String)> {
    let crates = root().join("crates");
    let mut found: Vec<(String, String)> = files(&crates, &[".rs"])
        .into_iter()
        .filter(|(path, _)| path.contains("/src/") && !path.ends_with("/tests.rs"))
        .chain(
            files(&root().join("src-tauri"), &[".rs"])
                .into_iter()
                .filter(|(path, _)| !path.starts_with("tests/"))
                .map(|(path, text)| (format!("src-tauri/{path}"), text)),
        )
        .map(|(path, text)| (path, product(&text)))
        .collect();
    found.sort();
    found
}

fn none(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "\n  {}", breaches.join("\n  "));
}

/// Identifiers that a source names and must not.
fn named(path: &str, source: &str, forbidden: &[&str]) -> Vec<String> {
    forbidden
        .iter()
        .filter_map(|word| {
            names(source, word).map(|line| format!("{path}:{line} must not name {word}"))
        })
        .collect()
}

/// Lines of what is compiled into the product that hold one of some texts.
fn lines(path: &str, source: &str, forbidden: &[&str]) -> Vec<String> {
    let breaks = |line: &str| forbidden.iter().any(|text| line.contains(text));
    source
        .lines()
        .enumerate()
        .filter(|(_, line)| breaks(line))
        .map(|(at, line)| format!("{path}:{} must not say {}", at + 1, line.trim()))
        .collect()
}

fn unwraps(path: &str, source: &str) -> Vec<String> {
    lines(path, source, &[".unwrap()", "::unwrap)", ".unwrap_err()"])
}

fn printing(path: &str, source: &str) -> Vec<String> {
    lines(path, source, &PRINTING)
}

/// What a source of the web view must not hold.
fn web_breaches(path: &str, text: &str) -> Vec<String> {
    let mut found: Vec<String> = INJECTIONS
        .iter()
        .filter(|injection| text.contains(**injection))
        .map(|injection| format!("{path} must not hold {injection}"))
        .collect();
    if text.contains("@tauri-apps") && !path.starts_with("ipc/") {
        found.push(format!("{path} must not import @tauri-apps: only ipc/ may"));
    }
    found
}

#[test]
fn packages_know_only_whom_they_may() {
    let mut paths = vec![root().join("Cargo.toml"), root().join("tests/Cargo.toml")];
    let crates = std::fs::read_dir(root().join("crates")).expect("there are crates");
    for entry in crates {
        paths.push(entry.expect("an entry can be read").path().join("Cargo.toml"));
    }
    assert!(paths.len() >= 11, "every package is looked at");
    none(paths.iter().flat_map(|path| Manifest::parse(&read(path)).breaches()).collect());
    none(workspace_breaches(&read(&root().join("Cargo.toml"))));
    none(lock_breaches(&read(&root().join("Cargo.lock"))));
}

#[test]
fn pure_crates_do_no_input_or_output() {
    let products = products();
    for name in PURE {
        let own: Vec<_> = products
            .iter()
            .filter(|(path, _)| path.starts_with(&format!("{name}/")))
            .filter(|(path, _)| !READERS.contains(&path.as_str()))
            .collect();
        assert!(!own.is_empty(), "{name} has sources");
        none(own.iter().flat_map(|(path, text)| named(path, text, &IMPURE)).collect());
    }
}

#[test]
fn the_engine_names_no_host() {
    let engine: Vec<_> =
        products().into_iter().filter(|(path, _)| !path.starts_with("src-tauri/")).collect();
    let hosts = ["tauri", "tauri_specta", "webkit2gtk", "wry", "godwit_cli", "godwit_desktop"];
    none(engine.iter().flat_map(|(path, text)| named(path, text, &hosts)).collect());
}

#[test]
fn the_engine_never_prints() {
    none(
        products()
            .iter()
            .filter(|(path, _)| !path.starts_with("src-tauri/") && !path.starts_with("godwit-cli/"))
            .flat_map(|(path, text)| printing(path, text))
            .collect(),
    );
}

#[test]
fn databases_are_asked_in_two_places() {
    let products = products();
    for place in DATABASES {
        let asks = products
            .iter()
            .any(|(path, text)| path.starts_with(place) && names(text, "sqlx").is_some());
        assert!(asks, "{place} asks a database");
    }
    none(
        products
            .iter()
            .filter(|(path, _)| !DATABASES.iter().any(|place| path.starts_with(place)))
            .flat_map(|(path, text)| {
                named(path, text, if path == TRANSLATION { &ASKING } else { &["sqlx"] })
            })
            .collect(),
    );
}

#[test]
fn nothing_unwraps_outside_tests() {
    none(products().iter().flat_map(|(path, text)| unwraps(path, text)).collect());
}

#[test]
fn the_web_view_holds_no_power() {
    let sources = files(&root().join("ui/src"), &[".ts", ".svelte", ".html", ".js"]);
    assert!(
        sources
            .iter()
            .any(|(path, text)| { path.starts_with("ipc/") && text.contains("@tauri-apps") })
    );
    none(sources.iter().flat_map(|(path, text)| web_breaches(path, text)).collect());
}

#[test]
fn a_package_that_knows_too_much_is_found() {
    let breaches = |text: &str| Manifest::parse(text).breaches();
    let package = |name: &str, rest: &str| format!("[package]\nname = \"{name}\"\n{rest}");
    let cases = [
        ("godwit-diff", "[dependencies]\ngodwit-plan.workspace = true"),
        ("godwit-diff", "[dev-dependencies]\nx = { package = \"godwit-engine\", path = \"..\" }"),
        ("godwit-engine", "[target.'cfg(unix)'.dependencies]\ntauri = \"2\""),
        ("godwit-engine", "[dependencies]\nsqlx = { features = [\"postgres\"] }"),
        ("godwit-postgres", "[dependencies]\nsqlx = { features = [\"sqlite\"] }"),
        ("godwit-plan", "[dependencies]\nsqlx.workspace = true"),
        ("godwit-cli", "[dependencies]\nsqlx-core = \"0.9\""),
        ("godwit", "[dependencies]\ntauri-plugin-shell = \"2\""),
        ("godwit", "[dependencies]\ngodwit-plan.workspace = true"),
        ("godwit-extra", ""),
    ];
    for (name, rest) in cases {
        assert_eq!(breaches(&package(name, rest)).len(), 1, "{name}: {rest}");
    }
    let fine = package("godwit", "[dependencies]\ntauri = \"2\"\ngodwit-engine.workspace = true");
    assert_eq!(breaches(&fine), Vec::<String>::new());
    let open = "[workspace.dependencies]\nsqlx = { version = \"0.9\", features = [\"postgres\"] }";
    assert_eq!(workspace_breaches(open).len(), 2);
}

#[test]
fn a_source_that_breaks_a_wall_is_found() {
    let source = product("use std::{collections::BTreeMap, fs};\nlet x = y.unwrap();\n");
    assert_eq!(named("a.rs", &source, &IMPURE), ["a.rs:1 must not name fs"]);
    assert_eq!(unwraps("a.rs", &source), ["a.rs:2 must not say let x = y.unwrap();"]);
    assert_eq!(printing("a.rs", &product("fn f() { eprintln!(\"x\") }")).len(), 1);
    assert_eq!(printing("a.rs", &product("/// println!()\nfn print() {}")).len(), 0);
    assert_eq!(web_breaches("lib/Card.svelte", "<p>{@html text}</p>").len(), 1);
    assert_eq!(web_breaches("lib/a.ts", "import { invoke } from '@tauri-apps/api/core'").len(), 1);
    assert_eq!(web_breaches("ipc/a.ts", "import '@tauri-apps/api/core'").len(), 0);
}
