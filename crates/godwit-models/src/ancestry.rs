use std::rc::Rc;

use crate::{
    evaluate::Scope,
    project::Project,
    value::{ClassId, Value, last},
};

/// A class of an ancestry.
#[derive(Debug, Clone)]
pub(crate) enum Ancestor {
    Own(ClassId),
    Outside(Value),
}

/// All ancestors of a class, itself first, in Python's method resolution order.
#[derive(Debug)]
pub(crate) struct Ancestry(pub Vec<Ancestor>);

impl Ancestry {
    pub fn own(&self) -> impl DoubleEndedIterator<Item = ClassId> + '_ {
        self.0.iter().filter_map(|ancestor| match ancestor {
            Ancestor::Own(class) => Some(*class),
            Ancestor::Outside(_) => None,
        })
    }

    pub fn outside(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().filter_map(|ancestor| match ancestor {
            Ancestor::Outside(value) => Some(value),
            Ancestor::Own(_) => None,
        })
    }
}

impl Project<'_> {
    /// The ancestors of a class.
    pub fn ancestry(&self, class: ClassId) -> Rc<Ancestry> {
        // A class whose bases are being looked up inherits from itself.
        let circular = Rc::new(Ancestry(Vec::new()));
        self.mro_memo.get(&self.reads, class, circular, || {
            let bases = self.bases(class);
            let mut lines: Vec<Vec<Ancestor>> = bases
                .iter()
                .map(|base| match base {
                    Value::Class(base) => self.ancestry(*base).0.clone(),
                    other => vec![Ancestor::Outside(other.clone())],
                })
                .collect();
            lines.push(
                bases
                    .iter()
                    .map(|base| match base {
                        Value::Class(base) => Ancestor::Own(*base),
                        other => Ancestor::Outside(other.clone()),
                    })
                    .collect(),
            );
            let mut order = vec![Ancestor::Own(class)];
            order.extend(linearise(lines));
            Rc::new(Ancestry(order))
        })
    }

    fn bases(&self, class: ClassId) -> Vec<Value> {
        let found = &self.class(class);
        let Some(arguments) = &found.node.arguments else { return Vec::new() };
        let scope = Scope::module(found.module);
        arguments
            .args
            .iter()
            .map(|base| match self.evaluate(&scope, base) {
                // `Generic[T]`, `Base[int]`.
                Value::Subscript(subscript) => subscript.0.clone(),
                other => other,
            })
            .collect()
    }

    /// Whether an ancestor outside of the project has this last name.
    pub fn inherits(&self, class: ClassId, name: &str) -> bool {
        self.ancestry(class)
            .outside()
            .any(|value| value.path().is_some_and(|path| last(path) == name))
    }
}

fn same(one: &Ancestor, other: &Ancestor) -> bool {
    match (one, other) {
        (Ancestor::Own(one), Ancestor::Own(other)) => one == other,
        (Ancestor::Outside(one), Ancestor::Outside(other)) => same_value(one, other),
        _ => false,
    }
}

fn same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::External(one), Value::External(other)) => one == other,
        (Value::Call(one), Value::Call(other)) => one.site == other.site,
        (Value::Unknown(one), Value::Unknown(other)) => one.0 == other.0,
        (Value::Attribute(one), Value::Attribute(other)) => {
            one.1 == other.1 && same_value(&one.0, &other.0)
        }
        _ => false,
    }
}

/// C3, as Python merges the orders of the bases; where Python would refuse, first come first kept.
fn linearise(mut lines: Vec<Vec<Ancestor>>) -> Vec<Ancestor> {
    let mut order = Vec::new();
    loop {
        lines.retain(|line| !line.is_empty());
        if lines.is_empty() {
            return order;
        }
        let is_free = |head: &Ancestor| {
            !lines.iter().any(|line| line[1..].iter().any(|tail| same(head, tail)))
        };
        let chosen = lines.iter().position(|line| is_free(&line[0])).unwrap_or(0);
        // Whatever it is, it goes: a base that equals nothing would stand here for ever.
        let next = lines[chosen].remove(0);
        for line in &mut lines {
            line.retain(|ancestor| !same(ancestor, &next));
        }
        order.push(next);
    }
}
