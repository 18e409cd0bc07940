import { getContext, setContext } from 'svelte';
import type { Api } from '../ipc/api';
import type { AppStatus, ErrorView, ExportedFile, ProfileView, RunSummary, RunView, SchemaView } from '../ipc/types';
import { asError, Call } from './async.svelte';
import { Backups } from './backups.svelte';
import { Compare } from './compare.svelte';
import { Job } from './job.svelte';
import { Plan } from './plan.svelte';
import { Route } from './route.svelte';
import { Run } from './run.svelte';
import { Theme } from './theme.svelte';

/** Everything the window shows. The engine owns the truth; these are views of it. */
export class AppState {
  readonly api: Api;
  readonly route = new Route();
  readonly theme = new Theme();
  readonly status = new Call<AppStatus>();
  readonly profiles = new Call<ProfileView[]>();
  readonly schema = new Call<SchemaView>();
  readonly demo = new Call<ProfileView>();
  readonly history = new Call<RunSummary[]>();
  readonly past = new Call<RunView>();
  readonly compare: Compare;
  readonly plan: Plan;
  readonly run: Run;
  readonly backups: Backups;
  /** The database that is open. */
  profile = $state.raw<ProfileView | null>(null);
  demoJob = $state.raw<Job | null>(null);
  palette = $state(false);
  shortcuts = $state(false);
  /** A fault that belongs to no one screen. */
  fault = $state.raw<ErrorView | null>(null);

  constructor(api: Api) {
    this.api = api;
    this.compare = new Compare(api);
    this.plan = new Plan(api);
    this.run = new Run(api);
    this.backups = new Backups(api);
  }

  async start(): Promise<void> {
    await Promise.all([this.readStatus(), this.readProfiles()]);
  }

  readStatus(): Promise<AppStatus | null> {
    return this.status.run(() => this.api.appStatus());
  }

  readProfiles(): Promise<ProfileView[] | null> {
    return this.profiles.run(() => this.api.profileList());
  }

  /** Work that another database must not be opened beside. */
  get busy(): boolean {
    return this.run.busy || this.backups.restoring.loading;
  }

  /** Opens a database and reads its schema. */
  async open(profile: ProfileView): Promise<void> {
    if (this.busy) return;
    this.profile = profile;
    this.schema.reset();
    this.compare.clear();
    this.plan.clear();
    this.run.clear();
    this.route.go('schema');
    await this.readSchema();
  }

  /** After a profile was edited or deleted. */
  async profilesChanged(saved: ProfileView | null, deleted: string | null): Promise<void> {
    if (this.profile && (saved?.id === this.profile.id || deleted === this.profile.id)) {
      this.profile = saved;
      this.schema.reset();
      this.compare.clear();
      this.plan.clear();
      this.run.clear();
    }
    await this.readProfiles();
  }

  async readSchema(): Promise<void> {
    const profile = this.profile;
    if (profile) await this.schema.run(() => this.api.schemaRead(profile.id));
  }

  /** The schema graph as a file. */
  exportSchema(): Promise<ExportedFile> {
    return this.#opened((profile) => this.api.schemaExport(profile.id));
  }

  /** The graph of the comparison as a file. */
  exportComparison(): Promise<ExportedFile> {
    return this.#opened((profile) => this.api.compareExport(profile.id, this.compare.renames));
  }

  #opened<T>(ask: (profile: ProfileView) => Promise<T>): Promise<T> {
    return this.profile ? ask(this.profile) : Promise.reject(new Error('no database is open'));
  }

  async readCompare(): Promise<void> {
    if (this.profile) await this.compare.read(this.profile);
  }

  async makePlan(): Promise<void> {
    if (!this.profile) return;
    this.route.go('plan');
    await this.plan.make(this.profile, this.compare.renames);
  }

  async startDemo(): Promise<void> {
    const job = new Job();
    this.demoJob = job;
    const profile = await this.demo.run(() => this.api.demoStart(job.watch));
    if (!profile) return;
    await this.readProfiles();
    this.demo.reset();
    await this.open(profile);
  }

  async apply(): Promise<void> {
    const done = await this.run.start();
    await this.readHistory();
    // What was read before the run is no longer how the database is.
    this.compare.call.reset();
    if (done) await Promise.all([this.readSchema(), this.readStatus()]);
  }

  readHistory(): Promise<RunSummary[] | null> {
    return this.history.run(() => this.api.historyList());
  }

  fail = (thrown: unknown): void => {
    this.fault = asError(thrown);
  };
}

const KEY = Symbol('app');

export function provideApp(api: Api): AppState {
  return setContext(KEY, new AppState(api));
}

export function useApp(): AppState {
  return getContext<AppState>(KEY);
}
