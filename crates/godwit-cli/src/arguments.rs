use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const SOURCES: &str = "\
Sources:
  postgresql://…   a live database; its password from the URL or PGPASSWORD
  profile:NAME     a saved connection; its password from the system's keyring
  models:PATH      SQLModel or SQLAlchemy models below PATH, read without running them
  sql:PATH         a DDL file or a folder of them, made into a scratch database
  python:MODULE:ATTRIBUTE
                   models imported by the project's own Python; python: alone takes what env.py
                   sets up; runs the project's code, so it needs --run-project-code
  alembic:DIR[@REVISION]
                   revisions up to REVISION, run by the project's own Alembic in a scratch
                   database, so it needs --run-project-code; `check` takes the stamp for REVISION
  git:REF:SOURCE   a models, sql or alembic source as of a commit
  snapshot:FILE    a saved snapshot
  empty:           a database with nothing in it

Exit codes:
  0 done, or nothing differs      1 differences or findings
  2 wrong use                     3 refused, nothing was changed
  4 failed, nothing was changed   5 interrupted, see `godwit recover`
  6 could not connect, or not allowed to";

/// Changes PostgreSQL databases without fear.
#[derive(Debug, Parser)]
#[command(name = "godwit", version, after_help = SOURCES, propagate_version = true)]
pub struct Arguments {
    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// Print no news of progress
    #[arg(long, global = true)]
    pub quiet: bool,
    /// A live source on whose server scratch databases are made, in place of a private server
    #[arg(long, global = true, value_name = "SOURCE")]
    pub scratch: Option<String>,
    /// The project and its own Python
    #[command(flatten)]
    pub project: ProjectArguments,
    /// What to do
    #[command(subcommand)]
    pub verb: Verb,
}

