use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use godwit_postgres::{
    Target,
    sandbox::{Sandbox, SandboxOptions},
};
use include_dir::{Dir, DirEntry, include_dir};

use crate::{
    Engine,
    error::Error,
    profile::Profile,
    progress::Watcher,
    view::{Environment, TlsMode},
};

/// The sample project, part of the program, so that the first start needs no file of anybody's.
static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples/clinic");

/// Name of the demo database and of its profile.
const NAME: &str = "clinic";

impl Engine {
    /// The folder of the person's own copy of the sample project.
    pub(crate) fn sample_project(&self) -> PathBuf {
        self.folders.root().join("sample").join(NAME)
    }

    /// Starts the sandbox and the demo database in it: at the sample's last revision, with rows.
    /// A database that is there already is kept as it is.
    ///
    /// # Errors
    /// No PostgreSQL on this machine, or what kept its server from starting.
    pub async fn start_demo(&self, watcher: &Watcher) -> Result<Profile, Error> {
        watcher.phase("Unpacking the sample project", Some(0.1));
        let project = self.unpack_sample()?;
        watcher.phase("Starting the sandbox server", Some(0.2));
        let sandbox = self.start_sandbox().await?;
        if !sandbox.has_database(NAME).await? {
            watcher.phase("Making the clinic database", Some(0.5));
            sandbox.create_database(NAME).await?;
            let filled = async {
                for file in ["demo.sql", "seed.sql"] {
                    watcher.phase(format!("Running {file}"), Some(0.7));
                    fill(&sandbox, &project.join(file)).await?;
                }
                Ok::<_, Error>(())
            }
            .await;
            if let Err(error) = filled {
                // Half a demo would be taken for a whole one by the next start.
                if let Err(second) = sandbox.drop_database(NAME).await {
                    return Err(error.detail(format!("and it could not be removed: {second}")));
                }
                return Err(error);
            }
        }
        let target = sandbox.target(NAME);
        let is_demo = |profile: &Profile| profile.demo && profile.database == NAME;
        let present = self.history.profiles().await?.into_iter().find(is_demo);
        let profile = Profile {
            id: present.as_ref().map_or_else(|| self.clock.new_id(), |found| found.id.clone()),
            name: present.map_or_else(|| NAME.to_owned(), |found| found.name),
            host: target.host,
            port: target.port,
            database: target.database,
            user: target.user,
            tls: TlsMode::Disable,
            root_certificate: None,
            environment: Environment::Development,
            read_only: false,
            project: Some(project),
            has_secret: false,
            demo: true,
        };
        self.history.save_profile(&profile).await?;
        watcher.log("the demo database is ready");
        Ok(profile)
    }

    /// Runs one of the sample's SQL files in the demo database, as a person would by hand.
    ///
    /// # Errors
    /// There is no such file, or what the server refused; nothing of the file stays then.
    pub async fn run_in_demo(&self, file: &str) -> Result<(), Error> {
        let sandbox = self.start_sandbox().await?;
        fill(&sandbox, &self.sample_project().join(file)).await
    }

    /// How to reach the demo database; starts its server when it is not running.
    pub(crate) async fn demo_target(&self, profile: &Profile) -> Result<Target, Error> {
        Ok(self.start_sandbox().await?.target(&profile.database))
    }

    /// The running sandbox, started when it is not.
    ///
    /// # Errors
    /// No PostgreSQL on this machine, or what kept its server from starting.
    pub async fn start_sandbox(&self) -> Result<Arc<Sandbox>, Error> {
        let mut slot = self.sandbox.lock().await;
        if let Some(sandbox) = slot.as_ref() {
            return Ok(Arc::clone(sandbox));
        }
        let sandbox =
            Arc::new(Sandbox::start(&self.folders.sandbox(), SandboxOptions::default()).await?);
        *slot = Some(Arc::clone(&sandbox));
        Ok(sandbox)
    }

    /// Stops the sandbox and the scratch server, where they are running and nobody else holds them.
    ///
    /// # Errors
    /// The server did not stop.
    pub async fn stop_sandbox(&self) -> Result<(), Error> {
        self.stop_scratch_server().await?;
        if let Some(sandbox) = self.sandbox.lock().await.take()
            && let Some(sandbox) = Arc::into_inner(sandbox)
        {
            sandbox.stop().await?;
        }
        Ok(())
    }

    /// Writes the sample project into Godwit's folder, keeping every file that is there already:
    /// a person may have changed it.
    fn unpack_sample(&self) -> Result<PathBuf, Error> {
        let root = self.sample_project();
        unpack(&SAMPLE, &root)?;
        Ok(root)
    }
}

/// The sample's SQL names no schema, as Alembic writes it.
async fn fill(sandbox: &Sandbox, path: &Path) -> Result<(), Error> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::file("read", path, &error))?;
    Ok(sandbox.fill(NAME, &format!("SET search_path = public;\n{text}")).await?)
}

fn unpack(folder: &Dir<'_>, root: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(root).map_err(|error| Error::file("make the folder", root, &error))?;
    for entry in folder.entries() {
        let name = entry.path().file_name().unwrap_or_default();
        let path = root.join(name);
        match entry {
            DirEntry::Dir(_) if name == "__pycache__" || name == ".venv" => {}
            DirEntry::Dir(inner) => unpack(inner, &path)?,
            DirEntry::File(file) => {
                if !path.exists() {
                    std::fs::write(&path, file.contents())
                        .map_err(|error| Error::file("write", &path, &error))?;
                }
            }
        }
    }
    Ok(())
}
