import type { Api } from '../ipc/api';
import type { BackupView, ProfileView } from '../ipc/types';
import { Call } from './async.svelte';
import { Job } from './job.svelte';

/** The archives that were taken, and putting one back. */
export class Backups {
  readonly list = new Call<BackupView[]>();
  /** The connection to the database that a restore made. */
  readonly restoring = new Call<ProfileView>();
  job = $state.raw<Job | null>(null);
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  read(): Promise<BackupView[] | null> {
    return this.list.run(() => this.#api.backupList());
  }

  restore(backup: BackupView, profile: ProfileView, database: string): Promise<ProfileView | null> {
    const job = new Job();
    this.job = job;
    return this.restoring.run(() => this.#api.backupRestore(backup.id, profile.id, database, job.id, job.watch));
  }

  clear(): void {
    this.restoring.reset();
    this.job = null;
  }
}
