use std::{sync::Arc, time::Instant};

use crate::view::{Progress, RunStepState};

/// Where news of long work goes. News may be lost; nothing depends on it.
#[derive(Clone)]
pub struct Watcher {
    started: Instant,
    send: Arc<dyn Fn(Progress) + Send + Sync>,
}

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watcher")
    }
}

impl Watcher {
    /// Sends news to a function.
    pub fn new(send: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self { started: Instant::now(), send: Arc::new(send) }
    }

    /// Nobody watches.
    pub fn nobody() -> Self {
        Self::new(|_| {})
    }

    /// What is being done now; `fraction` from 0 to 1.
    pub fn phase(&self, title: impl Into<String>, fraction: Option<f64>) {
        (self.send)(Progress::Phase { title: title.into(), fraction });
    }

    /// A line for the log, also of the log file.
    pub fn log(&self, text: impl Into<String>) {
        let text = text.into();
        tracing::info!("{text}");
        (self.send)(Progress::Log { at: self.started.elapsed().as_secs_f64(), text });
    }

    /// A step moved on.
    pub fn step(&self, key: &str, state: RunStepState, milliseconds: f64) {
        (self.send)(Progress::Step { key: key.to_owned(), state, milliseconds });
    }

    /// Waiting for a lock.
    pub fn blocked(&self, blockers: Vec<String>, attempt: u32, retry_in: f64) {
        (self.send)(Progress::Blocked { blockers, attempt, retry_in });
    }
}
