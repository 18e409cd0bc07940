export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const MIN_ZOOM = 0.02;
export const MAX_ZOOM = 2.5;

/** Which part of the drawing is on screen. Plain fields: the frame loop reads them, nothing reacts. */
export class Camera {
  /** Drawing coordinates of the screen's upper left corner. */
  x = 0;
  y = 0;
  /** Pixels per drawing unit. */
  z = 1;

  set(other: { x: number; y: number; z: number }): void {
    this.x = other.x;
    this.y = other.y;
    this.z = other.z;
  }

  /** Moves by pixels of the screen. */
  pan(dx: number, dy: number): void {
    this.x -= dx / this.z;
    this.y -= dy / this.z;
  }

  /** Zooms so that the point under the pointer stays where it is. */
  zoomAt(sx: number, sy: number, factor: number): void {
    const z = clampZoom(this.z * factor);
    this.x += sx / this.z - sx / z;
    this.y += sy / this.z - sy / z;
    this.z = z;
  }

  world(sx: number, sy: number): [number, number] {
    return [this.x + sx / this.z, this.y + sy / this.z];
  }
}

export function clampZoom(z: number): number {
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, z));
}

/** Where a camera stands that shows a box in the middle of a screen. */
export function fitting(box: Box, width: number, height: number, most = 1): { x: number; y: number; z: number } {
  const margin = 40;
  /** Room for the buttons over the picture. */
  const above = 20;
  const w = Math.max(1, box.width);
  const h = Math.max(1, box.height);
  const z = clampZoom(Math.min(most, (width - 2 * margin) / w, (height - 2 * margin - above) / h));
  return { x: box.x + w / 2 - width / (2 * z), y: box.y + h / 2 - (height + above) / (2 * z), z };
}

export function around(boxes: Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 1, height: 1 };
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const b of boxes) {
    x0 = Math.min(x0, b.x);
    y0 = Math.min(y0, b.y);
    x1 = Math.max(x1, b.x + b.width);
    y1 = Math.max(y1, b.y + b.height);
  }
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}
