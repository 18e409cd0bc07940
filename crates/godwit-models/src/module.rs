use std::borrow::Cow;

use godwit_schema::SourceSpan;
use ruff_python_ast::{Expr, ModModule, Stmt, StmtClassDef};
use ruff_python_parser::{Mode, ParseOptions, Parsed};
use ruff_source_file::LineIndex;
use ruff_text_size::{Ranged, TextSize};

use crate::{
    files::SourceFile,
    names::{Binding, Names},
    nesting,
    reading::ModelError,
};

/// The source of one module with its syntax tree.
pub(crate) struct Source {
    pub path: String,
    /// Dotted path from the project's root: `app.models.user`.
    pub dotted: String,
    /// Whether the file is an `__init__.py`.
    pub is_package: bool,
    /// Whether it tells what a library brings, and is none of the project's files.
    pub is_known: bool,
    pub text: String,
    /// Dotted paths that an import of this module may mean; of those that name no module of the
    /// project nothing comes.
    pub imports: Vec<String>,
    lines: LineIndex,
    parsed: Parsed<ModModule>,
}

impl Source {
    /// Decodes and parses one file.
    pub fn parse(file: &SourceFile) -> Result<Self, ModelError> {
        let text = decode(file)?;
        let lines = LineIndex::from_source_text(&text);
        let at = |offset: usize| {
            span_of(&file.path, &lines, &text, TextSize::try_from(offset).unwrap_or_default())
        };
        if let Some(offset) = nesting::too_deep(&text) {
            return Err(ModelError {
                span: at(offset),
                message: "The source is nested too deeply to be read".to_owned(),
            });
        }
        let parsed = ruff_python_parser::parse_unchecked(&text, ParseOptions::from(Mode::Module));
        if let Some(error) = parsed.errors().first() {
            return Err(ModelError {
                span: at(error.location.start().to_usize()),
                message: format!("Python cannot parse this file: {}", error.error),
            });
        }
        let Some(parsed) = parsed.try_into_module() else {
            return Err(ModelError {
                span: at(0),
                message: "Python cannot parse this file as a module".to_owned(),
            });
        };
        let is_package = file.path == "__init__.py" || file.path.ends_with("/__init__.py");
        let dotted = dotted_path(&file.path);
        let imports = imports(&parsed.syntax().body, &dotted, is_package);
        Ok(Self {
            path: file.path.clone(),
            dotted,
            is_package,
            is_known: false,
            text,
            imports,
            lines,
            parsed,
        })
    }

    pub fn body(&self) -> &[Stmt] {
        &self.parsed.syntax().body
    }

    pub fn span(&self, offset: TextSize) -> SourceSpan {
        span_of(&self.path, &self.lines, &self.text, offset)
    }

    /// The source line of an offset, trimmed and cut to what fits a message.
    pub fn line(&self, offset: TextSize) -> &str {
        let line = self.lines.line_index(offset);
        let range = self.lines.line_range(line, &self.text);
        let text = self.text[range].trim();
        text.char_indices().nth(80).map_or(text, |(at, _)| &text[..at])
    }
}

/// Dotted paths that the imports of a module may mean.
fn imports(body: &[Stmt], dotted: &str, is_package: bool) -> Vec<String> {
    let names = Names::of_module(body);
    let mut found: Vec<String> = names.imports.iter().map(|path| (*path).to_owned()).collect();
    let mut from = |level: u32, module: &str, name: Option<&str>| {
        let mut parts: Vec<&str> = if level == 0 {
            Vec::new()
        } else {
            let own: Vec<&str> = dotted.split('.').filter(|part| !part.is_empty()).collect();
            let up = (level as usize).saturating_sub(usize::from(is_package));
            own[..own.len().saturating_sub(up)].to_vec()
        };
        parts.extend(module.split('.').filter(|part| !part.is_empty()));
        found.push(parts.join("."));
        if let Some(name) = name {
            parts.push(name);
            found.push(parts.join("."));
        }
    };
    for binding in names.bindings.values() {
        if let Binding::From { level, module, name } = binding {
            from(*level, module, Some(name));
        }
    }
    for (level, module) in &names.stars {
        from(*level, module, None);
    }
    found
}

