//! Other names for what SQL mentions.

use std::{collections::BTreeMap, sync::Arc};

use godwit_schema::{
    Address, Kind,
    quote::{quote_ident, quote_literal},
};

use crate::{
    expression::{Token, TokenKind, is_column, tokens},
    rename::Rename,
};

/// Other names for what a text may mention.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Columns of the table that the text belongs to.
    pub columns: BTreeMap<String, String>,
    /// Everything else, which many texts share.
    pub objects: Arc<Objects>,
}

/// Other names of objects that have a qualified one, and of namespaces.
#[derive(Debug, Clone, Default)]
pub struct Objects {
    qualified: BTreeMap<Qualified, Wanted>,
    namespaces: BTreeMap<String, String>,
}

/// A qualified name. A routine may have the one of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Qualified {
    namespace: String,
    name: String,
    routine: bool,
}

/// What a qualified name becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    namespace: String,
    name: String,
    /// Whether columns are qualified by it.
    relation: bool,
}

impl Objects {
    /// The names that these renames give; parts of tables have none of their own.
    pub(crate) fn of<'a>(renames: impl IntoIterator<Item = &'a Rename>) -> Self {
        let mut found = Self::default();
        for one in renames {
            let (from, to) = (&one.from, &one.to);
            let wanted = Wanted {
                namespace: to.namespace_name().to_owned(),
                name: to.base_name().to_owned(),
                relation: match from.kind() {
                    Kind::Defined(class) => class.is_relation(),
                    kind => kind == Kind::Table,
                },
            };
            match from.kind() {
                Kind::Namespace => {
                    found.namespaces.insert(from.name().to_owned(), to.name().to_owned());
                }
                kind => {
                    found.qualified.extend(Qualified::of(from, kind).map(|name| (name, wanted)));
                }
            }
        }
        found
    }

    /// Whether there is nothing to rename.
    pub fn is_empty(&self) -> bool {
        self.qualified.is_empty() && self.namespaces.is_empty()
    }

    /// These names without the one that an object of another kind has in common with a relation or type.
    fn without(&self, address: &Address) -> Self {
        let mut found = self.clone();
        found.qualified.retain(|name, _| {
            name.routine
                || [&name.namespace, &name.name] != [address.namespace_name(), address.name()]
        });
        found
    }

    fn wanted(&self, namespace: &str, name: &str, routine: bool) -> Option<&Wanted> {
        let key = Qualified { namespace: namespace.to_owned(), name: name.to_owned(), routine };
        self.qualified.get(&key)
    }

    fn named(&self, namespace: &str, name: &str, routine: bool) -> Option<String> {
        let Wanted { namespace, name, .. } = self.wanted(namespace, name, routine)?;
        Some(format!("{}.{}", quote_ident(namespace), quote_ident(name)))
    }

    /// Names of relations that a text speaks of, and by which it qualifies their columns: PostgreSQL
    /// prints those of now, where no alias was given (`set_rtable_names` of `ruleutils.c`).
    fn qualifiers<'a>(&'a self, tokens: &[Token<'_>]) -> BTreeMap<String, &'a str> {
        let mut found = BTreeMap::new();
        for three in tokens.windows(3) {
            if let (TokenKind::Name(namespace), ".", TokenKind::Name(name)) =
                (&three[0].kind, three[1].text, &three[2].kind)
                && let Some(wanted) = self.wanted(namespace, name, false)
                && wanted.relation
            {
                found.insert(name.clone(), wanted.name.as_str());
            }
        }
        found
    }
}

impl Qualified {
    fn of(address: &Address, kind: Kind) -> Option<Self> {
        let routine = match kind {
            Kind::Enum | Kind::Table => false,
            Kind::Sequence if address.path().len() == 2 => false,
            Kind::Defined(class) => class.is_routine(),
            _ => return None,
        };
        let (namespace, name) = (address.namespace_name(), address.base_name());
        Some(Self { namespace: namespace.to_owned(), name: name.to_owned(), routine })
    }
}

impl Names {
    /// Names of objects alone.
    pub(crate) fn of_objects(objects: &Arc<Objects>) -> Self {
        Self { columns: BTreeMap::new(), objects: Arc::clone(objects) }
    }

