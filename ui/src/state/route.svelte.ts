export const places = ['connections', 'schema', 'compare', 'plan', 'run', 'backups', 'history', 'settings'] as const;
export type Place = (typeof places)[number];

interface Where {
  place: Place;
  /** What stands behind the place: a run's id. */
  rest: string;
}

function read(hash: string): Where {
  const [first = '', ...rest] = hash.replace(/^#\/?/, '').split('/');
  const place = places.find((name) => name === first) ?? 'connections';
  return { place, rest: decodeURIComponent(rest.join('/')) };
}

/** Where the window is; kept in the address, so that a reload stays there. */
export class Route {
  #where = $state.raw<Where>(read(window.location.hash));

  constructor() {
    window.addEventListener('hashchange', () => {
      this.#where = read(window.location.hash);
    });
  }

  get place(): Place {
    return this.#where.place;
  }

  get rest(): string {
    return this.#where.rest;
  }

  go(place: Place, rest = ''): void {
    this.#where = { place, rest };
    window.location.hash = rest ? `/${place}/${encodeURIComponent(rest)}` : `/${place}`;
  }
}
