use godwit_engine::{
    Error,
    view::{CheckState, SecretInput},
};

use super::{Context, absolute};
use crate::{arguments::ProfileAction, exit::Exit, print};

/// `profile …`.
pub async fn act(context: &Context, action: ProfileAction) -> Result<Exit, Error> {
    match action {
        ProfileAction::Add { name, url, read_only, no_password } => {
            let parsed = context.engine.parse_url(&url)?;
            let secret = if no_password {
                SecretInput::None
            } else if parsed.has_password {
                SecretInput::Url { value: url }
            } else {
                let typed = rpassword::prompt_password("Password: ").map_err(|error| {
                    Error::new("usage", format!("no password could be read: {error}"))
                        .hint("run it in a terminal, or use --no-password")
                })?;
                SecretInput::Password { value: typed }
            };
            let mut input = parsed.input;
            input.name = name;
            input.read_only = read_only;
            input.project = match &context.project {
                Some(path) => Some(absolute(path)?.display().to_string()),
                None => None,
            };
            let profile = context.engine.save_profile(&input, &secret).await?;
            context.news(&format!("saved: profile:{}", profile.name));
            Ok(Exit::Done)
        }
        ProfileAction::List => {
            let profiles = context.engine.history().profiles().await?;
            if context.json {
                let views: Vec<_> = profiles.iter().map(|profile| profile.view()).collect();
                print::document(&views)?;
            } else {
                for profile in &profiles {
                    print::answer(&format!(
                        "profile:{}  {} as {}",
                        profile.name,
                        profile.place(),
                        profile.user
                    ));
                }
            }
            Ok(Exit::Done)
        }
        ProfileAction::Test { name } => {
            let profile = context.engine.history().profile(&name).await?;
            let target = context.engine.resolve(&profile).await?;
            let test = context.engine.test_target(&target).await;
            if context.json {
                print::document(&test)?;
            } else {
                for check in &test.checks {
                    let sign = match check.state {
                        CheckState::Passed => "ok  ",
                        CheckState::Attention => "look",
                        CheckState::Failed => "FAIL",
                        CheckState::Skipped => "skip",
                    };
                    print::answer(&format!("{sign} {}: {}", check.title, check.detail));
                }
            }
            Ok(if test.usable { Exit::Done } else { Exit::Unreachable })
        }
        ProfileAction::Remove { name } => {
            context.engine.delete_profile(&name).await?;
            context.news(&format!("removed: {name}"));
            Ok(Exit::Done)
        }
    }
}
