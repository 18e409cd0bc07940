//! Walking a project's folders, and the versions of its libraries.
#![allow(clippy::expect_used)]

use std::{fs, path::Path};

use godwit_models::{Error, Libraries, Version, files::collect};

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

#[test]
fn only_the_projects_own_modules_are_collected() {
    let root = tempfile::tempdir().expect("a folder");
    for path in [
        "app/models/user.py",
        "app/main.py",
        ".venv/lib/python3.12/site-packages/x.py",
        "myenv/pyvenv.cfg",
        "myenv/lib/y.py",
        "node_modules/z.py",
        "app/__pycache__/c.py",
        "tests/test_user.py",
        "app/test_user.py",
        "alembic/env.py",
        "alembic/versions/0001_first.py",
        "app/versions/kept.py",
        "app/readme.md",
    ] {
        write(root.path(), path, "");
    }
    let tree = collect(root.path()).expect("a tree");
    let paths: Vec<&str> = tree.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        paths,
        ["alembic/env.py", "app/main.py", "app/models/user.py", "app/versions/kept.py"]
    );
}

#[test]
fn a_file_over_the_limit_is_refused_by_name() {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "small.py", "x = 1");
    let big = fs::File::create(root.path().join("big.py")).expect("a file");
    big.set_len(100 * 1024 * 1024).expect("a sparse file");
    let tree = collect(root.path()).expect("a tree");
    assert_eq!(tree.files.len(), 1);
    assert_eq!(tree.refused.len(), 1);
    assert_eq!(tree.refused[0].0, "big.py");
    let reading = godwit_models::read(&tree, &Libraries::newest());
    assert_eq!(
        reading.errors[0].to_string(),
        "big.py:1:1: The file was not read: The file has 104857600 bytes, over the limit of 8388608"
    );
}

#[cfg(unix)]
#[test]
fn loops_of_links_and_pipes_end_the_walk_nowhere() {
    use std::os::unix::fs::symlink;
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "app/a.py", "");
    symlink(root.path(), root.path().join("app/again")).expect("a link");
    symlink("nowhere.py", root.path().join("app/broken.py")).expect("a link");
    symlink("twin.py", root.path().join("app/twin.py")).expect("a link");
    let pipe = root.path().join("app/pipe.py");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let tree = collect(root.path()).expect("a tree");
    assert_eq!(tree.files.len(), 1);
    assert_eq!(tree.refused, [("app/pipe.py".to_owned(), "It is no regular file".to_owned())]);
}

#[test]
fn a_folder_that_is_not_there_is_an_error_that_names_it() {
    let error = collect(Path::new("/nowhere/at/all")).expect_err("no folder");
    assert!(matches!(error, Error::NoFolder(_)));
    assert!(error.to_string().ends_with("/nowhere/at/all"));
}

#[test]
fn versions_come_from_the_first_lock_that_tells_them() {
    let root = tempfile::tempdir().expect("a folder");
    let path = root.path();
    assert_eq!(Libraries::from_project(path).notes.len(), 3);
    write(path, ".venv/lib/python3.12/site-packages/sqlmodel-0.0.30.dist-info/METADATA", "");
    write(path, ".venv/lib/python3.12/site-packages/SQLAlchemy-2.0.40.dist-info/METADATA", "");
    write(path, ".venv/lib/python3.12/site-packages/pydantic-2.11.1.dist-info/METADATA", "");
    let found = Libraries::from_project(path);
    assert_eq!((found.sqlmodel, found.sqlalchemy), (Version(0, 0, 30), Version(2, 0, 40)));
    assert_eq!((found.pydantic, found.found_in.as_str()), (Version(2, 11, 1), ".venv"));
    assert!(found.annotated_field_counts());
    assert!(!found.datetime_has_zone());
    write(
        path,
        "requirements.txt",
        "SQLAlchemy[asyncio]==2.1.9 ; python_version > '3.8' # pinned\nsqlmodel>=0.0.8\n",
    );
    let found = Libraries::from_project(path);
    assert_eq!((found.sqlmodel, found.sqlalchemy), (Version(0, 0, 30), Version(2, 1, 9)));
    write(path, "uv.lock", "version = 1\n[[package]]\nname = \"sqlmodel\"\nversion = \"0.0.45\"\n");
    let found = Libraries::from_project(path);
    assert_eq!(found.sqlmodel, Version(0, 0, 45));
    assert!(found.datetime_has_zone());
    assert_eq!(found.found_in, "uv.lock, requirements.txt, .venv");
}

#[test]
fn versions_come_from_every_kind_of_lock() {
    let of = |name: &str, text: &str| {
        let root = tempfile::tempdir().expect("a folder");
        write(root.path(), name, text);
        let found = Libraries::from_project(root.path());
        (found.sqlmodel, found.sqlalchemy, found.found_in)
    };
    let newest = Libraries::newest();
    let (old, older) = (Version(0, 0, 29), Version(2, 0, 58));
    let package = "[[package]]\nname = \"SQLAlchemy\"\nversion = \"2.0.58\"\n\
                   [[package]]\nname = \"sqlmodel\"\nversion = \"0.0.29\"\n";
    for lock in ["uv.lock", "poetry.lock", "pdm.lock"] {
        assert_eq!(of(lock, package), (old, older, lock.to_owned()));
    }
    let pipfile = "{\"default\": {\"sqlalchemy\": {\"version\": \"==2.0.58\"}, \
                    \"sqlmodel\": {\"version\": \"==0.0.29\"}}}";
    assert_eq!(of("Pipfile.lock", pipfile), (old, older, "Pipfile.lock".to_owned()));
    for name in ["requirements.txt", "requirements-prod.txt", "requirements/base.txt"] {
        let text = "sqlmodel == 0.0.29\n  sqlalchemy[asyncio]==2.0.58  # here\n-r other.txt\n";
        assert_eq!(of(name, text), (old, older, name.to_owned()));
    }
    let project =
        "[project]\ndependencies = [\"sqlmodel==0.0.29\", \"SQLAlchemy[asyncio]>=2,<2.1; x\"]\n";
    let shown = "pyproject.toml".to_owned();
    assert_eq!(of("pyproject.toml", project), (old, Version(2, 0, 999), shown.clone()));
    let poetry = "[tool.poetry.dependencies]\nsqlmodel = \"^0.0.29\"\n\
                  sqlalchemy = { version = \"<3\", extras = [\"asyncio\"] }\n";
    assert_eq!(of("pyproject.toml", poetry), (old, newest.sqlalchemy, shown));
    // A lower bound proves nothing.
    let loose = "[project]\ndependencies = [\"sqlmodel>=0.0.8\"]\n";
    assert_eq!(of("pyproject.toml", loose), (newest.sqlmodel, newest.sqlalchemy, String::new()));
}

#[test]
fn the_lock_of_a_repository_counts_for_its_parts() {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "uv.lock", "[[package]]\nname = \"sqlmodel\"\nversion = \"0.0.29\"\n");
    write(root.path(), "services/api/app/models.py", "");
    let part = root.path().join("services/api");
    assert_eq!(Libraries::from_project(&part).found_in, "");
    fs::create_dir(root.path().join(".git")).expect("a folder");
    let found = Libraries::from_project(&part);
    assert_eq!((found.sqlmodel, found.found_in.as_str()), (Version(0, 0, 29), "../../uv.lock"));
}
