export type ThemeChoice = 'light' | 'dark' | 'system';

const KEY = 'godwit-theme';

function saved(): ThemeChoice {
  const value = window.localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Light or dark: what was chosen and what is shown. */
export class Theme {
  #choice = $state<ThemeChoice>(saved());
  #system = $state<'light' | 'dark'>('light');

  constructor() {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => {
      this.#system = query.matches ? 'dark' : 'light';
      this.#show();
    };
    query.addEventListener('change', follow);
    follow();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  get shown(): 'light' | 'dark' {
    return this.#choice === 'system' ? this.#system : this.#choice;
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    window.localStorage.setItem(KEY, choice);
    this.#show();
  }

  toggle(): void {
    this.choose(this.shown === 'dark' ? 'light' : 'dark');
  }

  #show(): void {
    document.documentElement.dataset['theme'] = this.shown;
  }
}
