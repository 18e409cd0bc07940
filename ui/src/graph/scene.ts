import type { ClusterBox, ReferenceEdge, SchemaView, TableNode } from '../ipc/types';
import { around, type Box } from './camera';

export type Mode = 'overview' | 'changes' | 'focus';

/** A table where it is drawn; in Focus that is not where the whole schema has it. */
export interface Node {
  table: TableNode;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Not what the mode is about: drawn faintly. */
  faint: boolean;
}

export interface Edge {
  reference: ReferenceEdge;
  from: Node;
  to: Node;
  /** Rows of the first column on both sides, -1 when it is not found. */
  fromRow: number;
  toRow: number;
  /** Always drawn; others are stubs until one of their ends is chosen. */
  always: boolean;
}

export interface Cluster {
  box: ClusterBox;
  count: number;
  added: number;
  changed: number;
  removed: number;
}

const CELL = 800;

/** What is drawn in one mode, with a grid to find things by place. */
export class Scene {
  readonly nodes: Node[];
  readonly edges: Edge[];
  readonly clusters: Cluster[];
  readonly byId = new Map<string, Node>();
  readonly edgesOf = new Map<string, Edge[]>();
  readonly bounds: Box;
  readonly interest: Box;
  #grid = new Map<string, Node[]>();

  constructor(nodes: Node[], references: ReferenceEdge[], clusters: ClusterBox[], allEdges: boolean) {
    this.nodes = nodes;
    for (const node of nodes) this.byId.set(node.table.id, node);
    this.edges = references.flatMap((reference) => {
      const from = this.byId.get(reference.from);
      const to = this.byId.get(reference.to);
      if (!from || !to) return [];
      const row = (node: Node, column: string | undefined): number => node.table.columns.findIndex((c) => c.name === column);
      return [{
        reference, from, to,
        fromRow: row(from, reference.fromColumns[0]),
        toRow: row(to, reference.toColumns[0]),
        always: allEdges || reference.internal || reference.mark !== null,
      }];
    });
    for (const edge of this.edges) {
      for (const id of new Set([edge.from.table.id, edge.to.table.id])) {
        const list = this.edgesOf.get(id);
        if (list) list.push(edge);
        else this.edgesOf.set(id, [edge]);
      }
    }
    this.clusters = clusters.map((box) => ({ box, count: 0, added: 0, changed: 0, removed: 0 }));
    for (const { table } of nodes) {
      const cluster = this.clusters[table.cluster];
      if (!cluster) continue;
      cluster.count += 1;
      if (table.mark === 'added') cluster.added += 1;
      else if (table.mark === 'removed') cluster.removed += 1;
      else if (table.mark !== null) cluster.changed += 1;
    }
    const vivid = nodes.filter((node) => !node.faint);
    this.bounds = around([...nodes, ...clusters]);
    this.interest = vivid.length > 0 && vivid.length < nodes.length ? around(vivid) : this.bounds;
    for (const node of nodes) {
      for (const key of cells(node)) {
        const cell = this.#grid.get(key);
        if (cell) cell.push(node);
        else this.#grid.set(key, [node]);
      }
    }
  }

  /** The table at a point of the drawing. */
  at(x: number, y: number): Node | null {
    const cell = this.#grid.get(`${Math.floor(x / CELL)},${Math.floor(y / CELL)}`) ?? [];
    return cell.find((n) => x >= n.x && x <= n.x + n.width && y >= n.y && y <= n.y + n.height) ?? null;
  }

  /** Tables that touch a part of the drawing. */
  within(box: Box): Node[] {
    return this.nodes.filter((n) => overlaps(n, box));
  }
}

function* cells(box: Box): Generator<string> {
  for (let cx = Math.floor(box.x / CELL); cx <= Math.floor((box.x + box.width) / CELL); cx++) {
    for (let cy = Math.floor(box.y / CELL); cy <= Math.floor((box.y + box.height) / CELL); cy++) yield `${cx},${cy}`;
  }
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && a.x + a.width > b.x && a.y < b.y + b.height && a.y + a.height > b.y;
}

/** Whether the table or anything in it differs. */
export function differs(table: TableNode): boolean {
  return table.mark !== null || table.columns.some((column) => column.mark !== null);
}

const place = (table: TableNode, faint: boolean): Node => ({
  table, x: table.x, y: table.y, width: table.width, height: table.height, faint,
});

export function build(schema: SchemaView, mode: Mode, focus: string | null): Scene {
  if (mode === 'focus' && focus !== null) {
    const scene = buildFocus(schema, focus);
    if (scene) return scene;
  }
  if (mode === 'changes') {
    const near = new Set(schema.tables.filter(differs).map((table) => table.id));
    const changed = new Set(near);
    for (const { from, to } of schema.references) {
      if (changed.has(from)) near.add(to);
      if (changed.has(to)) near.add(from);
    }
    return new Scene(schema.tables.map((t) => place(t, !near.has(t.id))), schema.references, schema.clusters, false);
  }
  return new Scene(schema.tables.map((t) => place(t, false)), schema.references, schema.clusters, false);
}

/** One table in the middle, those that refer to it on the left, those it refers to on the right. */
function buildFocus(schema: SchemaView, focus: string): Scene | null {
  const tables = new Map(schema.tables.map((table) => [table.id, table]));
  const centre = tables.get(focus);
  if (!centre) return null;
  const left = new Set<string>();
  const right = new Set<string>();
  for (const { from, to } of schema.references) {
    if (to === focus && from !== focus) left.add(from);
    if (from === focus && to !== focus) right.add(to);
  }
  for (const id of right) left.delete(id);
  const nodes: Node[] = [{ ...place(centre, false), x: -centre.width / 2, y: -centre.height / 2 }];
  const column = (ids: Set<string>, side: -1 | 1): void => {
    const found = [...ids].map((id) => tables.get(id)).filter((t): t is TableNode => t !== undefined);
    const gap = 36;
    const perColumn = Math.max(4, Math.ceil(Math.sqrt(found.length) * 1.4));
    let x = side * (centre.width / 2 + 200);
    for (let i = 0; i < found.length; i += perColumn) {
      const part = found.slice(i, i + perColumn);
      const height = part.reduce((sum, t) => sum + t.height + gap, -gap);
      const width = Math.max(...part.map((t) => t.width));
      let y = -height / 2;
      for (const table of part) {
        nodes.push({ ...place(table, false), x: side > 0 ? x : x - table.width, y });
        y += table.height + gap;
      }
      x += side * (width + 120);
    }
  };
  column(left, -1);
  column(right, 1);
  const shown = new Set(nodes.map((node) => node.table.id));
  const references = schema.references.filter((r) => (r.from === focus || r.to === focus) && shown.has(r.from) && shown.has(r.to));
  return new Scene(nodes, references, [], true);
}
