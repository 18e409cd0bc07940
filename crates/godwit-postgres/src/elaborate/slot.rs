use godwit_schema::{ConstraintKind, Expression, IndexTerm, Object};

/// Which expression of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// A column's default.
    Default,
    /// A generated column's.
    Generated,
    /// A check's condition.
    Check,
    /// A whole exclusion constraint.
    Exclude,
    /// An index key's, by place from 0.
    Key(usize),
    /// An index's predicate.
    Predicate,
}

/// The expressions of an object.
pub(super) fn slots(object: &Object) -> Vec<Slot> {
    match object {
        Object::Namespace(_)
        | Object::Enum(_)
        | Object::Sequence(_)
        | Object::Table(_)
        | Object::Definition(_)
        | Object::Owner(_)
        | Object::Grant(_)
        | Object::DefaultPrivilege(_) => Vec::new(),
        Object::Column(column) => column.generated.iter().map(|_| Slot::Generated).collect(),
        Object::Default(_) => vec![Slot::Default],
        Object::Constraint(constraint) => match constraint.kind {
            ConstraintKind::Check { .. } => vec![Slot::Check],
            ConstraintKind::Exclude { .. } => vec![Slot::Exclude],
            ConstraintKind::PrimaryKey { .. }
            | ConstraintKind::Unique { .. }
            | ConstraintKind::ForeignKey(_) => Vec::new(),
        },
        Object::Index(index) => index
            .keys
            .iter()
            .enumerate()
            .filter(|(_, key)| matches!(key.term, IndexTerm::Expression { .. }))
            .map(|(at, _)| Slot::Key(at))
            .chain(index.predicate.iter().map(|_| Slot::Predicate))
            .collect(),
    }
}

/// The expression in a slot.
pub(super) fn expression(object: &Object, slot: Slot) -> Option<&Expression> {
    match (object, slot) {
        (Object::Default(default), Slot::Default) => Some(&default.expression),
        (Object::Column(column), Slot::Generated) => {
            column.generated.as_ref().map(|generated| &generated.expression)
        }
        (Object::Constraint(constraint), Slot::Check | Slot::Exclude) => match &constraint.kind {
            ConstraintKind::Check { expression, .. } => Some(expression),
            ConstraintKind::Exclude { definition } => Some(definition),
            _ => None,
        },
        (Object::Index(index), Slot::Key(at)) => match &index.keys.get(at)?.term {
            IndexTerm::Expression { expression } => Some(expression),
            IndexTerm::Column { .. } => None,
        },
        (Object::Index(index), Slot::Predicate) => index.predicate.as_ref(),
        _ => None,
    }
}

/// The expression in a slot, to be changed.
pub(super) fn expression_mut(object: &mut Object, slot: Slot) -> Option<&mut Expression> {
    match (object, slot) {
        (Object::Default(default), Slot::Default) => Some(&mut default.expression),
        (Object::Column(column), Slot::Generated) => {
            column.generated.as_mut().map(|generated| &mut generated.expression)
        }
        (Object::Constraint(constraint), Slot::Check | Slot::Exclude) => {
            match &mut constraint.kind {
                ConstraintKind::Check { expression, .. } => Some(expression),
                ConstraintKind::Exclude { definition } => Some(definition),
                _ => None,
            }
        }
        (Object::Index(index), Slot::Key(at)) => match &mut index.keys.get_mut(at)?.term {
            IndexTerm::Expression { expression } => Some(expression),
            IndexTerm::Column { .. } => None,
        },
        (Object::Index(index), Slot::Predicate) => index.predicate.as_mut(),
        _ => None,
    }
}
