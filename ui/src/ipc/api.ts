import type {
  AcceptanceInput, AppStatus, BackupView, ComparisonView, ConnectionTest, ExportedFile,
  FreshnessView, GateView,
  ParsedUrl, PlanRequest, PlanView, ProfileInput, ProfileView, RenameInput, ReportFormat, RowsView,
  RunSummary, RunView, SchemaView, SecretInput, Watch,
} from './types';

/** All that the window can ask of the engine. Every call rejects with an `ErrorView`. */
export interface Api {
  appStatus(): Promise<AppStatus>;
  demoStart(watch: Watch): Promise<ProfileView>;
  folderChoose(): Promise<string | null>;
  jobCancel(job: string): Promise<void>;
  profileList(): Promise<ProfileView[]>;
  profileParseUrl(url: string): Promise<ParsedUrl>;
  profileTest(input: ProfileInput, secret: SecretInput): Promise<ConnectionTest>;
  profileSave(input: ProfileInput, secret: SecretInput): Promise<ProfileView>;
  profileDelete(id: string): Promise<void>;
  schemaRead(profile: string): Promise<SchemaView>;
  compare(profile: string, renames: RenameInput[]): Promise<ComparisonView>;
  scopeSet(profile: string, pattern: string, leftAlone: boolean): Promise<void>;
  schemaExport(profile: string): Promise<ExportedFile>;
  compareExport(profile: string, renames: RenameInput[]): Promise<ExportedFile>;
  planMake(profile: string, request: PlanRequest): Promise<PlanView>;
  planFreshness(seal: string): Promise<FreshnessView>;
  rowsShow(seal: string, step: string, code: string, object: string): Promise<RowsView>;
  revisionWrite(seal: string, message: string): Promise<ExportedFile>;
  planExport(seal: string): Promise<ExportedFile>;
  backupMake(seal: string, job: string, watch: Watch): Promise<BackupView>;
  gateCheck(seal: string, acceptances: AcceptanceInput[], backup: string | null): Promise<GateView>;
  applyRun(
    seal: string,
    acceptances: AcceptanceInput[],
    backup: string | null,
    job: string,
    watch: Watch,
  ): Promise<RunView>;
  runResolve(run: string): Promise<RunView>;
  backupList(): Promise<BackupView[]>;
  backupRestore(backup: string, profile: string, database: string, job: string, watch: Watch): Promise<ProfileView>;
  historyList(): Promise<RunSummary[]>;
  historyRun(run: string): Promise<RunView>;
  reportExport(run: string, format: ReportFormat): Promise<ExportedFile>;
}
