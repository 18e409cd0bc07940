/// Whether WebKitGTK should draw without DMA-BUF.
///
/// On a machine without a GPU its default path presents the whole window for every frame:
/// 86 ms to change one text against 16 ms without it, and 666 MB against 257 MB of memory, measured
/// on WebKitGTK 2.50. On a machine with a GPU the switch would force drawing on the CPU, so it is
/// made only where no render node exists. What a person set in the environment is left alone.
#[cfg(target_os = "linux")]
pub fn wants_software() -> bool {
    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_some() {
        return false;
    }
    let has_render_node = std::fs::read_dir("/dev/dri").is_ok_and(|entries| {
        entries
            .filter_map(Result::ok)
            .any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
    });
    !has_render_node
}

/// Other systems draw by their own web views.
#[cfg(not(target_os = "linux"))]
pub fn wants_software() -> bool {
    false
}

/// Starts the program again with the switch set: the environment of a running program cannot be
/// changed safely once threads may read it.
///
/// Returns the second program's exit code, or `None` when this one should go on itself.
pub fn restarted() -> Option<std::process::ExitCode> {
    if !wants_software() {
        return None;
    }
    let program = std::env::current_exe().ok()?;
    let mut command = std::process::Command::new(program);
    command.args(std::env::args_os().skip(1)).env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // Replaces this program, so that signals and exit codes reach the right one. It returns
        // only when that failed, and then drawing slowly beats not starting.
        let _failed = command.exec();
        None
    }
    #[cfg(not(unix))]
    {
        let code = command.status().ok()?.code()?;
        Some(std::process::ExitCode::from(u8::try_from(code).unwrap_or(1)))
    }
}
