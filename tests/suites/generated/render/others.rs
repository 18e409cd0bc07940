use crate::{
    piece::{Body, EXTENSIONS},
    schema::Schema,
    types::Key,
};

impl Schema {
    pub(super) fn other(&self, key: Key) -> String {
        let piece = self.get(key);
        let path = self.path(key);
        match &piece.body {
            Body::Extension { which } => {
                let home = piece.home.map_or("public".to_owned(), |home| self.name(home));
                format!("CREATE EXTENSION {} SCHEMA {home}", EXTENSIONS[which % EXTENSIONS.len()])
            }
            Body::Collation { form } => {
                let made = [
                    " FROM \"C\"",
                    " (LOCALE = 'POSIX')",
                    " (LC_COLLATE = 'C', LC_CTYPE = 'POSIX')",
                    " (PROVIDER = icu, LOCALE = 'de')",
                ];
                format!("CREATE COLLATION {path}{}", made[form % 4])
            }
            Body::Cast { from, form } => {
                let (from, to) = (self.path(*from), Self::cast_target(*form));
                let when = ["", " AS ASSIGNMENT"][form / 3 % 2];
                if form % 5 < 2 {
                    return format!("CREATE CAST ({from} AS {to}) WITH INOUT{when}");
                }
                format!(
                    "CREATE FUNCTION {path}({from}) RETURNS {to} IMMUTABLE LANGUAGE sql \
                     AS $f$SELECT NULL::{to}$f$;\n\
                     CREATE CAST ({from} AS {to}) WITH FUNCTION {path}({from}){when}"
                )
            }
            Body::Operator { function, form } => {
                let (function, sides) = match function {
                    Some(function) => {
                        let argument = self.type_sql(self.argument_of(*function));
                        (self.path(*function), format!("RIGHTARG = {argument}"))
                    }
                    None => {
                        let (function, side) = Self::between(*form);
                        (function.to_owned(), format!("LEFTARG = {side}, RIGHTARG = {side}"))
                    }
                };
                format!("CREATE OPERATOR {path} (FUNCTION = {function}, {sides})")
            }
            Body::OperatorClass { form } => match form % 3 {
                0 => format!(
                    "CREATE OPERATOR CLASS {path} FOR TYPE integer USING btree AS OPERATOR 1 <, \
                     OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, \
                     FUNCTION 1 btint4cmp(integer, integer)"
                ),
                1 => format!(
                    "CREATE OPERATOR CLASS {path} FOR TYPE integer USING hash AS OPERATOR 1 =, \
                     FUNCTION 1 hashint4(integer)"
                ),
                _ => format!(
                    "CREATE OPERATOR CLASS {path} FOR TYPE text USING btree AS OPERATOR 1 <, \
                     OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, \
                     FUNCTION 1 bttextcmp(text, text)"
                ),
            },
            Body::Dictionary { form } => {
                let options = ["", ", ACCEPT = false", ", STOPWORDS = english"][form % 3];
                format!("CREATE TEXT SEARCH DICTIONARY {path} (TEMPLATE = simple{options})")
            }
            Body::Configuration { dictionary, form } => {
                let from = ["PARSER = \"default\"", "COPY = simple", "COPY = english"][form % 3];
                let made = format!("CREATE TEXT SEARCH CONFIGURATION {path} ({from})");
                let Some(dictionary) = dictionary else { return made };
                let dictionary = self.path(*dictionary);
                let also = ["", ", simple"][form / 3 % 2];
                let word = if form % 3 == 0 { "ADD" } else { "ALTER" };
                format!(
                    "{made};\nALTER TEXT SEARCH CONFIGURATION {path} {word} MAPPING FOR asciiword, \
                     word WITH {dictionary}{also}"
                )
            }
            Body::DefaultPrivilege { form } => match piece.home {
                Some(home) => {
                    let what = [
                        "GRANT SELECT ON TABLES TO reader",
                        "GRANT ALL ON TABLES TO writer",
                        "GRANT USAGE ON SEQUENCES TO reader",
                        "GRANT EXECUTE ON FUNCTIONS TO writer",
                        "GRANT USAGE ON TYPES TO reader WITH GRANT OPTION",
                    ][form % 5];
                    format!("ALTER DEFAULT PRIVILEGES IN SCHEMA {} {what}", self.name(home))
                }
                None => {
                    let what = [
                        "GRANT INSERT ON TABLES TO reader",
                        "REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
                        "REVOKE USAGE ON TYPES FROM PUBLIC",
                        "GRANT USAGE ON SCHEMAS TO reader",
                        "GRANT ALL ON SEQUENCES TO writer",
                    ][form % 5];
                    format!("ALTER DEFAULT PRIVILEGES {what}")
                }
            },
            Body::EventTrigger { function, form } => {
                let event =
                    ["ddl_command_end", "ddl_command_start", "sql_drop", "table_rewrite"][form % 4];
                let tags = [" WHEN TAG IN ('CREATE TABLE', 'DROP VIEW')", ""];
                let tags = if form % 4 < 2 { tags[form / 4 % 2] } else { "" };
                let function = self.path(*function);
                let mut text = format!(
                    "CREATE EVENT TRIGGER {path} ON {event}{tags} EXECUTE FUNCTION {function}()"
                );
                if form % 5 == 4 {
                    text += &format!(";\nALTER EVENT TRIGGER {path} DISABLE");
                }
                text
            }
            _ => String::new(),
        }
    }

    /// What a cast gives.
    pub fn cast_target(form: usize) -> &'static str {
        ["text", "integer", "jsonb"][form % 3]
    }

    /// The name of an operator.
    pub(super) fn symbol(form: usize) -> &'static str {
        ["<@@>", "===", "~~~>", "@#@", "##"][form % 5]
    }

    /// A function of PostgreSQL and the type of both its arguments.
    fn between(form: usize) -> (&'static str, &'static str) {
        [("int4pl", "integer"), ("textcat", "text"), ("int4eq", "integer")][form / 5 % 3]
    }

    /// An operator with its types, as `ALTER` takes it.
    pub fn operator_sql(&self, key: Key) -> String {
        let path = self.path(key);
        match &self.get(key).body {
            Body::Operator { function: Some(function), .. } => {
                format!("{path} (NONE, {})", self.type_sql(self.argument_of(*function)))
            }
            Body::Operator { form, .. } => {
                let side = Self::between(*form).1;
                format!("{path} ({side}, {side})")
            }
            other => panic!("a {} is no operator", other.noun()),
        }
    }
}
