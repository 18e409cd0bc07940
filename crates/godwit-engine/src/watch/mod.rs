//! Models watched: a saved file tells the new difference within a second.
//!
//! Only files that changed are parsed again, the structure of the database is read again only when
//! its catalogs were written to, and an expression that the server printed once is not asked again.

/// Which files changed.
mod files;
/// Expressions that the server printed already.
mod printed;
/// The database, kept.
mod side;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use godwit_models::Reader;
use godwit_plan::policy::Policy;
use tokio_util::sync::CancellationToken;

use self::{files::Files, side::Side};
use crate::{
    Engine,
    compare::{Comparison, differing, with_history},
    error::Error,
    show,
    snapshot::models_tree,
    source::Source,
    view::{RenameInput, WatchView},
};

/// News of watched models.
#[derive(Debug)]
pub enum News {
    /// How models and database differ now.
    Difference {
        /// Files that were saved since the last news.
        files: BTreeSet<String>,
        /// The difference.
        comparison: Box<Comparison>,
        /// From the first saved file to this.
        took: Duration,
        /// Whether the database was read anew.
        database_changed: bool,
    },
    /// It cannot be told now.
    Unknown {
        /// Files that were saved since the last news.
        files: BTreeSet<String>,
        /// Why.
        error: Error,
    },
}

impl News {
    /// The shape that hosts show.
    pub fn view(&self) -> WatchView {
        let list = |files: &BTreeSet<String>| files.iter().cloned().collect();
        match self {
            News::Difference { files, comparison, took, database_changed } => {
                WatchView::Difference {
                    files: list(files),
                    comparison: Box::new(show::comparison::comparison(comparison)),
                    milliseconds: took.as_secs_f64() * 1000.0,
                    database_changed: *database_changed,
                }
            }
            News::Unknown { files, error } => {
                WatchView::Unknown { files: list(files), error: error.view() }
            }
        }
    }
}

impl Engine {
    /// Compares a source with models again after each save, until cancelled. The first news comes
    /// at once.
    ///
    /// # Errors
    /// What keeps it from watching at all: a source that cannot be read, a folder that cannot be
    /// watched. What goes wrong later is news.
    pub async fn watch(
        &self,
        before: &Source,
        models: &Path,
        policy: &Policy,
        renames: &[RenameInput],
        cancel: &CancellationToken,
        mut tell: impl FnMut(News),
    ) -> Result<(), Error> {
        let mut files = Files::watch(models)?;
        let mut side = Side::open(self, before).await?;
        let mut reader = Some(Reader::default());
        let mut saved = BTreeSet::new();
        let mut began = Instant::now();
        let outcome = loop {
            let round = self.round(&mut reader, &mut side, models, policy, renames);
            let told = tokio::select! {
                told = round => told,
                () = cancel.cancelled() => break Ok(()),
            };
            let files_now = std::mem::take(&mut saved);
            tell(match told {
                Ok((comparison, database_changed)) => News::Difference {
                    files: files_now,
                    comparison: Box::new(comparison),
                    took: began.elapsed(),
                    database_changed,
                },
                Err(error) => News::Unknown { files: files_now, error },
            });
            if let Err(error) = files.follow() {
                break Err(error);
            }
            tokio::select! {
                next = files.saved() => match next {
                    Ok((names, first)) => (saved, began) = (names, first),
                    Err(error) => break Err(error),
                },
                () = cancel.cancelled() => break Ok(()),
            }
        };
        side.close(outcome).await
    }

    async fn round(
        &self,
        reader: &mut Option<Reader>,
        side: &mut Side,
        models: &Path,
        policy: &Policy,
        renames: &[RenameInput],
    ) -> Result<(Comparison, bool), Error> {
        let source = format!("models:{}", models.display());
        let reading = parsed(reader, models.to_owned()).await?;
        let after = self.declared(reading, &source)?;
        let changed = side.refresh(self).await?;
        let after = side.canonical(after).await?;
        let found = differing(side.reading().clone(), after, policy, renames)?;
        Ok((with_history(found, models.to_owned()).await?, changed))
    }
}

/// Reads the models on a thread of their own; the reader travels there and back.
async fn parsed(
    reader: &mut Option<Reader>,
    models: PathBuf,
) -> Result<godwit_models::Reading, Error> {
    // A reading that broke off took the reader with it; a new one parses everything again.
    let mut own = reader.take().unwrap_or_default();
    let (own, reading) = tokio::task::spawn_blocking(move || {
        let reading = models_tree(&models).map(|(tree, libraries)| own.read(&tree, &libraries));
        (own, reading)
    })
    .await
    .map_err(|_| Error::new("models-unreadable", "reading the models broke off"))?;
    *reader = Some(own);
    reading
}
