// The shapes of the boundary as the window uses them. The generated bindings write every float as
// `number | null`, since JSON has no NaN; the engine never sends NaN, so lengths and counts that
// are not optional there are plain numbers here.
import type * as B from './bindings';

export type {
  AcceptanceInput, AppStatus, AttributeView, BatchView, ChangeView, CheckState, CheckView, ColumnRow,
  ConnectionTest, DangerView, Environment, ErrorView, ExcludedStepView, ExportedFile,
  FreshnessView, GateView, HazardView, Mark, ObjectAttribute, ObjectView, ParsedUrl, PlanView, ProfileInput, ProfileView,
  ReferenceEdge, RenameInput, RowsView, RunState, RunStepState, SecretInput, SeverityView,
  StepView, TlsMode, UndecidedView, UnmodelledView,
} from './bindings';

type Solid<T, K extends keyof T> = Omit<T, K> & { [P in K]: NonNullable<T[P]> };

export type PlanRequest = Required<B.PlanRequest>;
export type BackupView = Solid<B.BackupView, 'bytes' | 'seconds' | 'rows'>;
export type ClusterBox = Solid<B.ClusterBox, 'x' | 'y' | 'width' | 'height'>;
export type RenameView = Solid<B.RenameView, 'score'>;
export type RunStepView = Solid<B.RunStepView, 'milliseconds'>;
export type RunSummary = Solid<B.RunSummary, 'seconds'>;
export type TableNode = Solid<B.TableNode, 'x' | 'y' | 'width' | 'height'>;
export type RunView = Omit<B.RunView, 'summary' | 'steps' | 'backup'> & {
  summary: RunSummary;
  steps: RunStepView[];
  backup: BackupView | null;
};
export type SchemaView = Omit<B.SchemaView, 'tables' | 'clusters' | 'size'> & {
  tables: TableNode[];
  clusters: ClusterBox[];
  size: [number, number];
};
export type ComparisonView = Omit<B.ComparisonView, 'renameCandidates' | 'graph'> & {
  renameCandidates: RenameView[];
  graph: SchemaView;
};
export type Progress =
  | { kind: 'phase'; title: string; fraction: number | null }
  | { kind: 'log'; at: number; text: string }
  | { kind: 'step'; key: string; state: B.RunStepState; milliseconds: number }
  | { kind: 'blocked'; blockers: string[]; attempt: number; retryIn: number };

export type ReportFormat = 'html' | 'md' | 'json';
export type Watch = (progress: Progress) => void;
