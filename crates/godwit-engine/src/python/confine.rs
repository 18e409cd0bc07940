use std::process::Stdio;

use tokio::{process::Command, sync::OnceCell};

use super::Network;

/// What the platform did forbid a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confinement {
    /// It had no network, not even that of this machine.
    pub network: bool,
    /// Its processes were a world of their own: none outlived it, and it could not look into the
    /// memory or environment of others.
    pub processes: bool,
}

impl Confinement {
    /// For people, when something that was asked for could not be forbidden.
    pub fn shortcoming(self, wanted: Network) -> Option<String> {
        (wanted == Network::Forbidden && !self.network).then(|| {
            "this system does not let the network be forbidden to the project's code, so it can use it"
                .to_owned()
        })
    }
}

/// What this system lets be forbidden to a child that needs no network; tried, not guessed.
pub async fn confinement() -> Confinement {
    wrapper(Network::Forbidden).await.1
}

/// Namespaces of Linux by `unshare` (util-linux). A user namespace makes them available to
/// everybody, unless the system forbids it: then nothing is confined, and that is told.
const NAMESPACES: [&str; 5] =
    ["--user", "--map-current-user", "--pid", "--fork", "--kill-child=KILL"];
const NO_NETWORK: &str = "--net";

static PERMITTED: OnceCell<bool> = OnceCell::const_new();

/// What goes before the program's own command line.
pub(super) async fn wrapper(network: Network) -> (Vec<&'static str>, Confinement) {
    if !*PERMITTED.get_or_init(permitted).await {
        return (Vec::new(), Confinement { network: false, processes: false });
    }
    let forbidden = network == Network::Forbidden;
    let mut words = vec!["unshare"];
    words.extend(NAMESPACES);
    words.extend(forbidden.then_some(NO_NETWORK));
    words.push("--");
    (words, Confinement { network: forbidden, processes: true })
}

/// Tried once: distributions forbid it in many ways (`kernel.unprivileged_userns_clone`, AppArmor,
/// seccomp of containers), and only trying tells.
async fn permitted() -> bool {
    if !cfg!(target_os = "linux") {
        return false;
    }
    let tried = Command::new("unshare")
        .args(NAMESPACES)
        .args([NO_NETWORK, "--", "true"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .status();
    let limit = std::time::Duration::from_secs(5);
    matches!(tokio::time::timeout(limit, tried).await, Ok(Ok(status)) if status.success())
}
