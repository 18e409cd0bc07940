import type { Api } from '../ipc/api';
import type { ComparisonView, ProfileView, RenameInput } from '../ipc/types';
import { Call } from './async.svelte';

const same = (a: RenameInput, b: RenameInput): boolean => a.from === b.from && a.to === b.to;

/** The comparison of the open database with its models, and what was said about renames. */
export class Compare {
  readonly call = new Call<ComparisonView>();
  /** The pattern that was written last. */
  readonly scope = new Call<string>();
  renames = $state.raw<RenameInput[]>([]);
  rejected = $state.raw<RenameInput[]>([]);
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Pairs that still want an answer. */
  get open(): ComparisonView['renameCandidates'] {
    const view = this.call.value ?? this.call.last;
    if (!view) return [];
    return view.renameCandidates.filter((c) => !this.rejected.some((r) => same(r, c.rename)));
  }

  read(profile: ProfileView): Promise<ComparisonView | null> {
    return this.call.run(() => this.#api.compare(profile.id, this.renames));
  }

  async accept(profile: ProfileView, rename: RenameInput): Promise<void> {
    const before = this.renames;
    this.renames = [...this.renames, rename];
    if (!(await this.read(profile)) && this.call.error) this.renames = before;
  }

  /** Says in the project's settings that something is left alone, or compared again. */
  async leave(profile: ProfileView, pattern: string, leftAlone: boolean): Promise<void> {
    const said = await this.scope.run(async () => {
      await this.#api.scopeSet(profile.id, pattern, leftAlone);
      return pattern;
    });
    if (said !== null) await this.read(profile);
  }

  reject(rename: RenameInput): void {
    this.rejected = [...this.rejected, rename];
  }

  async undo(profile: ProfileView, rename: RenameInput): Promise<void> {
    this.rejected = this.rejected.filter((r) => !same(r, rename));
    if (this.renames.some((r) => same(r, rename))) {
      this.renames = this.renames.filter((r) => !same(r, rename));
      await this.read(profile);
    }
  }

  clear(): void {
    this.call.reset();
    this.scope.reset();
    this.renames = [];
    this.rejected = [];
  }
}
