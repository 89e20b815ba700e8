//! Which engine reduces, where its command is, and what it is told.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, anyhow, bail};

use crate::commands::engine_path::{as_told, is_elsewhere};
use crate::engine::dialect::Dialect;
use crate::engine::rows_source::RowsSource;
use crate::engine::script::Plan;

/// Which engine, as it is asked for.
#[derive(Debug, clap::Args)]
pub struct EngineArguments {
    /// Reduce with Spark: the master, as for spark-sql (spark://HOST:PORT, yarn, k8s://…, local[*]). Its `spark-sql` is that of
    /// `SPARK_HOME`, or on PATH
    #[arg(
        long,
        value_name = "MASTER",
        required_unless_present = "duckdb",
        conflicts_with = "duckdb"
    )]
    spark: Option<String>,
    /// A setting of Spark, as for spark-sql; may be given several times
    #[arg(long, value_name = "KEY=VALUE", requires = "spark")]
    conf: Vec<String>,
    /// Reduce with DuckDB on this machine: its command, where it is not `duckdb` on PATH
    #[arg(long, value_name = "COMMAND", num_args = 0..=1, default_missing_value = "duckdb")]
    #[expect(clippy::doc_markdown, reason = "it is a line of the help")]
    duckdb: Option<PathBuf>,
    /// The DuckDB database that has the table, opened for reading only
    #[arg(long, value_name = "FILE", requires = "duckdb")]
    #[expect(clippy::doc_markdown, reason = "it is a line of the help")]
    database: Option<PathBuf>,
}

/// What there is to say where Spark is not.
const NO_SPARK: &str = "there is no spark-sql in $SPARK_HOME/bin or on PATH: `pip install pyspark` brings one, then \
    export SPARK_HOME=\"$(python3 -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')\"";

/// The same of `DuckDB`.
const NO_DUCKDB: &str =
    "there is no duckdb on PATH: `pip install duckdb-cli` brings one, or name it: --duckdb COMMAND";

/// An engine that is there.
#[derive(Debug)]
pub(super) enum Engine {
    /// Spark, by its `spark-sql`.
    Spark {
        command: PathBuf,
        master: String,
        settings: Vec<String>,
    },
    /// `DuckDB`, by its command.
    DuckDb {
        command: PathBuf,
        database: Option<PathBuf>,
    },
}

impl EngineArguments {
    /// Returns the engine.
    ///
    /// # Errors
    ///
    /// Fails where its command is not there.
    pub(super) fn found(&self) -> anyhow::Result<Engine> {
        if let Some(command) = &self.duckdb {
            let named = command.components().count() > 1;
            let found = match named.then(|| command.clone()) {
                Some(path) if !path.is_file() => bail!("{}: no such file", path.display()),
                Some(path) => path,
                None => on_path(command).ok_or_else(|| anyhow!(NO_DUCKDB))?,
            };
            let database = match &self.database {
                Some(path) if !path.is_file() => bail!("{}: no such file", path.display()),
                path => path.as_deref().map(whole).transpose()?,
            };
            return Ok(Engine::DuckDb {
                command: whole(&found)?,
                database,
            });
        }
        let found = match env::var_os("SPARK_HOME").filter(|home| !home.is_empty()) {
            Some(home) => {
                let path = Path::new(&home).join("bin").join(SPARK_SQL);
                if !path.is_file() {
                    bail!(
                        "SPARK_HOME has no bin/{SPARK_SQL}: {}: no such file",
                        path.display()
                    );
                }
                path
            }
            None => on_path(Path::new(SPARK_SQL)).ok_or_else(|| anyhow!(NO_SPARK))?,
        };
        Ok(Engine::Spark {
            command: whole(&found)?,
            master: self.spark.clone().unwrap_or_default(),
            settings: self.conf.clone(),
        })
    }
}

/// Spark's command.
const SPARK_SQL: &str = if cfg!(windows) {
    "spark-sql.cmd"
} else {
    "spark-sql"
};

/// Returns the file that a command's name means.
fn on_path(name: &Path) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// Returns a path that means the same in any folder.
fn whole(path: &Path) -> anyhow::Result<PathBuf> {
    std::path::absolute(path).with_context(|| path.display().to_string())
}

/// Returns a plan whose files are found from any folder.
///
/// # Errors
///
/// Fails where the working directory is gone.
pub(super) fn with_whole_paths(mut plan: Plan) -> anyhow::Result<Plan> {
    if let RowsSource::Parquet(path) = &plan.source
        && !is_elsewhere(path)
    {
        let path = whole(Path::new(path))?;
        plan.source = RowsSource::Parquet(path.display().to_string());
    }
    if let Some(earlier) = &mut plan.earlier
        && !is_elsewhere(&earlier.folder)
    {
        earlier.folder = as_told(Path::new(&earlier.folder), plan.dialect)?;
    }
    Ok(plan)
}

impl Engine {
    pub(super) fn dialect(&self) -> Dialect {
        match self {
            Self::Spark { .. } => Dialect::Spark,
            Self::DuckDb { .. } => Dialect::DuckDb,
        }
    }

    /// Returns what its command is called.
    pub(super) fn shown(&self) -> String {
        let (Self::Spark { command, .. } | Self::DuckDb { command, .. }) = self;
        command.display().to_string()
    }

    /// Returns the command that runs the script of a plan, with `folder` for what it leaves beside its results.
    pub(super) fn command(&self, plan: &Plan, script: &Path, folder: &Path) -> Command {
        let mut command = self.told(script, folder);
        if let RowsSource::Parquet(_) = plan.source {
            // A table may be one of a catalogue in the working directory; files are found from anywhere.
            command.current_dir(folder);
        }
        command
    }

    fn told(&self, script: &Path, folder: &Path) -> Command {
        match self {
            Self::Spark {
                command,
                master,
                settings,
            } => {
                let mut spark = Command::new(command);
                spark.args(["--master", master]);
                // A bar of its own would lie over that of the steps.
                spark.args(["--conf", "spark.ui.showConsoleProgress=false"]);
                for setting in settings {
                    spark.args(["--conf", setting]);
                }
                spark.arg("-f").arg(script);
                spark
            }
            Self::DuckDb { command, database } => {
                let mut duckdb = Command::new(command);
                duckdb.args(["-bail", "-list", "-noheader", "-separator", "\t"]);
                // What finds no room in memory says who the viewers are: it lies where only the user can read it.
                let spill = folder.join("spill").display().to_string();
                let spill = format!("SET temp_directory = {}", Dialect::DuckDb.text(&spill));
                duckdb.arg("-cmd").arg(spill).arg("-f").arg(script);
                if let Some(database) = database {
                    duckdb.arg("-readonly").arg(database);
                }
                duckdb
            }
        }
    }
}
