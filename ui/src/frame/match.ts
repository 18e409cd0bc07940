/** Whether all words of the query are somewhere in the text, whatever their case. */
export function matches(query: string, text: string): boolean {
  const inside = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => inside.includes(word));
}
