use std::{collections::BTreeMap, path::PathBuf};

use godwit_diff::{ChangeSet, Rename, diff};
use godwit_plan::policy::Policy;
use godwit_postgres::{Session, TableSize, elaborate};
use godwit_schema::{Address, Catalog, Form, Object, Snapshot, SourceSpan, Undecided};

use crate::{
    Engine, error::Error, models_history, snapshot::Reading, source::Source, unsaid,
    view::RenameInput,
};

/// Two snapshots, both as PostgreSQL prints them, with what differs.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What is.
    pub before: Snapshot,
    /// What is wanted.
    pub after: Snapshot,
    /// Sizes of the tables of `before`.
    pub sizes: BTreeMap<Address, TableSize>,
    /// The rules it was made by.
    pub policy: Policy,
    /// Renames that the person confirmed.
    pub renames: Vec<Rename>,
    /// The differences.
    pub changes: ChangeSet,
}

impl Engine {
    /// Compares two sources.
    ///
    /// Expressions that a person wrote are put to a server: that of `before` when it is live, else
    /// a scratch database.
    ///
    /// # Errors
    /// What stands in the way of reading a side; a rename that does not fit.
    pub async fn compare(
        &self,
        before: &Source,
        after: &Source,
        policy: &Policy,
        renames: &[RenameInput],
    ) -> Result<Comparison, Error> {
        self.refuse_scratch_as_side([before, after]).await?;
        let (before_read, after_read);
        if before.is_live() {
            let (target, _) = self.live(before).await?;
            let mut session = Session::connect(&target).await?;
            // Side by side; where both sides fail, the first one's reason is told.
            let name = before.name();
            let (is, wanted) =
                tokio::join!(self.read_session(&mut session, &name), Box::pin(self.read(after)));
            before_read = is?;
            let wanted = in_the_words_of(&mut session, &before_read, wanted?).await?;
            after_read = canonical(&mut session, &before_read.snapshot.catalog, wanted).await?;
        } else {
            let (mut is, wanted) = (self.read(before).await?, self.read(after).await?);
            if after.is_live() && are_of_two_majors(&is, &wanted) {
                let (target, _) = self.live(after).await?;
                let mut session = Session::connect(&target).await?;
                is = in_the_words_of(&mut session, &wanted, is).await?;
            }
            (before_read, after_read) = if is_written(&is) || is_written(&wanted) {
                self.canonical_in_scratch(is, wanted).await?
            } else {
                (is, wanted)
            };
        }
        let found = differing(before_read, after_read, policy, renames)?;
        match after {
            Source::Models(models) => with_history(found, models.clone()).await,
            _ => Ok(found),
        }
    }

    async fn canonical_in_scratch(
        &self,
        is: Reading,
        wanted: Reading,
    ) -> Result<(Reading, Reading), Error> {
        let scratch = self.open_scratch("compare").await?;
        let outcome = async {
            let mut session = Session::connect(scratch.target()).await?;
            let is = canonical(&mut session, &Catalog::default(), is).await?;
            let wanted = canonical(&mut session, &is.snapshot.catalog, wanted).await?;
            Ok::<_, Error>((is, wanted))
        }
        .await;
        scratch.finish(outcome).await
    }
}

/// With what the history of the models says about renames; git blocks, so it has a thread of its own.
pub(crate) async fn with_history(
    mut found: Comparison,
    models: PathBuf,
) -> Result<Comparison, Error> {
    if found.changes.rename_candidates.is_empty() {
        return Ok(found);
    }
    tokio::task::spawn_blocking(move || {
        models_history::weigh(&mut found, &models);
        found
    })
    .await
    .map_err(|_| Error::new("git-failed", "reading the history of the models broke off"))
}