/// `app.models.user` for `app/models/user.py`; a package for its `__init__.py`.
pub(crate) fn dotted_path(path: &str) -> String {
    let stem = path.strip_suffix(".py").unwrap_or(path);
    stem.trim_end_matches("__init__").trim_end_matches('/').replace('/', ".")
}

fn span_of(path: &str, lines: &LineIndex, text: &str, offset: TextSize) -> SourceSpan {
    let place = lines.line_column(offset, text);
    let number = |one: ruff_source_file::OneIndexed| u32::try_from(one.get()).unwrap_or(u32::MAX);
    SourceSpan { file: path.to_owned(), line: number(place.line), column: number(place.column) }
}

fn decode(file: &SourceFile) -> Result<String, ModelError> {
    let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes);
    let refuse = |offset: usize, message: String| {
        let before = &bytes[..offset.min(bytes.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
        ModelError {
            span: SourceSpan {
                file: file.path.clone(),
                line: number(line),
                column: number(before.len() - start),
            },
            message,
        }
    };
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(refuse(
            at,
            "The file holds a NUL byte, which Python does not accept".to_owned(),
        ));
    }
    let cookie = coding_cookie(bytes);
    let utf8 = cookie.as_deref().is_none_or(|name| {
        matches!(
            name.to_ascii_lowercase().replace('_', "-").as_str(),
            "utf-8" | "utf8" | "ascii" | "us-ascii" | "utf-8-sig"
        )
    });
    let latin = cookie.as_deref().is_some_and(|name| {
        matches!(
            name.to_ascii_lowercase().replace('_', "-").as_str(),
            "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1"
        )
    });
    if latin {
        return Ok(bytes.iter().map(|byte| char::from(*byte)).collect());
    }
    if !utf8 && !bytes.is_ascii() {
        return Err(refuse(
            0,
            format!(
                "The file is not UTF-8 but declares another coding: {}",
                cookie.unwrap_or_default()
            ),
        ));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(refuse(error.valid_up_to(), "The file is not valid UTF-8".to_owned())),
    }
}

/// `# -*- coding: latin-1 -*-` in one of the first two lines.
fn coding_cookie(bytes: &[u8]) -> Option<Cow<'_, str>> {
    bytes.split(|byte| *byte == b'\n').take(2).find_map(|line| {
        let line = line.trim_ascii();
        if !line.starts_with(b"#") {
            return None;
        }
        let at = line.windows(6).position(|window| window == b"coding")?;
        let rest = &line[at + 6..];
        if !matches!(rest.first(), Some(b':' | b'=')) {
            return None;
        }
        let name = rest[1..].trim_ascii_start();
        let end = name
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')))
            .unwrap_or(name.len());
        Some(String::from_utf8_lossy(&name[..end]))
    })
}

/// Whether a condition holds for the type checker only.
pub(crate) fn is_type_checking(test: &Expr) -> bool {
    match test {
        Expr::Name(name) => name.id.as_str() == "TYPE_CHECKING",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "TYPE_CHECKING",
        _ => false,
    }
}

/// Whether a class statement says `table=True`.
pub(crate) fn says_table(class: &StmtClassDef) -> bool {
    class.arguments.as_ref().is_some_and(|arguments| {
        arguments.keywords.iter().any(|keyword| {
            keyword.arg.as_ref().is_some_and(|name| name.as_str() == "table")
                && matches!(&keyword.value, Expr::BooleanLiteral(literal) if literal.value)
        })
    })
}

/// Where a class statement names itself.
pub(crate) fn class_offset(class: &StmtClassDef) -> TextSize {
    class.name.range().start()
}
