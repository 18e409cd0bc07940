import type { Api } from '../ipc/api';
import type { AcceptanceInput, BackupView, ExportedFile, GateView, PlanView, ReportFormat, RunView } from '../ipc/types';
import { Call } from './async.svelte';
import { Job } from './job.svelte';

/** One attempt to carry out one sealed plan, from its backup to its report. */
export class Run {
  readonly backup = new Call<BackupView>();
  readonly gate = new Call<GateView>();
  readonly apply = new Call<RunView>();
  readonly report = new Call<ExportedFile>();
  plan = $state.raw<PlanView | null>(null);
  acceptances = $state.raw<AcceptanceInput[]>([]);
  backupJob = $state.raw<Job | null>(null);
  applyJob = $state.raw<Job | null>(null);
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  get busy(): boolean {
    return this.backup.loading || this.apply.loading;
  }

  /** Begins with a reviewed plan. The same plan keeps its backup. */
  begin(plan: PlanView, acceptances: AcceptanceInput[]): void {
    if (this.plan?.seal !== plan.seal || this.apply.state.s !== 'idle') {
      this.backup.reset();
      this.backupJob = null;
      this.applyJob = null;
      this.apply.reset();
      this.report.reset();
    }
    this.plan = plan;
    this.acceptances = acceptances;
    this.gate.reset();
  }

  async makeBackup(): Promise<void> {
    const plan = this.plan;
    if (!plan || this.busy) return;
    const job = new Job();
    this.backupJob = job;
    this.gate.reset();
    await this.backup.run(() => this.#api.backupMake(plan.seal, job.id, job.watch));
  }

  async checkGate(): Promise<void> {
    const plan = this.plan;
    if (!plan) return;
    await this.gate.run(() => this.#api.gateCheck(plan.seal, this.acceptances, this.backup.value?.id ?? null));
  }

  async start(): Promise<RunView | null> {
    const plan = this.plan;
    if (!plan || this.busy || !this.gate.value?.open) return null;
    const job = new Job();
    this.applyJob = job;
    this.report.reset();
    return this.apply.run(() =>
      this.#api.applyRun(plan.seal, this.acceptances, this.backup.value?.id ?? null, job.id, job.watch),
    );
  }

  /** Asks to stop; the work itself says when it has. A refusal of the request is an error to show. */
  async cancel(job: Job, failed: (thrown: unknown) => void): Promise<void> {
    job.cancelling = true;
    try {
      await this.#api.jobCancel(job.id);
    } catch (thrown) {
      job.cancelling = false;
      failed(thrown);
    }
  }

  exportReport(run: string, format: ReportFormat): void {
    void this.report.run(() => this.#api.reportExport(run, format));
  }

  clear(): void {
    this.plan = null;
    this.acceptances = [];
    this.backupJob = null;
    this.applyJob = null;
    for (const call of [this.backup, this.gate, this.apply, this.report]) call.reset();
  }
}
