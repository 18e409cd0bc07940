use super::{Certainty, Use, UseKind, index::Index};
use crate::{
    ancestry::Ancestor,
    project::Project,
    value::{ClassId, Site},
};

/// Fields of the same name in models of requests and responses: those that share the base from which
/// the table has its column, and those that are called after the mapped class (`PatientRead`).
pub(super) fn uses(project: &Project, index: &Index) -> Vec<Use> {
    let mut found = Vec::new();
    for class in project.all_classes() {
        if index.mapped.contains_key(&class) || !is_pydantic(project, class) {
            continue;
        }
        let own = &project.class(class);
        for member in own.members.iter().filter(|member| member.annotation.is_some()) {
            for attribute in index.attributes.get(member.name).into_iter().flatten() {
                let shares = index.mapped.iter().any(|(mapped, table)| {
                    *table == attribute.table
                        && project.ancestry(*mapped).own().any(|base| base == class)
                });
                let named = index.mapped.iter().any(|(mapped, table)| {
                    *table == attribute.table
                        && is_called_after(own.name(), project.class(*mapped).name())
                });
                let certainty = match (shares, named) {
                    (true, _) => Certainty::Certain,
                    (_, true) => Certainty::Likely,
                    _ => continue,
                };
                let site = Site { module: own.module, offset: member.offset };
                found.push(Use {
                    address: attribute.column.clone(),
                    span: project.span(site),
                    kind: UseKind::Response,
                    certainty,
                    line: project.line(site).to_owned(),
                });
            }
        }
    }
    found
}

fn is_pydantic(project: &Project, class: ClassId) -> bool {
    project.ancestry(class).0.iter().any(|ancestor| match ancestor {
        Ancestor::Outside(value) => value.path().is_some_and(|path| {
            path.starts_with("pydantic.")
                || path == "sqlmodel.SQLModel"
                || path == "sqlmodel.main.SQLModel"
        }),
        Ancestor::Own(_) => false,
    })
}

/// `PatientRead`, `CreatePatient`, `PatientOut` for `Patient`; not `Patients` nor `OutpatientRead`.
fn is_called_after(name: &str, mapped: &str) -> bool {
    let rest = name.strip_prefix(mapped).or_else(|| name.strip_suffix(mapped));
    rest.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_uppercase() || letter == '_'))
}
