//! Prints the reading of one file or folder as JSON: `catalog PATH [SQLMODEL SQLALCHEMY PYDANTIC]`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::{path::Path, process::ExitCode};

use godwit_models::{Libraries, SourceFile, SourceTree, Version, files, read};
use serde_json::json;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = arguments.first().map(Path::new) else {
        eprintln!("Which file or folder?");
        return ExitCode::from(2);
    };
    let mut libraries = Libraries::from_project(path);
    let mut versions = arguments[1..].iter().filter_map(|text| Version::parse(text));
    libraries.sqlmodel = versions.next().unwrap_or(libraries.sqlmodel);
    libraries.sqlalchemy = versions.next().unwrap_or(libraries.sqlalchemy);
    libraries.pydantic = versions.next().unwrap_or(libraries.pydantic);
    let tree = if path.is_dir() {
        files::collect(path).map_err(|error| error.to_string())
    } else {
        std::fs::read(path).map_err(|error| error.to_string()).map(|bytes| SourceTree {
            files: vec![SourceFile { path: "models.py".to_owned(), bytes }],
            refused: Vec::new(),
        })
    };
    let tree = match tree {
        Ok(tree) => tree,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let started = std::time::Instant::now();
    let reading = read(&tree, &libraries);
    eprintln!("{} tables of {} files in {:?}", reading.tables, reading.files, started.elapsed());
    let errors: Vec<String> = reading.errors.iter().map(ToString::to_string).collect();
    println!(
        "{}",
        json!({ "catalog": reading.catalog, "errors": errors, "undecided": reading.undecided, "spans": reading.spans })
    );
    ExitCode::SUCCESS
}