    /// Whether there is nothing to rename.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.objects.is_empty()
    }

    /// Leaves a name alone that an object of another kind has in common with a relation or type: a
    /// collation, say, may have the name of a table, and keeps it.
    pub(crate) fn leave(&mut self, address: &Address) {
        self.objects = Arc::new(self.objects.without(address));
    }

    /// Puts the new names into a text.
    pub(crate) fn put_into(&self, text: &mut String) {
        if !self.is_empty() {
            *text = self.rewrite(text);
        }
    }

    /// The text as PostgreSQL prints it after the renames.
    ///
    /// Works on tokens: literals are left alone, except `'namespace.name'::regclass` and the like. A
    /// qualifier with the name of a renamed namespace is taken for that, though it may be a table's or
    /// an alias: then the text is another than the wanted one, and is set again.
    pub fn rewrite(&self, text: &str) -> String {
        let tokens = tokens(text);
        let qualifiers = self.objects.qualifiers(&tokens);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while at < tokens.len() {
            if let Some((replacement, width)) = self.replacement(&tokens, at, &qualifiers) {
                out.push_str(&replacement);
                at += width;
            } else {
                out.push_str(tokens[at].text);
                at += 1;
            }
        }
        out
    }

    /// A search path, which names namespaces alone.
    pub(crate) fn rewrite_path(&self, path: &str) -> String {
        let named = |token: Token<'_>| match &token.kind {
            TokenKind::Name(name) => match self.objects.namespaces.get(name) {
                Some(wanted) => quote_ident(wanted),
                None => token.text.to_owned(),
            },
            TokenKind::Literal | TokenKind::Other => token.text.to_owned(),
        };
        tokens(path).into_iter().map(named).collect()
    }

    fn replacement(
        &self,
        tokens: &[Token<'_>],
        at: usize,
        qualifiers: &BTreeMap<String, &str>,
    ) -> Option<(String, usize)> {
        let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
        match &tokens[at].kind {
            TokenKind::Literal => {
                if text(at + 1) != "::" || !text(at + 2).starts_with("reg") {
                    return None;
                }
                let inner = tokens[at].text.strip_prefix('\'')?.strip_suffix('\'')?;
                let names = Self::of_objects(&self.objects);
                Some((quote_literal(&names.rewrite(&inner.replace("''", "'"))), 1))
            }
            TokenKind::Name(first) => {
                if text(at + 1) == "." && (at == 0 || text(at - 1) != ".") {
                    return self.qualified(tokens, at, first, qualifiers);
                }
                if is_after_schema(tokens, at)
                    && let Some(wanted) = self.objects.namespaces.get(first)
                {
                    return Some((quote_ident(wanted), 1));
                }
                let after = self.columns.get(first)?;
                is_column(tokens, at).then(|| (quote_ident(after), 1))
            }
            TokenKind::Other => None,
        }
    }

    /// What stands for a name with a dot after it, and for how many tokens.
    fn qualified(
        &self,
        tokens: &[Token<'_>],
        at: usize,
        first: &str,
        qualifiers: &BTreeMap<String, &str>,
    ) -> Option<(String, usize)> {
        let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
        let qualifier = qualifiers.get(first).map(|wanted| quote_ident(wanted));
        let renamed = self.objects.namespaces.get(first).map(|wanted| quote_ident(wanted));
        let renamed = qualifier.clone().or(renamed);
        match tokens.get(at + 2).map(|token| &token.kind) {
            Some(TokenKind::Name(name)) => {
                let wanted = if text(at + 3) == "(" {
                    self.objects.named(first, name, true)
                } else {
                    // `(SFUNC = public.f, STYPE = public.e)`.
                    let routine =
                        is_after_equals(tokens, at).then(|| self.objects.named(first, name, true));
                    routine.flatten().or_else(|| self.objects.named(first, name, false))
                };
                wanted.map(|wanted| (wanted, 3)).or_else(|| renamed.map(|wanted| (wanted, 1)))
            }
            // A whole row, or else an operator.
            Some(TokenKind::Other) if text(at + 2) == "*" && !is_after_operator(tokens, at) => {
                qualifier.map(|wanted| (wanted, 1))
            }
            Some(TokenKind::Other) => renamed.map(|wanted| (wanted, 1)),
            _ => None,
        }
    }
}

/// The token before one, spaces left out.
fn before<'a>(tokens: &[Token<'a>], at: usize) -> &'a str {
    let earlier = tokens[..at].iter().rev().map(|token| token.text);
    earlier.into_iter().find(|text| !text.trim().is_empty()).unwrap_or("")
}

