use godwit_engine::view::{ConnectionTest, ParsedUrl, ProfileInput, ProfileView, SecretInput};

use super::{Answer, Shared, error};

/// All saved connections in order of name.
#[tauri::command]
#[specta::specta]
pub async fn profile_list(engine: Shared<'_>) -> Answer<Vec<ProfileView>> {
    let profiles = engine.history().profiles().await.map_err(error)?;
    Ok(profiles.iter().map(|profile| profile.view()).collect())
}

/// Takes a pasted connection URL apart; its password is not in the answer.
#[tauri::command]
#[specta::specta]
pub async fn profile_parse_url(engine: Shared<'_>, url: String) -> Answer<ParsedUrl> {
    engine.parse_url(&url).map_err(error)
}

/// Tries a connection that is not saved yet.
#[tauri::command]
#[specta::specta]
pub async fn profile_test(
    engine: Shared<'_>,
    input: ProfileInput,
    secret: SecretInput,
) -> Answer<ConnectionTest> {
    engine.test_connection(&input, &secret).await.map_err(error)
}

/// Saves a connection, its password in the system's keyring.
#[tauri::command]
#[specta::specta]
pub async fn profile_save(
    engine: Shared<'_>,
    input: ProfileInput,
    secret: SecretInput,
) -> Answer<ProfileView> {
    engine.save_profile(&input, &secret).await.map(|profile| profile.view()).map_err(error)
}

/// Forgets a connection and its password.
#[tauri::command]
#[specta::specta]
pub async fn profile_delete(engine: Shared<'_>, id: String) -> Answer<()> {
    engine.delete_profile(&id).await.map_err(error)
}
