use std::collections::{HashMap, HashSet};

use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextSize};

/// One annotated or assigned name of a class body, or a function in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member<'a> {
    pub name: &'a str,
    pub annotation: Option<&'a Expr>,
    pub value: Option<&'a Expr>,
    pub function: Option<&'a ruff_python_ast::StmtFunctionDef>,
    pub offset: TextSize,
}

/// The members of a class body in source order.
pub(crate) fn members(body: &[Stmt]) -> Vec<Member<'_>> {
    settled(bound(body))
}

/// As the body's namespace holds them in the end: a name that is annotated stands where it was first,
/// with its last annotation and its last value, also where these are of different statements.
fn settled(found: Vec<Member<'_>>) -> Vec<Member<'_>> {
    let mut last: HashMap<&str, Member<'_>> = HashMap::new();
    for one in &found {
        let known = last.entry(one.name).or_insert(*one);
        known.annotation = one.annotation.or(known.annotation);
        if one.value.is_some() || one.function.is_some() {
            (known.value, known.function) = (one.value, one.function);
        }
        known.offset = one.offset;
    }
    let mut seen = HashSet::new();
    let mut settled = Vec::new();
    for one in found {
        match last.get(one.name).filter(|last| last.annotation.is_some()) {
            Some(last) if seen.insert(one.name) => settled.push(*last),
            Some(_) => {}
            None => settled.push(one),
        }
    }
    settled
}

fn bound(body: &[Stmt]) -> Vec<Member<'_>> {
    let mut found = Vec::new();
    for statement in body {
        match statement {
            Stmt::AnnAssign(assign) => {
                if let Expr::Name(name) = &*assign.target {
                    found.push(Member {
                        name: name.id.as_str(),
                        annotation: Some(&assign.annotation),
                        value: assign.value.as_deref(),
                        function: None,
                        offset: name.start(),
                    });
                }
            }
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    if let Expr::Name(name) = target {
                        found.push(Member {
                            name: name.id.as_str(),
                            annotation: None,
                            value: Some(&assign.value),
                            function: None,
                            offset: name.start(),
                        });
                    }
                }
            }
            Stmt::FunctionDef(function) => found.push(Member {
                name: function.name.as_str(),
                annotation: None,
                value: None,
                function: Some(function),
                offset: function.name.start(),
            }),
            Stmt::If(branch) if crate::module::is_type_checking(&branch.test) => {
                for clause in &branch.elif_else_clauses {
                    found.extend(bound(&clause.body));
                }
            }
            _ => {}
        }
    }
    found
}

/// The order in which SQLAlchemy meets the names of a class body: assigned names and annotated
/// names merged, switching lists at each name that is in both (`merge_lists_w_ordering`).
///
/// A name that is only annotated so comes after the names that are only assigned, up to the next
/// name that is both.
pub(crate) fn met_in_order<'s>(assigned: &[&'s str], annotated: &[&'s str]) -> Vec<&'s str> {
    let in_annotated: HashSet<&str> = annotated.iter().copied().collect();
    let mut overlap: HashSet<&str> =
        assigned.iter().copied().filter(|name| in_annotated.contains(name)).collect();
    let mut order = Vec::with_capacity(assigned.len() + annotated.len());
    let (mut current, mut other) = (assigned.iter(), annotated.iter());
    loop {
        let mut switched = false;
        for name in current.by_ref() {
            if overlap.remove(name) {
                switched = true;
                break;
            }
            order.push(*name);
        }
        if !switched {
            order.extend(other);
            return order;
        }
        std::mem::swap(&mut current, &mut other);
    }
}
