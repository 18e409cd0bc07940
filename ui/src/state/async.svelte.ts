import type { ErrorView } from '../ipc/types';

/** How one call to the engine stands. */
export type Async<T> =
  | { s: 'idle' }
  | { s: 'loading'; since: number }
  | { s: 'ok'; v: T; at: number }
  | { s: 'error'; e: ErrorView };

/** Anything thrown, in the one shape of errors. */
export function asError(thrown: unknown): ErrorView {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown) {
    const given = thrown as Partial<ErrorView>;
    return {
      code: String(given.code),
      message: String(given.message),
      hint: given.hint ?? null,
      detail: given.detail ?? null,
    };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const stack = thrown instanceof Error ? (thrown.stack ?? null) : null;
  return { code: 'window-fault', message, hint: null, detail: stack };
}

/** One value of the engine with the state of its call. The newest call wins; an older answer that
 * comes late is dropped. */
export class Call<T> {
  #turn = 0;
  state: Async<T> = $state.raw({ s: 'idle' });
  /** The last good value, kept while a newer one is on its way. */
  last: T | null = $state.raw(null);

  get value(): T | null {
    return this.state.s === 'ok' ? this.state.v : null;
  }

  get loading(): boolean {
    return this.state.s === 'loading';
  }

  get error(): ErrorView | null {
    return this.state.s === 'error' ? this.state.e : null;
  }

  /** Makes the call; the value, or null when it failed or was overtaken. */
  async run(ask: () => Promise<T>): Promise<T | null> {
    const turn = ++this.#turn;
    this.state = { s: 'loading', since: Date.now() };
    try {
      const v = await ask();
      if (turn !== this.#turn) return null;
      this.state = { s: 'ok', v, at: Date.now() };
      this.last = v;
      return v;
    } catch (thrown) {
      if (turn === this.#turn) this.state = { s: 'error', e: asError(thrown) };
      return null;
    }
  }

  reset(): void {
    this.#turn++;
    this.state = { s: 'idle' };
    this.last = null;
  }
}
