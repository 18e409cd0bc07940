/** One line of two texts laid over each other. */
export interface Line {
  sign: ' ' | '-' | '+';
  text: string;
}

/** How many lines a side may have for the exact comparison; beyond it both are shown whole. */
const LIMIT = 2000;

/** The lines of two texts, the common ones once: the longest common subsequence, removals first. */
export function lines(before: string, after: string): Line[] {
  const a = before.split('\n');
  const b = after.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const line = (sign: Line['sign']) => (text: string): Line => ({ sign, text });
  return [
    ...a.slice(0, start).map(line(' ')),
    ...middle(a.slice(start, endA), b.slice(start, endB)),
    ...a.slice(endA).map(line(' ')),
  ];
}

function middle(a: string[], b: string[]): Line[] {
  const out: Line[] = [];
  if (a.length > LIMIT || b.length > LIMIT) {
    return [...a.map((text): Line => ({ sign: '-', text })), ...b.map((text): Line => ({ sign: '+', text }))];
  }
  // common[i][j]: length of the longest common subsequence of a from i and b from j.
  const wide = b.length + 1;
  const common = new Uint16Array((a.length + 1) * wide);
  const at = (i: number, j: number): number => common[i * wide + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * wide + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ sign: ' ', text: a[i] ?? '' });
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      out.push({ sign: '-', text: a[i] ?? '' });
      i++;
    } else {
      out.push({ sign: '+', text: b[j] ?? '' });
      j++;
    }
  }
  return out;
}
