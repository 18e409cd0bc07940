use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use godwit_postgres::sandbox::Sandbox;
use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock,
    error::Error,
    file_limit,
    folders::Folders,
    history::History,
    secret,
    source::Source,
    view::{AppStatus, CheckState, CheckView},
};

/// Everything a host works with: own folders, history, clock, the sandbox, running work.
#[derive(Debug)]
pub struct Engine {
    pub(crate) folders: Folders,
    pub(crate) history: History,
    pub(crate) clock: Clock,
    pub(crate) sandbox: tokio::sync::Mutex<Option<Arc<Sandbox>>>,
    /// The server that was named for scratch databases.
    pub(crate) scratch: Option<Source>,
    /// The private one for scratch databases, when it runs.
    pub(crate) scratch_server: tokio::sync::Mutex<Option<Arc<Sandbox>>>,
    /// How the project's own Python is used by `python:` sources.
    pub(crate) python: crate::python::exact::Use,
    running: Arc<Mutex<BTreeMap<String, CancellationToken>>>,
}

impl Engine {
    /// Opens the history in the given folders, making both when missing.
    ///
    /// # Errors
    /// A folder that cannot be made, or a history that cannot be read.
    pub async fn open(folders: Folders, clock: Clock) -> Result<Self, Error> {
        file_limit::outlive()?;
        folders.create()?;
        let history = History::open(&folders.history()).await?;
        Ok(Self {
            folders,
            history,
            clock,
            sandbox: tokio::sync::Mutex::new(None),
            scratch: None,
            scratch_server: tokio::sync::Mutex::new(None),
            python: crate::python::exact::Use::default(),
            running: Arc::default(),
        })
    }

    /// Own folders.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// What Godwit remembers.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What this machine offers.
    ///
    /// # Errors
    /// The history cannot be read.
    pub async fn status(&self) -> Result<AppStatus, Error> {
        let tools = match godwit_postgres::tools::Tools::find(None, 0) {
            Ok(tools) => {
                let advisories = tools.advisories();
                let known: Vec<String> = advisories
                    .iter()
                    .map(|advisory| format!("{} (fixed in {})", advisory.cve, advisory.fixed_in))
                    .collect();
                let (state, tail) = if known.is_empty() {
                    (CheckState::Passed, String::new())
                } else {
                    (
                        CheckState::Attention,
                        format!(
                            "; known weaknesses: {}; update the PostgreSQL client",
                            known.join(", ")
                        ),
                    )
                };
                CheckView {
                    code: "tools".into(),
                    title: "pg_dump and pg_restore".into(),
                    state,
                    detail: format!(
                        "{} at {}{tail}",
                        tools.description(),
                        tools.pg_dump().display()
                    ),
                }
            }
            Err(error) => CheckView {
                code: "tools".into(),
                title: "pg_dump and pg_restore".into(),
                state: CheckState::Failed,
                detail: format!("{}; {}", error.message(), error.hint().unwrap_or_default()),
            },
        };
        let sandbox = if self.sandbox.lock().await.is_some() {
            (CheckState::Passed, "running".to_owned())
        } else {
            match Sandbox::available(None) {
                Ok(version) => (CheckState::Passed, format!("ready to start: {version}")),
                Err(error) => (
                    CheckState::Failed,
                    format!("{}; {}", error.message(), error.hint().unwrap_or_default()),
                ),
            }
        };
        Ok(AppStatus {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data_folder: self.folders.root().display().to_string(),
            log_folder: self.folders.logs().display().to_string(),
            keyring: secret::status().await,
            tools,
            sandbox: CheckView {
                code: "sandbox".into(),
                title: "Sandbox server".into(),
                state: sandbox.0,
                detail: sandbox.1,
            },
            interrupted_runs: self.history.unfinished_runs().await?,
            sample_project: Some(self.sample_project().display().to_string()),
        })
    }

    /// A token for work that a host may cancel by its own name for it.
    pub(crate) fn begin(&self, job: &str) -> CancellationToken {
        let token = CancellationToken::new();
        self.lock_running().insert(job.to_owned(), token.clone());
        token
    }

    /// The work is over.
    pub(crate) fn end(&self, job: &str) {
        self.lock_running().remove(job);
    }

    /// Asks running work to stop; nothing happens when it is over already.
    pub fn cancel(&self, job: &str) {
        self.canceller(job)();
    }

    /// A function that asks running work to stop, for a listener that outlives the call.
    pub fn canceller(&self, job: &str) -> impl Fn() + Send + Sync + 'static {
        let running = Arc::clone(&self.running);
        let job = job.to_owned();
        move || {
            if let Some(token) = running.lock().unwrap_or_else(PoisonError::into_inner).get(&job) {
                token.cancel();
            }
        }
    }

    fn lock_running(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, CancellationToken>> {
        // A panic elsewhere cannot leave a map of tokens half-changed.
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