/// What differs between two readings, both as PostgreSQL prints them.
///
/// # Errors
/// A rename that does not fit.
pub fn differing(
    mut before: Reading,
    mut after: Reading,
    policy: &Policy,
    renames: &[RenameInput],
) -> Result<Comparison, Error> {
    unsaid::reconcile(&mut before, &mut after);
    let sizes = before.sizes;
    let (before, mut after) = (before.snapshot, after.snapshot);
    keep_unmentioned_namespaces(&before.catalog, &mut after.catalog);
    let scope = policy.scope.without_platform(&before.catalog).without_platform(&after.catalog);
    let policy = Policy { scope, ..policy.clone() };
    let renames = resolve_renames(renames, &before.catalog, &after.catalog)?;
    let changes = diff(&before.catalog, &after.catalog, &policy.scope, &renames, &after.undecided)
        .map_err(|error| Error::new("rename-unfit", error.to_string()))?;
    Ok(Comparison { before, after, sizes, policy, renames, changes })
}

/// Whether two servers printed the readings, of which each has words of its own.
fn are_of_two_majors(a: &Reading, b: &Reading) -> bool {
    let major = |reading: &Reading| reading.printed_by.map(|version| version / 10_000);
    match (major(a), major(b)) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    }
}

/// A reading of another server in the words of the one that has the first.
async fn in_the_words_of(
    session: &mut Session,
    of: &Reading,
    mut reading: Reading,
) -> Result<Reading, Error> {
    if are_of_two_majors(of, &reading) {
        let said = elaborate::reprint(session, &of.snapshot.catalog, &reading.snapshot.catalog);
        reading.snapshot.catalog = said.await?;
    }
    Ok(reading)
}

/// Puts every written expression to the server. What it refuses becomes undecided, so that nothing
/// is done about the object.
pub(crate) async fn canonical(
    session: &mut Session,
    before: &Catalog,
    mut reading: Reading,
) -> Result<Reading, Error> {
    if !is_written(&reading) {
        return Ok(reading);
    }
    let snapshot = &mut reading.snapshot;
    let elaborated = elaborate::elaborate(session, before, &snapshot.catalog).await?;
    for refusal in elaborated.refused {
        let span = snapshot.span(&refusal.address).cloned().unwrap_or(SourceSpan {
            file: snapshot.source.clone(),
            line: 1,
            column: 1,
        });
        snapshot.undecided.push(Undecided {
            reason: format!("the server refuses its expression: {}", refusal.message),
            address: Some(refusal.address),
            span,
        });
    }
    snapshot.catalog = elaborated.catalog;
    Ok(reading)
}

fn is_written(reading: &Reading) -> bool {
    reading.snapshot.catalog.objects().any(|(_, object)| {
        object.expressions().into_iter().any(|expression| expression.form == Form::Written)
    })
}

/// Models speak of tables, not of namespaces: one that they do not mention is not unwanted.
fn keep_unmentioned_namespaces(before: &Catalog, after: &mut Catalog) {
    if after.reader().is_some() {
        return;
    }
    for (address, object) in before.objects() {
        if let (Object::Namespace(_), true) =
            (object, after.get(address).is_none_or(|found| found != object))
        {
            after.insert(address.clone(), object.clone());
        }
    }
}

fn resolve_renames(
    inputs: &[RenameInput],
    before: &Catalog,
    after: &Catalog,
) -> Result<Vec<Rename>, Error> {
    let find = |catalog: &Catalog, side: &str, name: &str| {
        catalog
            .objects()
            .map(|(address, _)| address)
            .find(|address| address.to_string() == name || address.sql() == name)
            .cloned()
            .ok_or_else(|| {
                Error::new("rename-unfit", format!("nothing {side} is called: {name}"))
                    .hint("write a rename as public.t.before=public.t.after")
            })
    };
    let named = |catalog: &Catalog, name: &str| {
        catalog.objects().any(|(address, _)| address.to_string() == name || address.sql() == name)
    };
    inputs
        .iter()
        // A rename that was carried out already has nothing left to say.
        .filter(|input| named(before, &input.from) || !named(before, &input.to))
        .map(|input| {
            Ok(Rename {
                from: find(before, "in the database", &input.from)?,
                to: find(after, "wanted", &input.to)?,
            })
        })
        .collect()
}