/// The project and its own Python.
#[derive(Debug, Default, Args)]
pub struct ProjectArguments {
    /// The project's root, of python: sources; the one around the current folder when left out
    #[arg(long, global = true, value_name = "DIR")]
    pub project: Option<PathBuf>,
    /// Let the project's own code be run, this once
    #[arg(long, global = true)]
    pub run_project_code: bool,
    /// The project's Python or its environment, when not the one that is found
    #[arg(long, global = true, value_name = "PATH")]
    pub python: Option<PathBuf>,
    /// A variable for the project's code, which gets no other; without a value, that of this program
    #[arg(long = "env", global = true, value_name = "NAME[=VALUE]")]
    pub variables: Vec<String>,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Read a source and print its snapshot
    Snapshot {
        /// What to read
        source: String,
        /// Write the snapshot to a file instead
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Show what differs
    Diff {
        /// What is, and what is wanted; from godwit.toml when left out
        #[arg(num_args = 2, value_names = ["BEFORE", "AFTER"])]
        sources: Vec<String>,
        /// A confirmed rename
        #[arg(long = "rename", value_name = "BEFORE=AFTER")]
        renames: Vec<String>,
        /// Refuse when the database holds what Godwit does not model
        #[arg(long)]
        strict: bool,
        /// Stay, and show the difference again after each saved file; AFTER is models:PATH
        #[arg(long, conflicts_with = "strict")]
        watch: bool,
    },
    /// For CI: exit 0 when nothing differs, 1 when something does
    Check {
        /// What is, and what is wanted; from godwit.toml when left out
        #[arg(num_args = 2, value_names = ["BEFORE", "AFTER"])]
        sources: Vec<String>,
        /// Refuse when the database holds what Godwit does not model
        #[arg(long)]
        strict: bool,
    },
    /// Make a sealed plan
    Plan {
        /// What is, and what is wanted; from godwit.toml when left out
        #[arg(num_args = 2, value_names = ["BEFORE", "AFTER"])]
        sources: Vec<String>,
        /// What to print
        #[arg(long, value_enum, default_value = "sql")]
        format: PlanFormat,
        /// Build indexes of present tables concurrently
        #[arg(long)]
        online: bool,
        /// Save the sealed plan to this file
        #[arg(long)]
        out: Option<PathBuf>,
        /// A confirmed rename
        #[arg(long = "rename", value_name = "BEFORE=AFTER")]
        renames: Vec<String>,
        /// Leave a step out, by its key, with all that needs it
        #[arg(long = "exclude", value_name = "STEP")]
        excluded: Vec<String>,
        /// Message of the Alembic revision
        #[arg(long, default_value = "planned by godwit")]
        message: String,
        /// Where files are written: a project for alembic, that of models:PATH when left out; else
        /// a folder of migrations
        #[arg(long, value_name = "DIR")]
        into: Option<PathBuf>,
        /// Refuse when the database holds what Godwit does not model
        #[arg(long)]
        strict: bool,
    },
    /// Show where the project's code uses what a plan drops, renames or retypes
    Impact {
        /// The plan file
        plan: PathBuf,
    },
    /// Take a verified backup with pg_dump
    Backup {
        /// The live database
        target: String,
        /// Folder for the archive
        #[arg(long)]
        out: Option<PathBuf>,
        /// The plan file that the backup is for
        #[arg(long)]
        plan: Option<PathBuf>,
    },
    /// Put a backup back into an empty database
    Restore {
        /// Id of the backup
        backup: String,
        /// The empty database; with --new, a saved connection whose server takes the new database
        target: String,
        /// Make a database of this name beside the target's and restore into that
        #[arg(long, value_name = "DATABASE")]
        new: Option<String>,
    },
    /// Apply a sealed plan: gate, run, validate
    Apply {
        /// The plan file
        plan: PathBuf,
        /// The live database
        target: String,
        /// `auto` takes one now, `none` goes without, or the id of one taken for this plan
        #[arg(long, default_value = "auto")]
        backup: String,
        /// Accept a danger by hazard code and object
        #[arg(long = "accept", value_name = "CODE@OBJECT")]
        acceptances: Vec<String>,
    },
    /// Compare a live database with what is wanted, and look at its state
    Validate {
        /// The live database
        target: String,
        /// What is wanted
        after: String,
    },
    /// Find out how an interrupted run ended
    Recover {
        /// Id of the run; all that wait when left out
        run: Option<String>,
        /// The database of a run whose target was given by URL
        #[arg(long)]
        target: Option<String>,
    },
    /// List runs and backups
    History,
    /// Report of a run
    Report {
        /// Id of the run, or `last`
        run: String,
        /// The form
        #[arg(long, default_value = "html")]
        format: String,
        /// Write it here instead of into Godwit's folder of reports
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Draw the schema graph as SVG
    Erd {
        /// What to draw
        source: String,
        /// Write it here instead of to stdout
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// An Alembic folder: its graph without Python, and what databases have of it
    Alembic {
        /// The folder with env.py, or the project's root
        folder: PathBuf,
        /// Alembic's -c: the settings, when they are not in alembic.ini
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// Alembic's -n: the section of the settings
        #[arg(long, value_name = "NAME")]
        section: Option<String>,
        /// What to do
        #[command(subcommand)]
        action: AlembicAction,
    },
    /// Models as the project's own Python has them
    Models {
        /// What to do
        #[command(subcommand)]
        action: ModelsAction,
    },
    /// Saved connections
    Profile {
        /// What to do
        #[command(subcommand)]
        action: ProfileAction,
    },
    /// The sandbox with the sample project
    Demo {
        /// What to do
        #[command(subcommand)]
        action: DemoAction,
    },
}

/// What `plan` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    /// Exactly the SQL that would run, ready for psql
    Sql,
    /// Alembic revisions, written into the project's versions folder
    Alembic,
    /// Two files of SQL, up and down, written into a folder
    UpDown,
    /// Migrations of sqlx, written into a folder
    Sqlx,
    /// Migrations of dbmate, written into a folder
    Dbmate,
    /// The sealed plan
    Json,
    /// Steps with their hazards, a line each
    Steps,
}

/// What `alembic` does.
#[derive(Debug, Subcommand)]
pub enum AlembicAction {
    /// Every revision with its parents
    Graph,
    /// Revisions that no other follows
    Heads,
    /// Where a database is
    Current {
        /// The live database
        target: String,
    },
    /// What a database has not run yet, in order, with what each does
    Pending {
        /// The live database
        target: String,
        /// A revision, its beginning, a branch label, head or heads
        #[arg(long, default_value = "heads")]
        to: String,
    },
    /// Run pending revisions by the project's own Alembic: backed up, rehearsed on a copy, then
    /// through the gate
    Upgrade {
        /// The live database
        target: String,
        /// A revision, its beginning, a branch label, head or heads
        #[arg(long, default_value = "heads")]
        to: String,
        /// Accept a danger by hazard code and object
        #[arg(long = "accept", value_name = "CODE@OBJECT")]
        acceptances: Vec<String>,
        /// Stop after the rehearsal
        #[arg(long)]
        rehearse_only: bool,
    },
    /// Write the revision that makes one head of several
    Merge {
        /// First line of its docstring
        #[arg(long, default_value = "merge heads")]
        message: String,
    },
}

/// What `models` does.
#[derive(Debug, Subcommand)]
pub enum ModelsAction {
    /// Compare the models' source text with what the project's own Python makes of it
    Compare {
        /// The project
        #[arg(default_value = ".")]
        path: PathBuf,
        /// MODULE:ATTRIBUTE of the metadata; what env.py sets up when left out
        #[arg(long, default_value = "")]
        metadata: String,
    },
    /// Show which Python belongs to a project, and why
    Python {
        /// The project
        #[arg(default_value = ".")]
        path: PathBuf,
    },
    /// Let the code of a project be run, until forbidden
    Allow {
        /// The project
        path: PathBuf,
    },
    /// Forbid the code of a project to be run
    Forbid {
        /// The project
        path: PathBuf,
    },
}

/// What `profile` does.
#[derive(Debug, Subcommand)]
pub enum ProfileAction {
    /// Save a connection; the password of the URL goes into the keyring
    Add {
        /// What to call it
        name: String,
        /// `postgresql://user@host/database`; without a password in it you are asked for one
        url: String,
        /// Never apply to it
        #[arg(long)]
        read_only: bool,
        /// Save without a password
        #[arg(long)]
        no_password: bool,
    },
    /// List connections
    List,
    /// Try a connection
    Test {
        /// Its name
        name: String,
    },
    /// Forget a connection and its password
    Remove {
        /// Its name
        name: String,
    },
}

/// What `demo` does.
#[derive(Debug, Subcommand)]
pub enum DemoAction {
    /// Start the sandbox, make the clinic database, and wait until stopped or stdin closes
    Start,
    /// Carry the whole way once, from models to an applied and validated change
    Run,
}
