import type { Mark } from '../ipc/types';
import type { Box, Camera } from './camera';
import type { Palette } from './palette';
import { differs, overlaps, type Edge, type Node, type Scene } from './scene';

/** Below this zoom: clusters and rectangles. */
export const FAR = 0.11;
/** From this zoom on: columns. */
export const NEAR = 0.5;

export const HEADER = 34;
/** Height of a cluster's strip for its title. */
const TITLE = 44;
/** Width of a character of the columns' font, which is fixed, with some air for the bold one. */
const CHARACTER = 7.4;
const GLYPH: Record<Mark, string> = { added: '+', removed: '−', changed: '~', renamed: '→' };
const DASH: Record<Mark, number[]> = { added: [], removed: [7, 5], changed: [], renamed: [2, 4] };

export interface View {
  camera: Camera;
  /** Size of the canvas in CSS pixels. */
  width: number;
  height: number;
  /** Device pixels per CSS pixel. */
  ratio: number;
  chosen: string | null;
  hovered: string | null;
}

/** Draws the part of the scene that is on screen. */
export function draw(ctx: CanvasRenderingContext2D, scene: Scene, palette: Palette, view: View): void {
  const { camera, width, height, ratio } = view;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = palette.sunken;
  ctx.fillRect(0, 0, width, height);
  const { x, y, z } = camera;
  ctx.setTransform(ratio * z, 0, 0, ratio * z, -x * z * ratio, -y * z * ratio);
  const visible: Box = { x, y, width: width / z, height: height / z };
  const nodes = scene.within(visible);
  const lit = new Set(
    [view.chosen, view.hovered].flatMap((id) => (id === null ? [] : (scene.edgesOf.get(id) ?? []))),
  );

  drawClusters(ctx, scene, palette, z, visible);
  drawEdges(ctx, scene, palette, z, visible, lit);
  if (z < FAR) drawFar(ctx, nodes, palette, z, view);
  else for (const node of nodes) drawCard(ctx, node, palette, z, view, lit);
  if (z >= NEAR) for (const node of nodes) drawStubs(ctx, scene, node, palette, lit);
  if (z < FAR) drawClusterNames(ctx, scene, palette, z, visible);
}

function drawClusters(ctx: CanvasRenderingContext2D, scene: Scene, palette: Palette, z: number, visible: Box): void {
  ctx.lineWidth = 1 / z;
  for (const { box, count } of scene.clusters) {
    if (count < 2 || !overlaps(box, visible)) continue;
    ctx.fillStyle = palette.bg;
    ctx.strokeStyle = palette.border;
    round(ctx, box.x, box.y, box.width, box.height, Math.min(16, 8 / z));
    ctx.fill();
    ctx.stroke();
    if (z >= FAR) {
      // In the box's title strip when it is high enough for the text, else above the box.
      const size = Math.max(14, 12 / z);
      ctx.font = `560 ${size}px ${palette.ui}`;
      ctx.textBaseline = 'bottom';
      ctx.fillStyle = palette.muted;
      const inside = size * 1.5 < TITLE;
      ctx.fillText(clip(ctx, box.title, box.width - 24), box.x + (inside ? 16 : 2), inside ? box.y + TITLE / 2 + size * 0.65 : box.y - 3 / z);
    }
  }
}

function drawClusterNames(ctx: CanvasRenderingContext2D, scene: Scene, palette: Palette, z: number, visible: Box): void {
  ctx.textBaseline = 'top';
  for (const cluster of scene.clusters) {
    const { box, count } = cluster;
    if (count < 2 || !overlaps(box, visible)) continue;
    const room = (box.width - 8 / z);
    if (room * z < 40) continue;
    ctx.font = `600 ${12 / z}px ${palette.ui}`;
    const badge = [
      cluster.added > 0 ? `+${cluster.added}` : '',
      cluster.changed > 0 ? `~${cluster.changed}` : '',
      cluster.removed > 0 ? `−${cluster.removed}` : '',
    ].filter(Boolean).join(' ');
    const text = `${clip(ctx, box.title, room * 0.7)} ${count}${badge ? `  ${badge}` : ''}`;
    const wide = Math.min(room, ctx.measureText(text).width);
    ctx.globalAlpha = 0.86;
    ctx.fillStyle = palette.bg;
    ctx.fillRect(box.x + 3 / z, box.y + 3 / z, wide + 6 / z, 17 / z);
    ctx.globalAlpha = 1;
    ctx.fillStyle = palette.text;
    ctx.fillText(text, box.x + 6 / z, box.y + 5 / z, room);
  }
}

