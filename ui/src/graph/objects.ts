import type { ObjectView, SchemaView } from '../ipc/types';

/** Kinds that are told at the object they are about, not in a list of their own. */
const ATTACHED = new Set(['owner', 'privileges']);

export interface Group {
  kind: string;
  objects: ObjectView[];
}

/** What a person looks for most comes first; the rest in the order of the words. */
const FIRST = ['view', 'materialized view', 'function', 'procedure', 'trigger', 'policy', 'enum'];

/** The objects beside the tables, by kind. */
export function groups(schema: SchemaView): Group[] {
  const found = new Map<string, ObjectView[]>();
  for (const object of schema.objects) {
    if (ATTACHED.has(object.kind)) continue;
    const list = found.get(object.kind);
    if (list) list.push(object);
    else found.set(object.kind, [object]);
  }
  const rank = (kind: string): number => {
    const at = FIRST.indexOf(kind);
    return at < 0 ? FIRST.length : at;
  };
  return [...found]
    .map(([kind, objects]) => ({ kind, objects }))
    .sort((a, b) => rank(a.kind) - rank(b.kind) || a.kind.localeCompare(b.kind));
}

/** What stands on a table: its triggers, policies, rules, statistics. */
export function standing(schema: SchemaView, table: string): ObjectView[] {
  return schema.objects.filter((object) => object.table === table && !ATTACHED.has(object.kind));
}

/** Owner and privileges of an object, by its address. */
export function access(schema: SchemaView, address: string): ObjectView[] {
  return schema.objects.filter((object) => object.of === address);
}
