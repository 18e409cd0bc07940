import { Camera, type Box, fitting } from './camera';
import { draw, NEAR } from './draw';
import type { Palette } from './palette';
import type { Scene } from './scene';

const OVERSCAN = 1.5;

/** Keeps a canvas up to date with a scene and a camera: at most one drawing a frame, and while the
 * camera moves far away a bitmap that was drawn before is moved instead. */
export class Painter {
  readonly camera = new Camera();
  chosen: string | null = null;
  hovered: string | null = null;
  onZoom: (z: number) => void = () => undefined;
  #canvas: HTMLCanvasElement;
  #ctx: CanvasRenderingContext2D;
  #still: HTMLCanvasElement = document.createElement('canvas');
  #stillAt: { x: number; y: number; z: number } | null = null;
  #scene: Scene | null = null;
  #palette: Palette | null = null;
  #width = 0;
  #height = 0;
  #ratio = 1;
  #frame = 0;
  #moving = false;
  #rest = 0;
  #flight = 0;

  constructor(canvas: HTMLCanvasElement) {
    const ctx = canvas.getContext('2d', { alpha: false });
    if (!ctx) throw new Error('this window cannot draw: no 2D canvas');
    this.#canvas = canvas;
    this.#ctx = ctx;
  }

  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  get scene(): Scene | null {
    return this.#scene;
  }

  resize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
    this.#ratio = Math.min(2, window.devicePixelRatio || 1);
    this.#canvas.width = Math.round(width * this.#ratio);
    this.#canvas.height = Math.round(height * this.#ratio);
    this.repaint();
  }

  show(scene: Scene, palette: Palette): void {
    this.#scene = scene;
    this.#palette = palette;
    this.repaint();
  }

  /** Something else than the camera changed. */
  repaint(): void {
    this.#stillAt = null;
    this.#ask();
  }

  /** The camera moved. */
  moved(): void {
    this.#moving = true;
    window.clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => {
      this.#moving = false;
      this.#ask();
    }, 100);
    this.onZoom(this.camera.z);
    this.#ask();
  }

  fit(box: Box, most = 1): void {
    this.#fly(fitting(box, this.#width, this.#height, most));
  }

  /** Jumps, without a flight: for the first look. */
  place(box: Box, most = 1): void {
    cancelAnimationFrame(this.#flight);
    this.camera.set(fitting(box, this.#width, this.#height, most));
    this.moved();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    cancelAnimationFrame(this.#flight);
    window.clearTimeout(this.#rest);
  }

  /** Ends a flight: the person took the camera. */
  take(): void {
    cancelAnimationFrame(this.#flight);
  }

  #fly(end: { x: number; y: number; z: number }): void {
    cancelAnimationFrame(this.#flight);
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.camera.set(end);
      this.moved();
      return;
    }
    const begin = { x: this.camera.x, y: this.camera.y, z: this.camera.z };
    const [w, h] = [this.#width / 2, this.#height / 2];
    const centre = (c: { x: number; y: number; z: number }): [number, number] => [c.x + w / c.z, c.y + h / c.z];
    const [bx, by] = centre(begin);
    const [ex, ey] = centre(end);
    const t0 = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, Math.max(0, (now - t0) / 250));
      const k = 1 - (1 - t) ** 3;
      const z = begin.z * (end.z / begin.z) ** k;
      this.camera.set({ x: bx + (ex - bx) * k - w / z, y: by + (ey - by) * k - h / z, z });
      this.moved();
      if (t < 1) this.#flight = requestAnimationFrame(step);
    };
    this.#flight = requestAnimationFrame(step);
  }

  #ask(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#paint);
  }

  #paint = (): void => {
    this.#frame = 0;
    if (!this.#scene || !this.#palette || this.#width === 0) return;
    if (this.#moving && this.camera.z < NEAR && this.#scene.nodes.length > 60) this.#blit(this.#scene, this.#palette);
    else {
      this.#stillAt = null;
      draw(this.#ctx, this.#scene, this.#palette, this.#view(this.camera, this.#width, this.#height));
    }
  };

  #view(camera: Camera, width: number, height: number): Parameters<typeof draw>[3] {
    return { camera, width, height, ratio: this.#ratio, chosen: this.chosen, hovered: this.hovered };
  }

  #blit(scene: Scene, palette: Palette): void {
    const { camera } = this;
    const [w, h] = [this.#width * OVERSCAN, this.#height * OVERSCAN];
    let at = this.#stillAt;
    if (at) {
      const scale = camera.z / at.z;
      const sx = (camera.x - at.x) * at.z;
      const sy = (camera.y - at.y) * at.z;
      const inside = sx >= 0 && sy >= 0 && sx + this.#width / scale <= w && sy + this.#height / scale <= h;
      if (scale < 0.72 || scale > 1.7 || !inside) at = null;
    }
    if (!at) {
      const margin = (OVERSCAN - 1) / 2;
      const still = new Camera();
      still.set({ x: camera.x - (this.#width * margin) / camera.z, y: camera.y - (this.#height * margin) / camera.z, z: camera.z });
      const [pw, ph] = [Math.round(w * this.#ratio), Math.round(h * this.#ratio)];
      if (this.#still.width !== pw || this.#still.height !== ph) {
        this.#still.width = pw;
        this.#still.height = ph;
      }
      const ctx = this.#still.getContext('2d', { alpha: false });
      if (!ctx) return;
      draw(ctx, scene, palette, this.#view(still, w, h));
      at = { x: still.x, y: still.y, z: still.z };
      this.#stillAt = at;
    }
    const scale = camera.z / at.z;
    const r = this.#ratio;
    this.#ctx.setTransform(1, 0, 0, 1, 0, 0);
    this.#ctx.fillStyle = palette.sunken;
    this.#ctx.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#ctx.setTransform(scale, 0, 0, scale, -(camera.x - at.x) * camera.z * r, -(camera.y - at.y) * camera.z * r);
    this.#ctx.drawImage(this.#still, 0, 0);
  }
}
