//! What each major of PostgreSQL brought, where a plan must know: the one place that does.

mod definition;

use std::{borrow::Cow, collections::BTreeSet};

use godwit_diff::{Change, ChangeSet, Verb};
use godwit_schema::{
    Column, Constraint, ConstraintKind, Index, NotNull, Object, Privilege, Sequence, Table,
};

/// The major that brought something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Since(u32);

/// `ALTER COLUMN … SET COMPRESSION`.
pub(crate) const COMPRESSION: Since = Since(14);
/// `UNIQUE NULLS NOT DISTINCT`.
pub(crate) const NULLS_NOT_DISTINCT: Since = Since(15);
/// `ON DELETE SET NULL (columns)`.
pub(crate) const ON_DELETE_COLUMNS: Since = Since(15);
/// Multirange types.
pub(crate) const MULTIRANGE: Since = Since(14);
/// Operator classes of BRIN that keep several ranges, or a Bloom filter, of a block.
pub(crate) const BRIN_CLASSES: Since = Since(14);
/// `INCLUDE` of SP-GiST.
pub(crate) const SPGIST_INCLUDE: Since = Since(14);
/// `UNLOGGED` sequences.
pub(crate) const UNLOGGED_SEQUENCE: Since = Since(15);
/// The privilege `MAINTAIN`.
pub(crate) const MAINTAIN: Since = Since(17);
/// `EXCLUDE` of partitioned tables.
pub(crate) const PARTITIONED_EXCLUSION: Since = Since(17);
/// Default privileges of large objects.
pub(crate) const DEFAULTS_OF_LARGE_OBJECTS: Since = Since(18);
/// Identity columns of partitioned tables, shared with their partitions.
pub(crate) const IDENTITY_OF_PARTITIONS: Since = Since(17);
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

/// Something that a change may want: its words for people, the major that brought it, and whether it is
/// wanted.
type Wish = (&'static str, Since, bool);

/// What a change wants that a server of this version does not have, with the major that does.
pub(crate) fn lacking(change: &Change, version: u32) -> Option<(&'static str, u32)> {
    let (Verb::Create { after } | Verb::Alter { after, .. }) = &change.verb else { return None };
    let wanted: Vec<Wish> = match &**after {
        Object::Column(column) => vec![
            ("NOT NULL NOT VALID", NOT_NULL_AS_CONSTRAINT, column.not_null_as.not_valid),
            (
                "a virtual generated column",
                VIRTUAL,
                column.generated.as_ref().is_some_and(|generated| !generated.stored),
            ),
            ("SET COMPRESSION", COMPRESSION, column.storage.compression.is_some()),
            ("a multirange type", MULTIRANGE, is_multirange(&column.data_type.text)),
        ],
        Object::Constraint(constraint) => of_constraint(constraint),
        Object::Index(index) => of_index(index),
        Object::Sequence(Sequence { unlogged, .. }) => {
            vec![("an unlogged sequence", UNLOGGED_SEQUENCE, *unlogged)]
        }
        Object::Table(table) => of_table(table),
        Object::Definition(found) => definition::wishes(found),
        Object::Grant(grant) => of_privileges(&grant.privileges),
        Object::DefaultPrivilege(found) => {
            let mut wanted = of_privileges(&found.privileges);
            let is_large = found.objects == "LARGE OBJECTS";
            wanted.push(("ON LARGE OBJECTS", DEFAULTS_OF_LARGE_OBJECTS, is_large));
            wanted
        }
        Object::Namespace(_) | Object::Enum(_) | Object::Default(_) | Object::Owner(_) => {
            Vec::new()
        }
    };
    wanted
        .into_iter()
        .find(|(_, since, is_wanted)| *is_wanted && since.is_beyond(version))
        .map(|(what, since, _)| (what, since.0))
}

/// One of PostgreSQL's own multirange types, or an array of one.
fn is_multirange(data_type: &str) -> bool {
    data_type.trim_end_matches("[]").ends_with("multirange") && !data_type.contains('.')
}

fn of_privileges(privileges: &BTreeSet<Privilege>) -> Vec<Wish> {
    vec![("MAINTAIN", MAINTAIN, privileges.iter().any(|one| one.name == "MAINTAIN"))]
}

fn of_index(index: &Index) -> Vec<Wish> {
    let is_of_brin = |name: &str| {
        ["_minmax_multi_ops", "_bloom_ops"]
            .iter()
            .any(|end| name.split(' ').next().is_some_and(|name| name.ends_with(end)))
    };
    let mut classes = index.keys.iter().filter_map(|key| key.operator_class.as_deref());
    vec![
        ("NULLS NOT DISTINCT", NULLS_NOT_DISTINCT, index.nulls_not_distinct),
        (
            "INCLUDE of SP-GiST",
            SPGIST_INCLUDE,
            index.method == "spgist" && !index.include.is_empty(),
        ),
        ("its operator class", BRIN_CLASSES, index.method == "brin" && classes.any(is_of_brin)),
    ]
}

/// Storage parameters of tables, by the major that brought them.
const TABLE_OPTIONS: &[(&str, &str, Since)] = &[
    ("vacuum_index_cleanup", "auto", Since(14)),
    ("autovacuum_vacuum_max_threshold", "", Since(18)),
    ("vacuum_max_eager_freeze_failure_rate", "", Since(18)),
];

fn of_table(table: &Table) -> Vec<Wish> {
    TABLE_OPTIONS
        .iter()
        .map(|(name, value, since)| {
            let said = |option: &str| table.options.get(option);
            let wanted = [(*name).to_owned(), format!("toast.{name}")]
                .iter()
                .any(|option| said(option).is_some_and(|set| value.is_empty() || set == value));
            (*name, *since, wanted)
        })
        .collect()
}

fn of_constraint(constraint: &Constraint) -> Vec<Wish> {
    let (mut nulls_not_distinct, mut some_columns, mut parted_exclusion) = (false, false, false);
    match &constraint.kind {
        ConstraintKind::Unique { nulls_not_distinct: said, .. } => nulls_not_distinct = *said,
        ConstraintKind::ForeignKey(key) => some_columns = !key.on_delete_columns.is_empty(),
        ConstraintKind::Exclude { .. } => parted_exclusion = constraint.only,
        ConstraintKind::PrimaryKey { .. } | ConstraintKind::Check { .. } => {}
    }
    vec![
        ("NOT ENFORCED", NOT_ENFORCED, !constraint.enforced),
        ("WITHOUT OVERLAPS and PERIOD", TEMPORAL, constraint.temporal),
        ("NULLS NOT DISTINCT", NULLS_NOT_DISTINCT, nulls_not_distinct),
        ("columns of ON DELETE", ON_DELETE_COLUMNS, some_columns),
        ("EXCLUDE of a partitioned table", PARTITIONED_EXCLUSION, parted_exclusion),
    ]
}
