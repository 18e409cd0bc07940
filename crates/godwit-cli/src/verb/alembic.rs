use std::path::Path;

use godwit_engine::{Error, revision::Environment};

use crate::{arguments::AlembicShow, exit::Exit, print};

/// `alembic FOLDER heads|graph`.
pub fn show(folder: &Path, show: AlembicShow) -> Result<Exit, Error> {
    let environment = Environment::around(folder)?;
    match show {
        AlembicShow::Heads => {
            for head in environment.graph().heads() {
                print::answer(&head.revision);
            }
        }
        AlembicShow::Graph => {
            for file in environment.graph().ordered() {
                let parents = if file.down_revisions.is_empty() {
                    "base".to_owned()
                } else {
                    file.down_revisions.join(", ")
                };
                print::answer(&format!("{parents} -> {}  {}", file.revision, file.message));
            }
        }
    }
    let findings = environment.graph().findings();
    for finding in findings {
        print::news(&format!("finding: {finding}"));
    }
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Differs })
}
