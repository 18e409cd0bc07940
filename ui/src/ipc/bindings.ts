// Hand-written in the shape of the generated file, which replaces it.
import { invoke as __TAURI_INVOKE, Channel } from "@tauri-apps/api/core";

/** Commands */
export const commands = {
	appStatus: () => typedError<AppStatus, ErrorView>(__TAURI_INVOKE("app_status")),
	demoStart: (progress: Channel<Progress>) => typedError<ProfileView, ErrorView>(__TAURI_INVOKE("demo_start", { progress })),
	folderChoose: () => typedError<string | null, ErrorView>(__TAURI_INVOKE("folder_choose")),
	jobCancel: (job: string) => typedError<null, ErrorView>(__TAURI_INVOKE("job_cancel", { job })),
	profileList: () => typedError<ProfileView[], ErrorView>(__TAURI_INVOKE("profile_list")),
	profileParseUrl: (url: string) => typedError<ParsedUrl, ErrorView>(__TAURI_INVOKE("profile_parse_url", { url })),
	profileTest: (input: ProfileInput, secret: SecretInput) => typedError<ConnectionTest, ErrorView>(__TAURI_INVOKE("profile_test", { input, secret })),
	profileSave: (input: ProfileInput, secret: SecretInput) => typedError<ProfileView, ErrorView>(__TAURI_INVOKE("profile_save", { input, secret })),
	profileDelete: (id: string) => typedError<null, ErrorView>(__TAURI_INVOKE("profile_delete", { id })),
	schemaRead: (profile: string) => typedError<SchemaView, ErrorView>(__TAURI_INVOKE("schema_read", { profile })),
	compare: (profile: string, renames: RenameInput[]) => typedError<ComparisonView, ErrorView>(__TAURI_INVOKE("compare", { profile, renames })),
	planMake: (profile: string, request: PlanRequest) => typedError<PlanView, ErrorView>(__TAURI_INVOKE("plan_make", { profile, request })),
	rowsShow: (seal: string, step: string, code: string, object: string) => typedError<RowsView, ErrorView>(__TAURI_INVOKE("rows_show", { seal, step, code, object })),
	revisionWrite: (seal: string, message: string) => typedError<ExportedFile, ErrorView>(__TAURI_INVOKE("revision_write", { seal, message })),
	planExport: (seal: string) => typedError<ExportedFile, ErrorView>(__TAURI_INVOKE("plan_export", { seal })),
	backupMake: (seal: string, job: string, progress: Channel<Progress>) => typedError<BackupView, ErrorView>(__TAURI_INVOKE("backup_make", { seal, job, progress })),
	gateCheck: (seal: string, acceptances: AcceptanceInput[], backup: string | null) => typedError<GateView, ErrorView>(__TAURI_INVOKE("gate_check", { seal, acceptances, backup })),
	applyRun: (seal: string, acceptances: AcceptanceInput[], backup: string | null, job: string, progress: Channel<Progress>) => typedError<RunView, ErrorView>(__TAURI_INVOKE("apply_run", { seal, acceptances, backup, job, progress })),
	runResolve: (run: string) => typedError<RunView, ErrorView>(__TAURI_INVOKE("run_resolve", { run })),
	historyList: () => typedError<RunSummary[], ErrorView>(__TAURI_INVOKE("history_list")),
	historyRun: (run: string) => typedError<RunView, ErrorView>(__TAURI_INVOKE("history_run", { run })),
	reportExport: (run: string, format: string) => typedError<ExportedFile, ErrorView>(__TAURI_INVOKE("report_export", { run, format })),
};

