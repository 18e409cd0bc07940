use crate::{piece::Body, schema::Schema, types::Key};

impl Schema {
    pub(super) fn routine(&self, key: Key) -> String {
        let path = self.path(key);
        match &self.get(key).body {
            Body::Function { argument, form, language, options } => {
                let kind = self.type_sql(argument);
                let parameter = ["value", "x", "\"The Value\""][options % 3];
                let settings = ["", " STRICT", " PARALLEL SAFE", " COST 50", " SECURITY DEFINER"];
                let search = if options % 7 == 6 { " SET search_path = pg_catalog" } else { "" };
                let expression = match form % 3 {
                    0 => "$1".to_owned(),
                    1 => "coalesce($1, $1)".to_owned(),
                    _ => format!("CASE WHEN $1 IS NULL THEN NULL::{kind} ELSE $1 END"),
                };
                let head = format!(
                    "CREATE FUNCTION {path}({parameter} {kind}) RETURNS {kind} IMMUTABLE{}{search}",
                    settings[options % 5]
                );
                match language % 3 {
                    0 => format!("{head} LANGUAGE sql AS $f$SELECT {expression}$f$"),
                    1 => format!(
                        "{head} LANGUAGE plpgsql AS $f$\nBEGIN\n  RETURN {expression};\nEND$f$"
                    ),
                    _ => format!("{head} LANGUAGE sql RETURN {expression}"),
                }
            }
            Body::Reader { of, form } => {
                let relation = self.path(*of);
                let columns = self.exposed(*of);
                let column = columns.get(form % columns.len().max(1)).copied();
                let name = column.map_or("NULL".to_owned(), |column| self.name(column));
                match form % 4 {
                    0 => format!(
                        "CREATE FUNCTION {path}() RETURNS bigint STABLE LANGUAGE sql \
                         BEGIN ATOMIC SELECT count({name}) FROM {relation}; END"
                    ),
                    1 => format!(
                        "CREATE FUNCTION {path}() RETURNS SETOF {relation} LANGUAGE sql \
                         AS $f$SELECT * FROM {relation}$f$"
                    ),
                    2 => format!(
                        "CREATE FUNCTION {path}(of {relation}) RETURNS boolean LANGUAGE plpgsql \
                         AS $f$BEGIN RETURN of IS NULL; END$f$"
                    ),
                    _ => format!(
                        "CREATE PROCEDURE {path}(times integer DEFAULT {}) LANGUAGE plpgsql \
                         AS $f$BEGIN PERFORM {name} FROM {relation}; END$f$",
                        form % 5
                    ),
                }
            }
            Body::TriggerFunction { form } => format!(
                "CREATE FUNCTION {path}() RETURNS trigger LANGUAGE plpgsql \
                 AS $f$BEGIN\n  RETURN {};\nEND$f$",
                ["NEW", "COALESCE(NEW, OLD)"][form % 2]
            ),
            Body::EventFunction { form } => format!(
                "CREATE FUNCTION {path}() RETURNS event_trigger LANGUAGE plpgsql \
                 AS $f$BEGIN\n  {}\nEND$f$",
                ["NULL;", "RETURN;"][form % 2]
            ),
            Body::Aggregate { form } => match form % 3 {
                0 => format!("CREATE AGGREGATE {path}(integer) (SFUNC = int4pl, STYPE = integer)"),
                1 => format!(
                    "CREATE AGGREGATE {path}(text) (SFUNC = textcat, STYPE = text, INITCOND = '')"
                ),
                _ => format!(
                    "CREATE AGGREGATE {path}(integer) \
                     (SFUNC = int4larger, STYPE = integer, INITCOND = '0', PARALLEL = SAFE)"
                ),
            },
            _ => String::new(),
        }
    }
}
