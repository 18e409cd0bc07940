use tauri_specta::{Builder, collect_commands};

use crate::commands::{app, backup, history, plan, profile, run, schema};

/// The commands, shared by the running application and by the test that holds
/// `ui/src/ipc/bindings.ts` to them.
pub fn bindings() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new().disable_serde_phases().commands(collect_commands![
        app::app_status,
        app::demo_start,
        app::folder_choose,
        app::job_cancel,
        profile::profile_list,
        profile::profile_parse_url,
        profile::profile_test,
        profile::profile_save,
        profile::profile_delete,
        schema::schema_read,
        schema::compare,
        schema::scope_set,
        schema::schema_export,
        schema::compare_export,
        plan::plan_make,
        plan::plan_freshness,
        plan::rows_show,
        plan::revision_write,
        plan::plan_export,
        run::backup_make,
        run::gate_check,
        run::apply_run,
        run::run_resolve,
        backup::backup_list,
        backup::backup_restore,
        history::history_list,
        history::history_run,
        history::report_export,
    ])
}
