use std::sync::Arc;

use godwit_schema::{ForeignKeyAction, ForeignKeyMatch, Identity, IndexKey, Persistence, Sequence};

use crate::{naming::Conventions, value::Site};

/// An enum type as a model declares it.
#[derive(Debug, Clone)]
pub(crate) struct EnumSpec {
    /// `None` is the default namespace.
    pub schema: Option<String>,
    pub name: String,
    pub labels: Vec<String>,
    pub site: Site,
}

/// A column's type.
#[derive(Debug, Clone)]
pub(crate) struct TypeSpec {
    /// As `format_type` prints it; without meaning for an enum.
    pub text: String,
    pub array: bool,
    pub of: Option<EnumSpec>,
    /// Collation as given, unquoted.
    pub collation: Option<String>,
    /// Labels of an enum that is kept as text under a check: the check's name and the labels.
    pub check: Option<(Option<String>, Vec<String>)>,
}

impl TypeSpec {
    pub fn builtin(text: impl Into<String>) -> Self {
        Self { text: text.into(), array: false, of: None, collation: None, check: None }
    }

    pub fn is_integer(&self) -> bool {
        !self.array && matches!(self.text.as_str(), "smallint" | "integer" | "bigint")
    }
}

/// How much is known of a column's type.
#[derive(Debug, Clone)]
pub(crate) enum ColumnType {
    Known(TypeSpec),
    /// That of the column its foreign key points at.
    OfTarget,
    Undecided(Site, String),
}

/// `autoincrement=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AutoIncrement {
    Auto,
    Always,
    Never,
    IgnoreForeignKey,
}

#[derive(Debug, Clone)]
pub(crate) struct ColumnSpec {
    /// The attribute's name in the class, or the column's key in a `Table`.
    pub attribute: String,
    pub name: String,
    /// The name by which constraints and indexes of the table speak of it.
    pub key: String,
    pub site: Site,
    pub column_type: ColumnType,
    pub nullable: bool,
    pub primary_key: bool,
    pub auto_increment: AutoIncrement,
    /// A default on the Python side: no SQL, but it takes `SERIAL` away.
    pub client_default: bool,
    /// SQL text.
    pub server_default: Option<String>,
    /// Something that the server fills in and that Python does not tell.
    pub fetched: bool,
    pub identity: Option<Identity>,
    /// Expression, and whether it is stored.
    pub computed: Option<(String, bool)>,
    pub sequence: Option<SequenceSpec>,
    pub comment: Option<String>,
    pub unique: bool,
    pub index: bool,
    pub constraints: Vec<ConstraintSpec>,
    pub sort_order: i64,
    /// Parts of the declaration that could not be read.
    pub problems: Vec<Problem>,
    /// What SQLModel refuses about it.
    pub refusals: Vec<Refusal>,
    /// Whether the declaration is one `Column` object, which can belong to one table only.
    pub is_object: bool,
}

/// Where and why SQLModel or SQLAlchemy refuses a declaration.
pub(crate) type Refusal = (Site, String);

#[derive(Debug, Clone)]
pub(crate) struct SequenceSpec {
    pub schema: Option<String>,
    pub name: String,
    pub sequence: Sequence,
    pub site: Site,
}

/// A constraint's or index's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NameSpec {
    Unnamed,
    Given(String),
    /// `conv("…")`: no convention applies any more.
    Final(String),
}

#[derive(Debug, Clone)]
pub(crate) struct ConstraintSpec {
    pub name: NameSpec,
    pub kind: ConstraintKindSpec,
    pub deferrable: bool,
    pub initially_deferred: bool,
    pub validated: bool,
    pub comment: Option<String>,
    pub site: Site,
}