function drawFar(ctx: CanvasRenderingContext2D, nodes: Node[], palette: Palette, z: number, view: View): void {
  const least = 5 / z;
  for (const node of nodes) {
    const { table } = node;
    const chosen = table.id === view.chosen || table.id === view.hovered;
    const mark = table.mark ?? (differs(table) ? 'changed' : null);
    ctx.globalAlpha = node.faint ? 0.25 : mark || chosen ? 1 : 0.6;
    ctx.fillStyle = chosen ? palette.accent : mark ? palette.mark[mark] : palette.control;
    const w = mark || chosen ? Math.max(node.width, least) : node.width;
    const h = mark || chosen ? Math.max(node.height, least) : node.height;
    ctx.fillRect(node.x, node.y, w, h);
  }
  ctx.globalAlpha = 1;
}

function drawCard(ctx: CanvasRenderingContext2D, node: Node, palette: Palette, z: number, view: View, lit: Set<Edge>): void {
  const { table, x, y, width, height } = node;
  const chosen = table.id === view.chosen;
  const hovered = table.id === view.hovered;
  const mark = table.mark ?? (differs(table) ? 'changed' : null);
  ctx.globalAlpha = node.faint && !hovered && !chosen ? 0.38 : 1;
  round(ctx, x, y, width, height, 8);
  ctx.fillStyle = palette.raised;
  ctx.fill();

  ctx.save();
  ctx.clip();
  ctx.fillStyle = chosen ? palette.selected : palette.hover;
  ctx.fillRect(x, y, width, HEADER);
  if (mark) {
    ctx.globalAlpha *= 0.16;
    ctx.fillStyle = palette.mark[mark];
    ctx.fillRect(x, y, width, HEADER);
    ctx.globalAlpha = node.faint && !hovered && !chosen ? 0.38 : 1;
  }
  const sign = mark ? 24 : 0;
  // Names stay readable at middle distance: they grow as the card shrinks.
  const near = z >= NEAR;
  const size = near ? 14 : Math.min(30, Math.max(14, 11.5 / z));
  ctx.textBaseline = 'middle';
  const middle = near ? y + HEADER / 2 + 0.5 : y + Math.min(height / 2, Math.max(HEADER / 2, size));
  if (mark) {
    ctx.font = `700 ${size}px ${palette.mono}`;
    ctx.fillStyle = palette.mark[mark];
    ctx.fillText(GLYPH[mark], x + 10, middle);
  }
  ctx.font = `620 ${size}px ${palette.ui}`;
  ctx.fillStyle = palette.text;
  ctx.fillText(clip(ctx, table.name, width - 20 - sign), x + 10 + sign, middle);
  if (near) drawColumns(ctx, node, palette, lit);
  else drawBars(ctx, node, palette);
  ctx.restore();

  ctx.lineWidth = (chosen ? 2.5 : mark ? 2 : 1) / Math.max(z, 0.4);
  ctx.strokeStyle = chosen ? palette.accent : mark ? palette.mark[mark] : hovered ? palette.accent : palette.control;
  ctx.setLineDash(chosen || !mark ? [] : DASH[mark]);
  round(ctx, x, y, width, height, 8);
  ctx.stroke();
  if (mark === 'changed' && !chosen) {
    const inset = 4;
    ctx.lineWidth = 1 / Math.max(z, 0.4);
    round(ctx, x + inset, y + inset, width - 2 * inset, height - 2 * inset, 5);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** Where a column's row has its middle. */
export function rowMiddle(node: Node, row: number): number {
  const n = node.table.columns.length;
  if (row < 0 || n === 0) return node.y + HEADER / 2;
  return node.y + HEADER + ((node.height - HEADER) / n) * (row + 0.5);
}

/** At middle distance a column is a short bar: the table keeps its shape without unreadable text. */
function drawBars(ctx: CanvasRenderingContext2D, node: Node, palette: Palette): void {
  const { columns } = node.table;
  const step = (node.height - HEADER) / Math.max(1, columns.length);
  columns.forEach((column, i) => {
    if (node.y + HEADER + step * i < node.y + HEADER + 10) return;
    ctx.fillStyle = column.mark ? palette.mark[column.mark] : palette.border;
    ctx.fillRect(node.x + 12, rowMiddle(node, i) - 3, Math.min(node.width - 24, 40 + column.name.length * 6), 6);
  });
}

function drawColumns(ctx: CanvasRenderingContext2D, node: Node, palette: Palette, lit: Set<Edge>): void {
  const { table, x, width } = node;
  const step = (node.height - HEADER) / Math.max(1, table.columns.length);
  const litRows = new Set<number>();
  for (const edge of lit) {
    if (edge.from === node) litRows.add(edge.fromRow);
    if (edge.to === node) litRows.add(edge.toRow);
  }
  table.columns.forEach((column, i) => {
    const middle = rowMiddle(node, i);
    if (litRows.has(i)) {
      ctx.fillStyle = palette.selected;
      ctx.fillRect(x, middle - step / 2, width, step);
    }
    let left = x + 10;
    if (column.mark) {
      const before = ctx.globalAlpha;
      ctx.globalAlpha = before * 0.14;
      ctx.fillStyle = palette.mark[column.mark];
      ctx.fillRect(x, middle - step / 2, width, step);
      ctx.globalAlpha = before;
      ctx.font = `700 12px ${palette.mono}`;
      ctx.fillText(GLYPH[column.mark], left, middle);
      left += 14;
    }
    const key = column.primaryKey ? '◆' : column.foreignKey ? '◇' : '';
    if (key) {
      ctx.font = `400 10px ${palette.ui}`;
      ctx.fillStyle = column.primaryKey ? palette.accent : palette.muted;
      ctx.fillText(key, left, middle);
    }
    left += 14;
    ctx.font = `400 12px ${palette.mono}`;
    // A short name leaves its room to the type.
    const rest = x + width - 24 - left - column.name.length * CHARACTER;
    const typeRoom = Math.min(Math.max(width * 0.42, rest), ctx.measureText(column.dataType).width);
    ctx.fillStyle = palette.muted;
    ctx.textAlign = 'right';
    ctx.fillText(clip(ctx, column.dataType, typeRoom + 1), x + width - 10, middle);
    ctx.textAlign = 'left';
    ctx.font = `${column.notNull ? 560 : 400} 12px ${palette.mono}`;
    ctx.fillStyle = palette.text;
    ctx.fillText(clip(ctx, column.name, x + width - 20 - typeRoom - left), left, middle);
  });
}

function drawEdges(ctx: CanvasRenderingContext2D, scene: Scene, palette: Palette, z: number, visible: Box, lit: Set<Edge>): void {
  if (z < FAR && lit.size === 0) return;
  ctx.lineWidth = 1.2 / Math.max(z, 0.5);
  const plain = new Path2D();
  for (const edge of scene.edges) {
    if (lit.has(edge) || !edge.always || z < FAR || edge.from.faint || edge.to.faint) continue;
    if (!edgeVisible(edge, visible)) continue;
    if (edge.reference.mark) {
      ctx.strokeStyle = palette.mark[edge.reference.mark];
      ctx.setLineDash(DASH[edge.reference.mark]);
      const path = new Path2D();
      curve(path, edge);
      ctx.lineWidth = 2 / Math.max(z, 0.5);
      ctx.stroke(path);
      ctx.setLineDash([]);
      ctx.lineWidth = 1.2 / Math.max(z, 0.5);
    } else curve(plain, edge);
  }
  ctx.strokeStyle = palette.control;
  ctx.globalAlpha = 0.7;
  ctx.stroke(plain);
  ctx.globalAlpha = 1;
  if (lit.size > 0) {
    const bright = new Path2D();
    for (const edge of lit) curve(bright, edge);
    ctx.strokeStyle = palette.accent;
    ctx.lineWidth = 2 / Math.max(z, 0.3);
    ctx.stroke(bright);
  }
}

function edgeVisible({ from, to }: Edge, visible: Box): boolean {
  const x = Math.min(from.x, to.x) - 80;
  const y = Math.min(from.y, to.y);
  return overlaps(
    {
      x,
      y,
      width: Math.max(from.x + from.width, to.x + to.width) + 80 - x,
      height: Math.max(from.y + from.height, to.y + to.height) - y,
    },
    visible,
  );
}

/** A curve from the referencing column to the referenced one, leaving on the sides that face. */
function curve(path: Path2D, { from, to, fromRow, toRow }: Edge): void {
  const y0 = rowMiddle(from, fromRow);
  const y1 = rowMiddle(to, toRow);
  const toRight = to.x >= from.x + from.width;
  const toLeft = to.x + to.width <= from.x;
  const x0 = toLeft ? from.x : from.x + from.width;
  const x1 = toRight ? to.x : to.x + to.width;
  const reach = Math.min(160, Math.max(40, Math.abs(x1 - x0) / 2));
  const out0 = toLeft ? -reach : reach;
  const out1 = toRight ? -reach : reach;
  path.moveTo(x0, y0);
  path.bezierCurveTo(x0 + out0, y0, x1 + out1, y1, x1, y1);
  path.moveTo(x1 + 4, y1);
  path.arc(x1, y1, 4, 0, Math.PI * 2);
}

/** A reference out of its cluster is a word at its column: lines across the drawing tell nothing. */
function drawStubs(ctx: CanvasRenderingContext2D, scene: Scene, node: Node, palette: Palette, lit: Set<Edge>): void {
  if (node.faint) return;
  ctx.font = `500 11px ${palette.ui}`;
  ctx.textBaseline = 'middle';
  for (const edge of scene.edgesOf.get(node.table.id) ?? []) {
    if (edge.from !== node || edge.always || lit.has(edge)) continue;
    const text = `→ ${edge.to.table.name}`;
    const w = Math.min(140, ctx.measureText(text).width + 14);
    const y = rowMiddle(node, edge.fromRow);
    round(ctx, node.x + node.width + 4, y - 9, w, 18, 9);
    ctx.fillStyle = palette.raised;
    ctx.strokeStyle = palette.border;
    ctx.lineWidth = 1;
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = palette.muted;
    ctx.fillText(clip(ctx, text, w - 12), node.x + node.width + 11, y + 0.5);
  }
}

const clipped = new Map<string, string>();

/** The text as far as there is room for it. */
function clip(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  if (ctx.measureText(text).width <= room) return text;
  const key = `${ctx.font}|${Math.round(room)}|${text}`;
  const known = clipped.get(key);
  if (known !== undefined) return known;
  let [low, high] = [0, text.length];
  while (low < high) {
    const half = Math.ceil((low + high) / 2);
    if (ctx.measureText(`${text.slice(0, half)}…`).width <= room) low = half;
    else high = half - 1;
  }
  const short = low === 0 ? '' : `${text.slice(0, low)}…`;
  if (clipped.size > 20_000) clipped.clear();
  clipped.set(key, short);
  return short;
}

function round(ctx: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, r: number): void {
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, r);
}