/* Types */
export type AcceptanceInput = { code: string, object: string };
export type AppStatus = { version: string, dataFolder: string, logFolder: string, keyring: CheckView, tools: CheckView, sandbox: CheckView, interruptedRuns: string[], sampleProject: string | null };
export type AttributeView = { name: string, before: string | null, after: string | null };
export type BackupView = { id: string, path: string, bytes: number | null, sha256: string, tool: string, finishedAt: string, seconds: number | null, checks: CheckView[], profile: string };
export type BatchView = { transactional: boolean, statements: number };
export type ChangeView = { address: string, kind: string, name: string, table: string | null, mark: Mark, attributes: AttributeView[], span: string | null };
export type CheckState = "passed" | "attention" | "failed" | "skipped";
export type CheckView = { code: string, title: string, state: CheckState, detail: string };
export type ClusterBox = { title: string, x: number | null, y: number | null, width: number | null, height: number | null };
export type ColumnRow = { name: string, dataType: string, notNull: boolean, primaryKey: boolean, foreignKey: boolean, default: string | null, comment: string | null, mark: Mark | null };
export type ComparisonView = { before: string, after: string, comparedTables: number, ignored: number, changes: ChangeView[], renameCandidates: RenameView[], renames: RenameInput[], undecided: UndecidedView[], unmodelled: UnmodelledView[], graph: SchemaView };
export type ConnectionTest = { usable: boolean, checks: CheckView[] };
export type DangerView = { code: string, object: string, meaning: string, step: string };
export type EnumView = { name: string, labels: string[] };
export type Environment = "development" | "staging" | "production";
export type ErrorView = { code: string, message: string, hint: string | null, detail: string | null };
export type ExcludedStepView = { key: string, title: string, because: string[] };
export type ExportedFile = { path: string };
export type GateView = { open: boolean, checks: CheckView[] };
export type HazardView = { code: string, severity: SeverityView, object: string, meaning: string, advice: string, hasRows: boolean };
export type Mark = "added" | "removed" | "changed" | "renamed";
export type ParsedUrl = { input: ProfileInput, hasPassword: boolean, poolerHint: string | null };
export type PlanRequest = { renames: RenameInput[], excluded: string[], online: boolean };
export type PlanView = { seal: string, createdAt: string, before: string, after: string, profile: string, steps: StepView[], excluded: ExcludedStepView[], batches: BatchView[], blocked: boolean, dangers: DangerView[], worstLock: string | null, online: boolean, sql: string };
export type ProfileInput = { id: string | null, name: string, host: string, port: number, database: string, user: string, tls: TlsMode, rootCertificate: string | null, environment: Environment, readOnly: boolean, project: string | null };
export type ProfileView = { id: string, name: string, host: string, port: number, database: string, user: string, tls: TlsMode, rootCertificate: string | null, environment: Environment, readOnly: boolean, project: string | null, hasSecret: boolean, demo: boolean };
export type Progress = { kind: "phase", title: string, fraction: number | null } | { kind: "log", at: number | null, text: string } | { kind: "step", key: string, state: RunStepState, milliseconds: number | null } | { kind: "blocked", blockers: string[], attempt: number, retryIn: number | null };
export type ReferenceEdge = { name: string, from: string, fromColumns: string[], to: string, toColumns: string[], internal: boolean, mark: Mark | null };
export type RenameInput = { from: string, to: string };
export type RenameView = { kind: string, rename: RenameInput, score: number | null, evidence: string[], ambiguous: boolean };
export type RowsView = { columns: string[], rows: (string | null)[][], more: boolean };
export type RunState = "running" | "applied" | "rolled-back" | "interrupted";
export type RunStepState = "waiting" | "running" | "done" | "committed" | "rolled-back" | "failed";
export type RunStepView = { key: string, title: string, state: RunStepState, milliseconds: number | null };
export type RunSummary = { id: string, profile: string, target: string, seal: string, startedAt: string, finishedAt: string | null, seconds: number | null, state: RunState, steps: number, who: string, valid: boolean | null };
export type RunView = { summary: RunSummary, outcome: string, steps: RunStepView[], validation: CheckView[], backup: BackupView | null, acceptances: string[], error: ErrorView | null, next: string[] };
export type SchemaView = { source: string, serverVersion: string | null, fingerprint: string, takenAt: string, tables: TableNode[], references: ReferenceEdge[], clusters: ClusterBox[], size: [number | null, number | null], enums: EnumView[], unmodelled: UnmodelledView[] };
export type SecretInput = { kind: "keep" } | { kind: "none" } | { kind: "password", value: string } | { kind: "url", value: string };
export type SeverityView = "note" | "caution" | "danger" | "blocking";
export type StepView = { key: string, title: string, verb: string, object: string, table: string | null, sql: string, locks: string[], rewrites: boolean, scans: boolean, rows: number | null, hazards: HazardView[], reversal: string | null, reversalNote: string | null, needs: string[], spans: string[], batch: number };
export type TableNode = { id: string, namespace: string, name: string, x: number | null, y: number | null, width: number | null, height: number | null, columns: ColumnRow[], rows: number | null, bytes: number | null, comment: string | null, indexes: string[], constraints: string[], mark: Mark | null, cluster: number };
export type TlsMode = "disable" | "require" | "verify-ca" | "verify-full";
export type UndecidedView = { address: string | null, span: string, reason: string };
export type UnmodelledView = { class: string, names: string[] };

/* Tauri Specta runtime */
async function typedError<T, E>(result: Promise<T>): Promise<{ status: "ok"; data: T } | { status: "error"; error: E }> {
    try {
        return { status: "ok", data: await result };
    } catch (e) {
        if (e instanceof Error) throw e;
        return { status: "error", error: e as any };
    }
}