impl ConstraintSpec {
    /// A constraint without a name and without options.
    pub fn unnamed(kind: ConstraintKindSpec, site: Site) -> Self {
        Self {
            name: NameSpec::Unnamed,
            kind,
            deferrable: false,
            initially_deferred: false,
            validated: true,
            comment: None,
            site,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) enum ConstraintKindSpec {
    PrimaryKey {
        columns: Vec<String>,
        include: Vec<String>,
    },
    Unique {
        columns: Vec<String>,
        include: Vec<String>,
        nulls_not_distinct: bool,
    },
    ForeignKey(ForeignKeySpec),
    Check {
        text: String,
    },
    /// From `EXCLUDE` on.
    Exclude {
        definition: String,
        columns: Vec<String>,
    },
}

#[derive(Debug, Clone)]
pub(crate) struct ForeignKeySpec {
    pub columns: Vec<String>,
    pub targets: Vec<TargetSpec>,
    pub on_update: ForeignKeyAction,
    pub on_delete: ForeignKeyAction,
    pub on_delete_columns: Vec<String>,
    pub match_type: ForeignKeyMatch,
}

/// What a foreign key points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TargetSpec {
    pub schema: Option<String>,
    pub table: String,
    /// `None` takes the name of the referencing column.
    pub column: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct IndexSpec {
    pub name: NameSpec,
    pub terms: Vec<IndexTermSpec>,
    pub unique: bool,
    pub method: String,
    pub include: Vec<String>,
    pub predicate: Option<String>,
    pub options: Vec<(String, String)>,
    pub tablespace: Option<String>,
    /// Operator classes by column name.
    pub operator_classes: Vec<(String, String)>,
    pub nulls_not_distinct: bool,
    pub site: Site,
}

#[derive(Debug, Clone)]
pub(crate) enum IndexTermSpec {
    Column {
        column: String,
        descending: bool,
        nulls_first: bool,
    },
    /// A finished key over an expression, and the label by which operator classes find it.
    Expression(Box<IndexKey>, Option<String>),
}

#[derive(Debug, Clone)]
pub(crate) struct TableSpec {
    /// `None` is the default namespace.
    pub schema: Option<String>,
    pub name: String,
    pub columns: Vec<ColumnSpec>,
    pub constraints: Vec<ConstraintSpec>,
    pub indexes: Vec<IndexSpec>,
    pub comment: Option<String>,
    pub persistence: Persistence,
    pub conventions: Arc<Conventions>,
    /// The `MetaData` that holds the table.
    pub metadata: Option<crate::metadata::Identity>,
    /// Where a foreign key without a schema looks.
    pub metadata_schema: Option<String>,
    pub problems: Vec<Problem>,
    /// What SQLModel refuses about the class.
    pub refusals: Vec<Refusal>,
    pub site: Site,
}

impl TableSpec {
    /// The table with constraints and indexes that speak of columns by their names, where
    /// `key=` let them speak otherwise.
    pub fn with_names(mut self) -> Self {
        let renamed: Vec<(String, String)> = self
            .columns
            .iter()
            .filter(|column| column.key != column.name)
            .map(|column| (column.key.clone(), column.name.clone()))
            .collect();
        let rename = |name: &mut String| {
            if let Some((_, known)) = renamed.iter().find(|(key, _)| key == name) {
                known.clone_into(name);
            }
        };
        if renamed.is_empty() {
            return self;
        }
        for one in &mut self.constraints {
            match &mut one.kind {
                ConstraintKindSpec::PrimaryKey { columns, include }
                | ConstraintKindSpec::Unique { columns, include, .. } => {
                    columns.iter_mut().chain(include).for_each(rename);
                }
                ConstraintKindSpec::ForeignKey(key) => key.columns.iter_mut().for_each(rename),
                ConstraintKindSpec::Check { .. } | ConstraintKindSpec::Exclude { .. } => {}
            }
        }
        for index in &mut self.indexes {
            index.include.iter_mut().for_each(rename);
            for term in &mut index.terms {
                if let IndexTermSpec::Column { column, .. } = term {
                    rename(column);
                }
            }
        }
        self
    }
}

/// Options of the table itself, from `__table_args__` or the keywords of `Table`.
#[derive(Debug, Clone, Default)]
pub(crate) struct TableArgs {
    pub schema: Option<String>,
    pub comment: Option<String>,
    pub unlogged: bool,
    pub constraints: Vec<ConstraintSpec>,
    pub indexes: Vec<IndexSpec>,
    pub columns: Vec<ColumnSpec>,
    pub problems: Vec<Problem>,
}

/// A part of a table that could not be read.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub about: About,
    pub site: Site,
    pub reason: String,
}

/// What a [`Problem`] is about; it is not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum About {
    Table,
    /// Where the table stands, so that any that seems gone may be it.
    Somewhere,
    /// A constraint, by its name.
    Constraint(String),
    /// An index, by its name.
    Index(String),
    /// The default of a column, by the column's name.
    Default(String),
}
