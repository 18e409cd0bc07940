import { SvelteMap } from 'svelte/reactivity';
import type { Progress, RunStepState } from '../ipc/types';

export interface LogLine {
  n: number;
  at: number;
  text: string;
}

const LOG_LIMIT = 2000;

/** What is known of one long piece of work while it runs. */
export class Job {
  readonly id: string;
  readonly startedAt = Date.now();
  title = $state('');
  fraction = $state<number | null>(null);
  cancelling = $state(false);
  blocked = $state.raw<{ blockers: string[]; attempt: number; retryIn: number } | null>(null);
  log = $state.raw<LogLine[]>([]);
  steps = new SvelteMap<string, { state: RunStepState; milliseconds: number }>();
  #count = 0;

  constructor(id: string = crypto.randomUUID()) {
    this.id = id;
  }

  /** Takes in one piece of news. */
  watch = (progress: Progress): void => {
    switch (progress.kind) {
      case 'phase':
        this.title = progress.title;
        this.fraction = progress.fraction;
        this.blocked = null;
        return;
      case 'log': {
        const line = { n: this.#count++, at: progress.at, text: progress.text };
        this.log = [...this.log.slice(-LOG_LIMIT + 1), line];
        return;
      }
      case 'step':
        this.blocked = null;
        this.steps.set(progress.key, { state: progress.state, milliseconds: progress.milliseconds });
        return;
      case 'blocked':
        this.blocked = { blockers: progress.blockers, attempt: progress.attempt, retryIn: progress.retryIn };
    }
  };
}
