import type { Api } from '../ipc/api';
import type {
  AcceptanceInput, ExportedFile, FreshnessView, HazardView, PlanRequest, PlanView, ProfileView, RenameInput,
  RowsView, StepView,
} from '../ipc/types';
import { Call } from './async.svelte';

const nothing: PlanRequest = { renames: [], excluded: [], online: false };

/** What a plan made again has that the one before had not, and the other way round. */
export interface News {
  more: StepView[];
  fewer: StepView[];
  changed: StepView[];
}

/** The plan under review: what was asked, what came back, what was accepted. */
export class Plan {
  readonly call = new Call<PlanView>();
  readonly rows = new Call<RowsView>();
  readonly file = new Call<ExportedFile>();
  readonly freshness = new Call<FreshnessView>();
  /** What differs from the plan before, after it was made again from a changed database. */
  news = $state.raw<News | null>(null);
  request = $state.raw<PlanRequest>(nothing);
  selected = $state<string | null>(null);
  /** A file that was asked for from elsewhere, as by the command palette. */
  wanted = $state<'sql' | 'revision' | null>(null);
  acceptances = $state.raw<AcceptanceInput[]>([]);
  /** Which hazard the rows belong to. */
  rowsOf = $state<string | null>(null);
  #past: PlanRequest[] = $state.raw([]);
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The plan on screen; stays there while the next one is being made. */
  get view(): PlanView | null {
    return this.call.last;
  }

  get step(): StepView | null {
    return this.view?.steps.find((step) => step.key === this.selected) ?? null;
  }

  /** The database is no longer as the plan found it. */
  get stale(): boolean {
    const found = this.freshness.value ?? this.freshness.last;
    return found !== null && !found.fresh;
  }

  /** The plan was carried out. */
  get applied(): boolean {
    return (this.freshness.value ?? this.freshness.last)?.applied ?? false;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  /** Every danger has its acceptance and nothing blocks. */
  get ready(): boolean {
    const view = this.view;
    if (!view || this.call.state.s !== 'ok' || this.stale || view.blocked || view.steps.length === 0) return false;
    return view.dangers.every((danger) => this.accepted(danger));
  }

  accepted(danger: { code: string; object: string }): boolean {
    return this.acceptances.some((a) => a.code === danger.code && a.object === danger.object);
  }

  /** Steps that would leave with this one, because they need it or do not go without it. */
  dependents(key: string): string[] {
    const steps = this.view?.steps ?? [];
    const gone = new Set([key]);
    for (let grew = true; grew; ) {
      grew = false;
      for (const step of steps) {
        if (!gone.has(step.key) && [...step.needs, ...step.together].some((need) => gone.has(need))) {
          gone.add(step.key);
          grew = true;
        }
      }
    }
    gone.delete(key);
    return [...gone];
  }

  /** Makes the first plan of a comparison. */
  make(profile: ProfileView, renames: RenameInput[]): Promise<PlanView | null> {
    this.#past = [];
    return this.#ask(profile, { ...nothing, renames, online: this.request.online });
  }

  /** The same plan from the database as it is now. */
  async again(profile: ProfileView): Promise<PlanView | null> {
    const before = this.view;
    const made = await this.#ask(profile, this.request);
    if (made && before && made.seal !== before.seal) this.news = compared(before.steps, made.steps);
    return made;
  }

  /** Asks whether the database is still as the plan found it. A database that cannot be reached
   * says nothing about the plan; the gate asks again. */
  async look(): Promise<void> {
    const view = this.view;
    if (!view || this.call.loading || this.freshness.loading) return;
    await this.freshness.run(() => this.#api.planFreshness(view.seal));
  }

  exclude(profile: ProfileView, key: string): Promise<PlanView | null> {
    return this.#change(profile, { ...this.request, excluded: [...this.request.excluded, key] });
  }

  /** Takes a step back in, with the left-out steps that it needs. */
  include(profile: ProfileView, key: string): Promise<PlanView | null> {
    const out = this.view?.excluded ?? [];
    const back = new Set([key]);
    for (let grew = true; grew; ) {
      grew = false;
      for (const step of out) {
        if (!back.has(step.key)) continue;
        for (const cause of step.because) {
          if (!back.has(cause)) {
            back.add(cause);
            grew = true;
          }
        }
      }
    }
    return this.#change(profile, {
      ...this.request,
      excluded: this.request.excluded.filter((other) => !back.has(other)),
    });
  }

