//! What each major of PostgreSQL brought, where a plan must know: the one place that does.

use std::borrow::Cow;

use godwit_diff::{Change, ChangeSet, Verb};
use godwit_schema::{Column, Constraint, ConstraintKind, NotNull, Object};

/// The major that brought something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Since(u32);

/// `ALTER COLUMN … SET COMPRESSION`.
pub(crate) const COMPRESSION: Since = Since(14);
/// `UNIQUE NULLS NOT DISTINCT`.
pub(crate) const NULLS_NOT_DISTINCT: Since = Since(15);
/// `ON DELETE SET NULL (columns)`.
pub(crate) const ON_DELETE_COLUMNS: Since = Since(15);
/// `ALTER COLUMN … SET EXPRESSION`.
pub(crate) const SET_EXPRESSION: Since = Since(17);
/// NOT NULL of a table is a constraint with a name, and may be NOT VALID or NO INHERIT.
pub(crate) const NOT_NULL_AS_CONSTRAINT: Since = Since(18);
/// `NOT ENFORCED`.
pub(crate) const NOT_ENFORCED: Since = Since(18);
/// `WITHOUT OVERLAPS` and `PERIOD`.
pub(crate) const TEMPORAL: Since = Since(18);
/// `GENERATED ALWAYS AS (…) VIRTUAL`.
pub(crate) const VIRTUAL: Since = Since(18);

impl Since {
    /// Whether a server of this `server_version_num` has it; of an unknown one (0) nothing is known.
    pub(crate) fn is_of(self, version: u32) -> bool {
        version / 10_000 >= self.0
    }

    /// Whether a server is known not to have it.
    fn is_beyond(self, version: u32) -> bool {
        version != 0 && !self.is_of(version)
    }
}

/// Changes as a server of this version can keep them: one that gives NOT NULL no name forgets the name
/// that another one gave. What would demand something else of rows is left, and refused by name.
pub(crate) fn kept(changes: &ChangeSet, version: u32) -> Cow<'_, ChangeSet> {
    if !NOT_NULL_AS_CONSTRAINT.is_beyond(version) {
        return Cow::Borrowed(changes);
    }
    let mut changes = changes.clone();
    for change in &mut changes.changes {
        if let Verb::Create { after } | Verb::Alter { after, .. } = &mut change.verb
            && let Object::Column(Column { not_null_as, .. }) = &mut **after
        {
            *not_null_as = NotNull { not_valid: not_null_as.not_valid, ..NotNull::default() };
        }
    }
    Cow::Owned(changes)
}

/// What a change wants that a server of this version does not have, with the major that does.
pub(crate) fn lacking(change: &Change, version: u32) -> Option<(&'static str, u32)> {
    let (Verb::Create { after } | Verb::Alter { after, .. }) = &change.verb else { return None };
    let wanted: Vec<(&'static str, Since, bool)> = match &**after {
        Object::Column(column) => vec![
            ("NOT NULL NOT VALID", NOT_NULL_AS_CONSTRAINT, column.not_null_as.not_valid),
            (
                "a virtual generated column",
                VIRTUAL,
                column.generated.as_ref().is_some_and(|generated| !generated.stored),
            ),
            ("SET COMPRESSION", COMPRESSION, column.storage.compression.is_some()),
        ],
        Object::Constraint(constraint) => of_constraint(constraint),
        Object::Index(index) => {
            vec![("NULLS NOT DISTINCT", NULLS_NOT_DISTINCT, index.nulls_not_distinct)]
        }
        Object::Namespace(_)
        | Object::Enum(_)
        | Object::Sequence(_)
        | Object::Table(_)
        | Object::Default(_)
        | Object::Definition(_)
        | Object::Owner(_)
        | Object::Grant(_)
        | Object::DefaultPrivilege(_) => Vec::new(),
    };
    wanted
        .into_iter()
        .find(|(_, since, is_wanted)| *is_wanted && since.is_beyond(version))
        .map(|(what, since, _)| (what, since.0))
}

fn of_constraint(constraint: &Constraint) -> Vec<(&'static str, Since, bool)> {
    let (mut nulls_not_distinct, mut some_columns) = (false, false);
    match &constraint.kind {
        ConstraintKind::Unique { nulls_not_distinct: said, .. } => nulls_not_distinct = *said,
        ConstraintKind::ForeignKey(key) => some_columns = !key.on_delete_columns.is_empty(),
        ConstraintKind::PrimaryKey { .. }
        | ConstraintKind::Check { .. }
        | ConstraintKind::Exclude { .. } => {}
    }
    vec![
        ("NOT ENFORCED", NOT_ENFORCED, !constraint.enforced),
        ("WITHOUT OVERLAPS and PERIOD", TEMPORAL, constraint.temporal),
        ("NULLS NOT DISTINCT", NULLS_NOT_DISTINCT, nulls_not_distinct),
        ("columns of ON DELETE", ON_DELETE_COLUMNS, some_columns),
    ]
}
