//! Which Python belongs to a project.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use godwit_engine::python::{Interpreter, Surroundings};
use godwit_tests::python;
use tempfile::TempDir;

fn nothing() -> Surroundings {
    Surroundings(|_| None)
}

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

fn environment(at: &Path) {
    let made = Command::new(python()).args(["-m", "venv", "--without-pip"]).arg(at).status();
    assert!(made.expect("venv runs").success());
}

#[test]
fn none_is_an_error_that_says_what_to_do() {
    let error = Interpreter::find(folder().path(), None, nothing()).expect_err("none");
    assert_eq!(error.code(), "python-missing");
    assert!(error.view().hint.is_some_and(|hint| hint.contains("--python")));
}

#[test]
fn the_one_that_is_named_is_taken_and_no_other() {
    let project = folder();
    environment(&project.path().join(".venv"));
    environment(&project.path().join("other"));
    let named = |path: &str| Interpreter::find(project.path(), Some(Path::new(path)), nothing());
    let found = named("other").expect("an environment");
    assert_eq!(found.path, project.path().join("other/bin/python"));
    assert_eq!(named("nowhere").expect_err("not there").code(), "python-missing");
}

#[test]
fn an_environment_inside_comes_before_one_above() {
    let repository = folder();
    std::fs::create_dir_all(repository.path().join(".git")).expect("made");
    let project = repository.path().join("service");
    std::fs::create_dir_all(&project).expect("made");
    environment(&repository.path().join(".venv"));
    let found = Interpreter::find(&project, None, nothing()).expect("an environment");
    assert_eq!(found.path, repository.path().join(".venv/bin/python"));
    assert_eq!(found.because, "the repository's .venv");
    environment(&project.join("venv"));
    let found = Interpreter::find(&project, None, nothing()).expect("an environment");
    assert_eq!(found.because, "the project's venv");
}

#[test]
fn one_without_a_python_that_works_is_passed_over_and_named() {
    let project = folder();
    std::fs::create_dir_all(project.path().join(".venv/bin")).expect("made");
    std::os::unix::fs::symlink("/nowhere/python", project.path().join(".venv/bin/python"))
        .expect("a link");
    let error = Interpreter::find(project.path(), None, nothing()).expect_err("none");
    assert!(error.message().contains("no Python that works"), "{error}");
}

#[test]
fn pdm_tells_by_its_file() {
    let project = folder();
    std::fs::write(project.path().join(".pdm-python"), python().display().to_string())
        .expect("written");
    let found = Interpreter::find(project.path(), None, nothing()).expect("a Python");
    assert_eq!((found.path, found.because.as_str()), (python(), "PDM's, by .pdm-python"));
}

#[test]
fn an_active_one_is_taken_when_the_project_has_none() {
    let active = Surroundings(|name| (name == "VIRTUAL_ENV").then(active_environment));
    let found = Interpreter::find(folder().path(), None, active).expect("a Python");
    assert_eq!(found.because, "the active one, by VIRTUAL_ENV");
}

fn active_environment() -> OsString {
    let path = python();
    path.ancestors().nth(2).map(PathBuf::from).expect("above bin").into_os_string()
}