  /** The same plan with confirmed renames. */
  rename(profile: ProfileView, renames: RenameInput[]): Promise<PlanView | null> {
    return this.#change(profile, { ...this.request, renames });
  }

  setOnline(profile: ProfileView, online: boolean): Promise<PlanView | null> {
    return this.#change(profile, { ...this.request, online });
  }

  async undo(profile: ProfileView): Promise<void> {
    const before = this.#past.at(-1);
    if (!before || this.call.loading) return;
    this.#past = this.#past.slice(0, -1);
    await this.#ask(profile, before);
  }

  accept(danger: { code: string; object: string }): void {
    if (this.accepted(danger)) return;
    this.acceptances = [...this.acceptances, { code: danger.code, object: danger.object }];
  }

  withdraw(danger: { code: string; object: string }): void {
    this.acceptances = this.acceptances.filter(
      (a) => a.code !== danger.code || a.object !== danger.object,
    );
  }

  select(key: string): void {
    if (this.selected === key) return;
    this.selected = key;
    this.hideRows();
  }

  showRows(step: StepView, hazard: HazardView): void {
    const view = this.view;
    if (!view) return;
    this.rowsOf = `${step.key}/${hazard.code}/${hazard.object}`;
    void this.rows.run(() => this.#api.rowsShow(view.seal, step.key, hazard.code, hazard.object));
  }

  hideRows(): void {
    this.rowsOf = null;
    this.rows.reset();
  }

  exportSql(): void {
    const view = this.view;
    if (view) void this.file.run(() => this.#api.planExport(view.seal));
  }

  writeRevision(message: string): void {
    const view = this.view;
    if (view) void this.file.run(() => this.#api.revisionWrite(view.seal, message));
  }

  clear(): void {
    this.call.reset();
    this.rows.reset();
    this.file.reset();
    this.freshness.reset();
    this.news = null;
    this.request = nothing;
    this.selected = null;
    this.acceptances = [];
    this.rowsOf = null;
    this.#past = [];
  }

  async #change(profile: ProfileView, request: PlanRequest): Promise<PlanView | null> {
    const before = this.request;
    const made = await this.#ask(profile, request);
    if (made) this.#past = [...this.#past, before];
    return made;
  }

  /** An acceptance is a yes to one sealed plan: another seal needs it again. */
  async #ask(profile: ProfileView, request: PlanRequest): Promise<PlanView | null> {
    const seal = this.view?.seal;
    const made = await this.call.run(() => this.#api.planMake(profile.id, request));
    if (!made) return null;
    this.request = request;
    this.news = null;
    this.freshness.reset();
    if (made.seal !== seal) {
      this.acceptances = [];
      this.file.reset();
      this.hideRows();
    }
    if (!made.steps.some((step) => step.key === this.selected)) {
      this.selected = worstStep(made)?.key ?? null;
    }
    return made;
  }
}

function compared(before: StepView[], after: StepView[]): News {
  const known = new Map(before.map((step) => [step.key, step]));
  const now = new Set(after.map((step) => step.key));
  return {
    more: after.filter((step) => !known.has(step.key)),
    fewer: before.filter((step) => !now.has(step.key)),
    changed: after.filter((step) => known.has(step.key) && known.get(step.key)?.sql !== step.sql),
  };
}

/** The step to look at first. */
function worstStep(view: PlanView): StepView | null {
  for (const severity of ['blocking', 'danger', 'caution'] as const) {
    const found = view.steps.find((step) => step.hazards.some((h) => h.severity === severity));
    if (found) return found;
  }
  return view.steps[0] ?? null;
}
