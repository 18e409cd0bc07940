use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::Surroundings;

/// Folders (or programs) that may be the project's environment, likeliest first, each with why.
pub(super) fn environments(root: &Path, surroundings: Surroundings) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for (depth, folder) in within_repository(root).enumerate() {
        let whose = if depth == 0 { "the project's" } else { "the repository's" };
        if let Some(path) = surroundings.0("UV_PROJECT_ENVIRONMENT")
            && folder.join("uv.lock").is_file()
        {
            found.push((folder.join(path), "uv's, by UV_PROJECT_ENVIRONMENT".to_owned()));
        }
        for name in [".venv", "venv", "env"] {
            // A folder called env may hold anything.
            if name != "env" || folder.join(name).join("pyvenv.cfg").is_file() {
                found.push((folder.join(name), format!("{whose} {name}")));
            }
        }
        found.push((folder.join(".pixi/envs/default"), format!("{whose} Pixi environment")));
    }
    if let Ok(text) = std::fs::read_to_string(root.join(".pdm-python")) {
        found.push((PathBuf::from(text.trim()), "PDM's, by .pdm-python".to_owned()));
    }
    found.extend(poetry(root, surroundings).map(|path| (path, "Poetry's".to_owned())));
    found.extend(
        conda(root, surroundings).map(|path| (path, "conda's, by environment.yml".to_owned())),
    );
    for (name, because) in [
        ("VIRTUAL_ENV", "the active one, by VIRTUAL_ENV"),
        ("CONDA_PREFIX", "conda's active one, by CONDA_PREFIX"),
    ] {
        found.extend(surroundings.path(name).map(|path| (path, because.to_owned())));
    }
    found
}

/// The folder and those above it, up to the repository's root; alone when there is none.
fn within_repository(root: &Path) -> impl Iterator<Item = &Path> {
    let depth = root.ancestors().position(|folder| folder.join(".git").exists()).unwrap_or(0);
    root.ancestors().take(depth + 1)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PyProject {
    project: Named,
    tool: Tools,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Tools {
    poetry: Option<Named>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Named {
    name: Option<String>,
}

/// Where Poetry keeps an environment outside of the project: below its cache, under the package's
/// name, a digest of the folder's path and the Python's version (`EnvManager.generate_env_name`).
fn poetry(root: &Path, surroundings: Surroundings) -> Option<PathBuf> {
    let text = std::fs::read_to_string(root.join("pyproject.toml")).ok()?;
    let file: PyProject = toml::from_str(&text).ok()?;
    if file.tool.poetry.is_none() && !root.join("poetry.lock").is_file() {
        return None;
    }
    let name = file.tool.poetry.unwrap_or_default().name.or(file.project.name)?;
    let start = format!("{}-py", environment_name(&name, &root.canonicalize().ok()?)?);
    let folder = surroundings
        .path("POETRY_VIRTUALENVS_PATH")
        .or_else(|| surroundings.path("POETRY_CACHE_DIR").map(|cache| cache.join("virtualenvs")))
        .or_else(|| poetry_cache(surroundings).map(|cache| cache.join("virtualenvs")))?;
    std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            let minor = name.strip_prefix(&start)?.rsplit('.').next()?.parse::<u32>().ok()?;
            Some((minor, entry.path()))
        })
        .max()
        .map(|(_, path)| path)
}

fn poetry_cache(surroundings: Surroundings) -> Option<PathBuf> {
    if cfg!(windows) {
        return surroundings.path("LOCALAPPDATA").map(|path| path.join("pypoetry/Cache"));
    }
    let home = surroundings.path("HOME");
    if cfg!(target_os = "macos") {
        return home.map(|home| home.join("Library/Caches/pypoetry"));
    }
    surroundings
        .path("XDG_CACHE_HOME")
        .or_else(|| home.map(|home| home.join(".cache")))
        .map(|cache| cache.join("pypoetry"))
}

fn environment_name(name: &str, root: &Path) -> Option<String> {
    let name: String = name
        .to_lowercase()
        .chars()
        .map(|letter| if " $`!*@\"\\\r\n\t".contains(letter) { '_' } else { letter })
        .take(42)
        .collect();
    let path = root.to_str()?;
    // Windows compares paths without case.
    let path = if cfg!(windows) { path.to_lowercase() } else { path.to_owned() };
    Some(format!("{name}-{}", base64_start(&Sha256::digest(path))))
}

/// The first eight letters of the URL-safe Base64 form: six bytes.
fn base64_start(digest: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits = digest.iter().take(6).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..8).map(|at| char::from(LETTERS[(bits >> (42 - 6 * at) & 63) as usize])).collect()
}

/// The environment that `environment.yml` names, among those that conda lists for the person.
fn conda(root: &Path, surroundings: Surroundings) -> Option<PathBuf> {
    let text = ["environment.yml", "environment.yaml"]
        .iter()
        .find_map(|name| std::fs::read_to_string(root.join(name)).ok())?;
    let name = text.lines().find_map(|line| line.strip_prefix("name:"))?;
    let name = name.split('#').next()?.trim().trim_matches(['"', '\'']);
    let listed = surroundings
        .path("HOME")
        .or_else(|| surroundings.path("USERPROFILE"))
        .and_then(|home| std::fs::read_to_string(home.join(".conda/environments.txt")).ok())?;
    listed
        .lines()
        .map(|line| PathBuf::from(line.trim()))
        .find(|path| path.file_name().is_some_and(|last| last == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poetry_names_an_environment_by_its_folder() {
        // As `poetry env use` of Poetry 2 names it for a package called so in that folder.
        let name = environment_name("My Shop", Path::new("/srv/shop"));
        assert_eq!(name.as_deref(), Some("my_shop-58fqC6Q1"));
    }
}
