use std::fmt;

use serde::{Deserialize, Serialize};

/// Kinds that are known by their statements rather than by typed attributes; see
/// [`Definition`](crate::definition::Definition).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// An extension; its members are never read.
    Extension,
    /// A procedural language.
    Language,
    /// A table or index access method.
    AccessMethod,
    /// A foreign-data wrapper.
    ForeignDataWrapper,
    /// A foreign server.
    Server,
    /// A user mapping, without its password.
    UserMapping,
    /// A collation.
    Collation,
    /// An encoding conversion.
    Conversion,
    /// A domain.
    Domain,
    /// A stand-alone composite type.
    CompositeType,
    /// A range type.
    RangeType,
    /// A base type.
    BaseType,
    /// A function or window function.
    Function,
    /// A procedure.
    Procedure,
    /// An aggregate.
    Aggregate,
    /// An operator.
    Operator,
    /// An operator family.
    OperatorFamily,
    /// An operator class.
    OperatorClass,
    /// A cast.
    Cast,
    /// A transform.
    Transform,
    /// A text search parser.
    TextSearchParser,
    /// A text search template.
    TextSearchTemplate,
    /// A text search dictionary.
    TextSearchDictionary,
    /// A text search configuration.
    TextSearchConfiguration,
    /// A foreign table.
    ForeignTable,
    /// A view.
    View,
    /// A materialised view.
    MaterializedView,
    /// A trigger.
    Trigger,
    /// A rewrite rule.
    Rule,
    /// A row security policy.
    Policy,
    /// Extended statistics.
    Statistics,
    /// A publication.
    Publication,
    /// An event trigger.
    EventTrigger,
}

impl Class {
    /// Every class.
    pub const ALL: [Class; 33] = [
        Class::Extension,
        Class::Language,
        Class::AccessMethod,
        Class::ForeignDataWrapper,
        Class::Server,
        Class::UserMapping,
        Class::Collation,
        Class::Conversion,
        Class::Domain,
        Class::CompositeType,
        Class::RangeType,
        Class::BaseType,
        Class::Function,
        Class::Procedure,
        Class::Aggregate,
        Class::Operator,
        Class::OperatorFamily,
        Class::OperatorClass,
        Class::Cast,
        Class::Transform,
        Class::TextSearchParser,
        Class::TextSearchTemplate,
        Class::TextSearchDictionary,
        Class::TextSearchConfiguration,
        Class::ForeignTable,
        Class::View,
        Class::MaterializedView,
        Class::Trigger,
        Class::Rule,
        Class::Policy,
        Class::Statistics,
        Class::Publication,
        Class::EventTrigger,
    ];

    /// Relations that are known by their statements.
    pub const RELATIONS: [Class; 3] = [Class::View, Class::MaterializedView, Class::ForeignTable];

    /// PostgreSQL's word for the class, for people.
    pub fn noun(self) -> &'static str {
        match self {
            Class::Extension => "extension",
            Class::Language => "language",
            Class::AccessMethod => "access method",
            Class::ForeignDataWrapper => "foreign-data wrapper",
            Class::Server => "server",
            Class::UserMapping => "user mapping",
            Class::Collation => "collation",
            Class::Conversion => "conversion",
            Class::Domain => "domain",
            Class::CompositeType => "composite type",
            Class::RangeType => "range type",
            Class::BaseType => "base type",
            Class::Function => "function",
            Class::Procedure => "procedure",
            Class::Aggregate => "aggregate",
            Class::Operator => "operator",
            Class::OperatorFamily => "operator family",
            Class::OperatorClass => "operator class",
            Class::Cast => "cast",
            Class::Transform => "transform",
            Class::TextSearchParser => "text search parser",
            Class::TextSearchTemplate => "text search template",
            Class::TextSearchDictionary => "text search dictionary",
            Class::TextSearchConfiguration => "text search configuration",
            Class::ForeignTable => "foreign table",
            Class::View => "view",
            Class::MaterializedView => "materialized view",
            Class::Trigger => "trigger",
            Class::Rule => "rule",
            Class::Policy => "policy",
            Class::Statistics => "statistics",
            Class::Publication => "publication",
            Class::EventTrigger => "event trigger",
        }
    }

    /// The class whose word, with hyphens for spaces, the reader's queries give.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.noun().replace(' ', "-") == word)
    }

    /// Whether it is a relation: its columns are qualified by its name.
    pub fn is_relation(self) -> bool {
        Self::RELATIONS.contains(&self)
    }

    /// Whether it stands on a relation and goes with it: its path begins with the relation's.
    pub fn stands_on_relation(self) -> bool {
        matches!(self, Class::Trigger | Class::Rule | Class::Policy)
    }

    /// Whether it lives in no namespace.
    pub fn is_global(self) -> bool {
        matches!(
            self,
            Class::Extension
                | Class::Language
                | Class::AccessMethod
                | Class::ForeignDataWrapper
                | Class::Server
                | Class::UserMapping
                | Class::Cast
                | Class::Transform
                | Class::Publication
                | Class::EventTrigger
        )
    }

    /// Whether its name ends in argument types: `f(integer)`.
    pub fn is_routine(self) -> bool {
        matches!(self, Class::Function | Class::Procedure | Class::Aggregate)
    }

    /// Whether rows may be stored in it, or a column may have it as type: dropping and making it
    /// again is not the same thing.
    pub fn is_type(self) -> bool {
        matches!(self, Class::Domain | Class::CompositeType | Class::RangeType | Class::BaseType)
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.noun())
    }
}
