use std::{collections::BTreeSet, path::Path};

use godwit_diff::{ChangeSet, Verb, diff};
use godwit_postgres::Session;
use godwit_schema::{Address, Kind, Object, Snapshot};
use tokio_util::sync::CancellationToken;

use super::{Entry, Exact, Use};
use crate::{
    Engine,
    compare::canonical,
    error::Error,
    project::Project,
    show::{self, attributes::differing},
    view::{ReadersFinding, ReadersFindingView, ReadersView, UndecidedView, VersionView},
};

impl Engine {
    /// Compares what source text says of a project's models with what its own Python makes of them:
    /// models that are never imported, and facts that differ.
    ///
    /// # Errors
    /// What stands in the way of either reading.
    pub async fn compare_readers(
        &self,
        root: &Path,
        entry: &Entry,
        python: &Use,
        cancel: &CancellationToken,
    ) -> Result<ReadersView, Error> {
        let project = Project::open(root)?;
        let source = format!("models:{}", project.models.display());
        let read = self.read_models(&project.models, &source).await?;
        let exact = self.read_exactly(root, entry, python, cancel).await?;
        let made = &exact.reading.snapshot;
        let scratch = self.open_scratch("readers").await?;
        let outcome = async {
            let mut session = Session::connect(scratch.target()).await?;
            canonical(&mut session, &made.catalog, read).await
        }
        .await;
        let read = scratch.finish(outcome).await?.snapshot;
        let undecided: Vec<_> = read.undecided.iter().chain(&made.undecided).cloned().collect();
        let changes = diff(&made.catalog, &read.catalog, &project.policy.scope, &[], &undecided)
            .map_err(|error| Error::new("rename-unfit", error.to_string()))?;
        Ok(view(&exact, &read, &changes))
    }
}

fn view(exact: &Exact, read: &Snapshot, changes: &ChangeSet) -> ReadersView {
    let findings = findings(exact, read, changes);
    let tables = exact.reading.snapshot.catalog.tables();
    ReadersView {
        interpreter: exact.interpreter.path.display().to_string(),
        because: exact.interpreter.because.clone(),
        versions: exact
            .versions
            .iter()
            .map(|(name, version)| VersionView { name: name.clone(), version: version.clone() })
            .collect(),
        compared_tables: u32::try_from(tables.count()).unwrap_or(u32::MAX),
        findings,
        undecided: changes
            .undecided
            .iter()
            .map(|undecided| UndecidedView {
                address: undecided.address.as_ref().map(Address::to_string),
                span: show::span(&undecided.span),
                reason: undecided.reason.clone(),
            })
            .collect(),
        notes: exact.notes.clone(),
    }
}

/// Whether it is the sequence of a serial column of one of these tables.
fn belongs_to(verb: &Verb, tables: &BTreeSet<&Address>) -> bool {
    let (Verb::Create { after: object } | Verb::Drop { before: object }) = verb else {
        return false;
    };
    let Object::Sequence(sequence) = object.as_ref() else { return false };
    let owner = sequence.owned_by.as_ref().and_then(Address::owner_table);
    owner.is_some_and(|table| tables.contains(&table))
}

fn findings(exact: &Exact, read: &Snapshot, changes: &ChangeSet) -> Vec<ReadersFindingView> {
    let whole: BTreeSet<&Address> = changes
        .changes
        .iter()
        .filter(|change| matches!(change.verb, Verb::Create { .. } | Verb::Drop { .. }))
        .map(|change| &change.address)
        .filter(|address| address.kind() == Kind::Table)
        .collect();
    changes
        .changes
        .iter()
        // Parts of a table that only one side has say nothing more.
        .filter(|change| {
            change.address.kind() == Kind::Table
                || change.address.owner_table().is_none_or(|table| !whole.contains(&table))
        })
        .filter(|change| !belongs_to(&change.verb, &whole))
        .map(|change| {
            let address = &change.address;
            let text_span = read.span(address);
            let imported = text_span.is_none_or(|span| exact.imported.contains(&span.file));
            let (code, attributes, meaning) = match &change.verb {
                Verb::Create { after } if !imported => (
                    ReadersFinding::NeverImported,
                    differing(address, None, Some(after)),
                    "its file is never imported, so Alembic does not know it and would drop it",
                ),
                Verb::Create { after } => (
                    ReadersFinding::NotInMetadata,
                    differing(address, None, Some(after)),
                    "its file is imported, but the metadata does not hold it",
                ),
                Verb::Drop { before } => (
                    ReadersFinding::NotInText,
                    differing(address, Some(before), None),
                    "the project's code makes it, but no source text that was read declares it",
                ),
                Verb::Alter { before, after } => (
                    ReadersFinding::Differs,
                    differing(address, Some(before), Some(after)),
                    "the project's code makes it otherwise than its source text was read",
                ),
                Verb::Rename { .. } => (ReadersFinding::Differs, Vec::new(), "its name differs"),
            };
            ReadersFindingView {
                code,
                address: address.to_string(),
                kind: address.kind().noun().to_owned(),
                name: address.sql(),
                span: text_span.or_else(|| exact.reading.snapshot.span(address)).map(show::span),
                attributes,
                meaning: meaning.to_owned(),
            }
        })
        .collect()
}
