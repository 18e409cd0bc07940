use std::{collections::HashSet, sync::Arc};

use crate::{files::SourceFile, module::Source};

/// Libraries whose classes bring columns or whose functions make names: what matters of them, told
/// in Python that is read as the project's own modules are.
const KNOWN: &[(&str, &str)] = &[
    ("advanced_alchemy/__init__.py", include_str!("../known/advanced_alchemy/__init__.py")),
    ("advanced_alchemy/base.py", include_str!("../known/advanced_alchemy/base.py")),
    ("advanced_alchemy/mixins.py", include_str!("../known/advanced_alchemy/mixins.py")),
    ("advanced_alchemy/types.py", include_str!("../known/advanced_alchemy/types.py")),
    (
        "fastapi_users_db_sqlalchemy/__init__.py",
        include_str!("../known/fastapi_users_db_sqlalchemy/__init__.py"),
    ),
    (
        "fastapi_users_db_sqlalchemy/access_token.py",
        include_str!("../known/fastapi_users_db_sqlalchemy/access_token.py"),
    ),
    (
        "fastapi_users_db_sqlalchemy/generics.py",
        include_str!("../known/fastapi_users_db_sqlalchemy/generics.py"),
    ),
    ("inflection/__init__.py", include_str!("../known/inflection/__init__.py")),
    ("litestar/plugins/sqlalchemy.py", include_str!("../known/litestar/plugins/sqlalchemy.py")),
    ("pydantic/alias_generators.py", include_str!("../known/pydantic/alias_generators.py")),
    ("sqlalchemy_utils/__init__.py", include_str!("../known/sqlalchemy_utils/__init__.py")),
    ("sqlalchemy_utils/models.py", include_str!("../known/sqlalchemy_utils/models.py")),
];

/// Modules of known libraries by their package.
#[derive(Default)]
pub(crate) struct KnownModules {
    /// Parsed once; `None` before the first use.
    parsed: Vec<(&'static str, Arc<Source>)>,
}

impl KnownModules {
    /// The modules of those packages that one of the sources imports.
    pub fn used(&mut self, sources: &[Arc<Source>]) -> Vec<Arc<Source>> {
        if self.parsed.is_empty() {
            self.parsed = KNOWN.iter().filter_map(|(path, text)| parsed(path, text)).collect();
        }
        let root = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
        let imported: HashSet<String> =
            sources.iter().flat_map(|source| &source.imports).map(|path| root(path)).collect();
        self.parsed
            .iter()
            .filter(|(package, _)| {
                // Litestar stands on Advanced Alchemy.
                imported.contains(*package)
                    || *package == "advanced_alchemy" && imported.contains("litestar")
            })
            .map(|(_, source)| source.clone())
            .collect()
    }
}

fn parsed(path: &'static str, text: &str) -> Option<(&'static str, Arc<Source>)> {
    let file = SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    let mut source = Source::parse(&file).ok()?;
    source.is_known = true;
    Some((path.split('/').next().unwrap_or(path), Arc::new(source)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_module_is_python() {
        for (path, text) in KNOWN {
            assert!(parsed(path, text).is_some(), "{path}");
        }
    }
}
