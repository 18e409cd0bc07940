//! Prints readings as JSON, one a line: `catalog PATH [SQLMODEL SQLALCHEMY PYDANTIC]`, or
//! `catalog --lines`, which answers each line `{"path": …, "versions": […]}` with a line.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::{collections::BTreeMap, io::BufRead, path::Path, process::ExitCode};

use godwit_models::{Libraries, SourceFile, SourceTree, Version, files, read};
use godwit_schema::SourceSpan;
use serde_json::{Value, json};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        None => {
            eprintln!("Which file or folder?");
            return ExitCode::from(2);
        }
        Some("--lines") => {
            for line in std::io::stdin().lock().lines().map_while(Result::ok) {
                println!("{}", answer(&line));
            }
        }
        Some(path) => {
            let started = std::time::Instant::now();
            let found = reading(Path::new(path), &arguments[1..]);
            eprintln!("{:?}", started.elapsed());
            println!("{found}");
        }
    }
    ExitCode::SUCCESS
}

fn answer(line: &str) -> Value {
    let Ok(asked) = serde_json::from_str::<Value>(line) else {
        return json!({ "errors": ["The line is no JSON"], "undecided": [] });
    };
    let versions: Vec<String> = asked["versions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| Some(one.as_str()?.to_owned()))
        .collect();
    reading(Path::new(asked["path"].as_str().unwrap_or_default()), &versions)
}

fn reading(path: &Path, versions: &[String]) -> Value {
    let mut libraries = Libraries::from_project(path);
    let mut versions = versions.iter().filter_map(|text| Version::parse(text));
    libraries.sqlmodel = versions.next().unwrap_or(libraries.sqlmodel);
    libraries.sqlalchemy = versions.next().unwrap_or(libraries.sqlalchemy);
    libraries.pydantic = versions.next().unwrap_or(libraries.pydantic);
    let tree = if path.is_dir() {
        files::collect(path).map_err(|error| error.to_string())
    } else {
        std::fs::read(path).map_err(|error| error.to_string()).map(|bytes| SourceTree {
            files: vec![SourceFile { path: "models.py".to_owned(), bytes }],
            ..SourceTree::default()
        })
    };
    match tree {
        Ok(tree) => {
            let reading = read(&tree, &libraries);
            let errors: Vec<String> = reading.errors.iter().map(ToString::to_string).collect();
            let places: BTreeMap<String, &SourceSpan> =
                reading.spans.iter().map(|(at, span)| (at.to_string(), span)).collect();
            json!({
                "catalog": reading.catalog,
                "errors": errors,
                "undecided": reading.undecided,
                "spans": places,
                "tables": reading.tables,
                "files": reading.files,
            })
        }
        Err(error) => json!({ "errors": [error], "undecided": [], "catalog": { "objects": [] } }),
    }
}