fn is_after_equals(tokens: &[Token<'_>], at: usize) -> bool {
    before(tokens, at) == "="
}

/// `ON SCHEMA s`, `WITH SCHEMA s`.
fn is_after_schema(tokens: &[Token<'_>], at: usize) -> bool {
    before(tokens, at).eq_ignore_ascii_case("schema")
}

/// `OPERATOR(s.+)`, `CREATE OPERATOR s.+`.
fn is_after_operator(tokens: &[Token<'_>], at: usize) -> bool {
    let word = match before(tokens, at) {
        "(" => tokens[..at]
            .iter()
            .rposition(|token| token.text == "(")
            .map_or("", |open| before(tokens, open)),
        word => word,
    };
    word.eq_ignore_ascii_case("operator")
}

#[cfg(test)]
mod tests {
    use godwit_schema::Class;

    use super::*;

    fn objects(renames: &[(Address, Address)]) -> Names {
        let renames: Vec<Rename> = renames
            .iter()
            .map(|(from, to)| Rename { from: from.clone(), to: to.clone() })
            .collect();
        Names::of_objects(&Arc::new(Objects::of(&renames)))
    }

    fn routine(namespace: &str, name: &str) -> Address {
        Address::defined(Class::Function, &[namespace.to_owned(), name.to_owned()])
    }

    #[test]
    fn columns_are_renamed_and_literals_functions_and_types_are_not() {
        let columns = [("date".to_owned(), "Born".to_owned())].into();
        let names = Names { columns, ..Names::default() };
        assert_eq!(
            names.rewrite("((date > 'date'::date) AND (date(x) = \"date\"))"),
            "((\"Born\" > 'date'::date) AND (date(x) = \"Born\"))"
        );
        assert_eq!(names.rewrite("E'it\\'s date' || $q$date$q$"), "E'it\\'s date' || $q$date$q$");
    }

    #[test]
    fn qualified_names_and_names_in_literals_follow() {
        let names = objects(&[
            (Address::enum_type("public", "state"), Address::enum_type("app", "State")),
            (Address::sequence("public", "s"), Address::sequence("public", "t's")),
        ]);
        assert_eq!(names.rewrite("'a'::public.state"), "'a'::app.\"State\"");
        assert_eq!(
            names.rewrite("nextval('public.s'::regclass)"),
            "nextval('public.\"t''s\"'::regclass)"
        );
        assert_eq!(names.rewrite("'public.s'::text"), "'public.s'::text");
        assert_eq!(names.rewrite("x.public.s"), "x.public.s");
    }

    #[test]
    fn a_routine_and_a_table_may_have_one_name() {
        let table = objects(&[(Address::table("public", "f"), Address::table("public", "g"))]);
        assert_eq!(
            table.rewrite("SELECT public.f(id) FROM public.f"),
            "SELECT public.f(id) FROM public.g"
        );
        let function = objects(&[(routine("public", "f(integer)"), routine("app", "g(integer)"))]);
        assert_eq!(
            function.rewrite("SELECT public.f(id) FROM public.f"),
            "SELECT app.g(id) FROM public.f"
        );
        assert_eq!(
            function.rewrite("(SFUNC = public.f, STYPE = text)"),
            "(SFUNC = app.g, STYPE = text)"
        );
        assert_eq!(table.rewrite("(LEFTARG = public.f)"), "(LEFTARG = public.g)");
    }

    #[test]
    fn columns_are_qualified_by_the_new_name_of_their_table() {
        let names = objects(&[(Address::table("public", "t"), Address::table("public", "U"))]);
        assert_eq!(
            names.rewrite("SELECT t.id, x.t, t.* FROM public.t, other.x WHERE new.t = 't.id'"),
            "SELECT \"U\".id, x.t, \"U\".* FROM public.\"U\", other.x WHERE new.t = 't.id'"
        );
        assert_eq!(names.rewrite("SELECT t.id FROM other.t"), "SELECT t.id FROM other.t");
    }

    #[test]
    fn everything_in_a_namespace_follows_it() {
        let names = objects(&[
            (Address::namespace("a"), Address::namespace("b c")),
            (Address::table("a", "t"), Address::table("b c", "u")),
        ]);
        assert_eq!(
            names.rewrite(
                "(a.f(x) OPERATOR(a.*) a) = ANY ('{}'::a.e[]), a.t, 'a.s'::regclass, 'a.s', a.*"
            ),
            "(\"b c\".f(x) OPERATOR(\"b c\".*) a) = ANY ('{}'::\"b c\".e[]), \"b c\".u, '\"b c\".s'::regclass, 'a.s', a.*"
        );
        assert_eq!(names.rewrite("SCHEMA a"), "SCHEMA \"b c\"");
        assert_eq!(names.rewrite_path("pg_catalog, a"), "pg_catalog, \"b c\"");
    }
}
