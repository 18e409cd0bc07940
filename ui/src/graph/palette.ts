import type { Mark } from '../ipc/types';

/** The colours of the tokens, read once for each theme. */
export interface Palette {
  bg: string;
  sunken: string;
  raised: string;
  hover: string;
  text: string;
  muted: string;
  border: string;
  control: string;
  accent: string;
  selected: string;
  mark: Record<Mark, string>;
  ui: string;
  mono: string;
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  return {
    bg: value('--bg'),
    sunken: value('--sunken'),
    raised: value('--raised'),
    hover: value('--hover'),
    text: value('--text'),
    muted: value('--muted'),
    border: value('--border'),
    control: value('--control'),
    accent: value('--accent'),
    selected: value('--selected'),
    mark: { added: value('--add'), removed: value('--del'), changed: value('--chg'), renamed: value('--move') },
    ui: value('--font-ui'),
    mono: value('--font-mono'),
  };
}
