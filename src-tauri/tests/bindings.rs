//! Holds the window's bindings to the commands: `ui/src/ipc/bindings.ts` is generated from them.
//!
//! `GODWIT_WRITE_BINDINGS=1 cargo test -p godwit --test bindings` writes the file anew.

use specta_typescript::Typescript;

#[test]
fn bindings_are_fresh() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fresh = folder.path().join("bindings.ts");
    godwit_desktop::bindings()
        .export(Typescript::default(), &fresh)
        .expect("every type can be written as TypeScript");
    let fresh = std::fs::read_to_string(fresh).expect("the file just written");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/ipc/bindings.ts");
    if std::env::var_os("GODWIT_WRITE_BINDINGS").is_some() {
        std::fs::write(path, &fresh).expect("the bindings written");
    }
    let committed = std::fs::read_to_string(path).expect("the committed bindings");
    assert!(
        fresh == committed,
        "ui/src/ipc/bindings.ts is stale; run GODWIT_WRITE_BINDINGS=1 cargo test -p godwit --test bindings"
    );
}
