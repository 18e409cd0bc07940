use godwit_postgres::{Session, introspect};

use super::printed::Printed;
use crate::{
    Engine, compare::canonical, error::Error, scratch::Scratch, snapshot::Reading, source::Source,
};

/// What models are compared with, kept as long as it does not change.
pub(super) struct Side {
    source: Source,
    session: Session,
    /// Where expressions are put to a server when the source is none.
    scratch: Option<Scratch>,
    reading: Reading,
    /// Of the catalogs that `reading` was read from; empty for what is no live database.
    stamp: String,
    printed: Printed,
}

impl Side {
    /// Reads it for the first time.
    pub async fn open(engine: &Engine, source: &Source) -> Result<Self, Error> {
        engine.refuse_scratch_as_side([source, source]).await?;
        if source.is_live() {
            let (target, _) = engine.live(source).await?;
            let mut session = Session::connect(&target).await?;
            // Asked first: what is written while it is read shows at the next save.
            let stamp = introspect::stamp(&mut session).await?;
            let reading = engine.read_session(&mut session, &source.name()).await?;
            return Ok(Self {
                source: source.clone(),
                session,
                scratch: None,
                reading,
                stamp,
                printed: Printed::default(),
            });
        }
        let reading = engine.read(source).await?;
        let scratch = engine.open_scratch("watch").await?;
        let opened = async {
            let mut session = Session::connect(scratch.target()).await?;
            let reading = canonical(&mut session, &Default::default(), reading).await?;
            Ok::<_, Error>((session, reading))
        }
        .await;
        match opened {
            Ok((session, reading)) => Ok(Self {
                source: source.clone(),
                session,
                scratch: Some(scratch),
                reading,
                stamp: String::new(),
                printed: Printed::default(),
            }),
            Err(error) => scratch.finish(Err(error)).await,
        }
    }

    /// Reads it again when it was changed; tells whether it was.
    pub async fn refresh(&mut self, engine: &Engine) -> Result<bool, Error> {
        if self.scratch.is_some() {
            return Ok(false);
        }
        let stamp = match introspect::stamp(&mut self.session).await {
            // A server that slept or was started anew is asked once more by a new connection.
            Err(error) if error.is_connection_lost() => {
                let (target, _) = engine.live(&self.source).await?;
                self.session = Session::connect(&target).await?;
                introspect::stamp(&mut self.session).await?
            }
            other => other?,
        };
        if stamp == self.stamp {
            return Ok(false);
        }
        self.reading = engine.read_session(&mut self.session, &self.source.name()).await?;
        self.stamp = stamp;
        // What the server made of a text depended on what stood there.
        self.printed = Printed::default();
        Ok(true)
    }

    /// Models as the server prints them.
    pub async fn canonical(&mut self, mut after: Reading) -> Result<Reading, Error> {
        let written = after.snapshot.catalog.clone();
        self.printed.put_into(&mut after.snapshot.catalog);
        let before = &self.reading.snapshot.catalog;
        let after = canonical(&mut self.session, before, after).await?;
        self.printed = Printed::new(written, after.snapshot.catalog.clone());
        Ok(after)
    }

    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Lets go of the server.
    pub async fn close(self, outcome: Result<(), Error>) -> Result<(), Error> {
        match self.scratch {
            Some(scratch) => {
                drop(self.session);
                scratch.finish(outcome).await
            }
            None => outcome,
        }
    }
}
