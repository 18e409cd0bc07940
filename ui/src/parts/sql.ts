/** What a piece of SQL is, for its colour. */
export type Kind = 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'plain';

export interface Token {
  kind: Kind;
  text: string;
}

const KEYWORDS = new Set(
  `add all alter analyze and any as asc before after begin between by cascade case cast check collate column comment
  commit concurrently constraint create cross current_timestamp default deferrable deferred delete desc distinct do drop
  else end enum exclude exists extension false for foreign from full function generated grant group having identity if
  immediate in include index initially inner insert into is join key lateral left like limit local lock mode not null
  nulls of offset on only or order outer owner partition policy primary procedure references rename replace restrict
  returning revoke right rollback row schema select sequence set statement table temporary then to trigger true type
  union unique update using valid validate value values view when where with work always stored`.split(/\s+/),
);

// Comments, dollar quotes, strings (with E''), quoted names, numbers, words; in this order.
const PIECE =
  /(--[^\n]*|\/\*[\s\S]*?\*\/)|(\$(\w*)\$[\s\S]*?\$\3\$|[eE]?'(?:[^']|'')*')|("(?:[^"]|"")*")|(\b\d+(?:\.\d+)?\b)|([A-Za-z_]\w*)/g;

/** Cuts SQL into coloured pieces; joined, they are the text again. */
export function tokens(sql: string): Token[] {
  const out: Token[] = [];
  let end = 0;
  for (const match of sql.matchAll(PIECE)) {
    if (match.index > end) out.push({ kind: 'plain', text: sql.slice(end, match.index) });
    const [text, comment, string, , quoted, number] = match;
    let kind: Kind = 'plain';
    if (comment !== undefined) kind = 'comment';
    else if (string !== undefined) kind = 'string';
    else if (quoted !== undefined) kind = 'name';
    else if (number !== undefined) kind = 'number';
    else if (KEYWORDS.has(text.toLowerCase())) kind = 'keyword';
    out.push({ kind, text });
    end = match.index + text.length;
  }
  if (end < sql.length) out.push({ kind: 'plain', text: sql.slice(end) });
  return out;
}
