import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

type Rgb = [number, number, number];
const css = readFileSync(join(import.meta.dirname, '../../src/styles/tokens.css'), 'utf8');

function block(theme: 'light' | 'dark'): Record<string, string> {
  const start = css.indexOf(`data-theme='${theme}'`);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? '', (m[2] ?? '').trim()]));
}

function rgb(hex: string): Rgb {
  const n = parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

const linear = (c: number): number => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]: Rgb): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);

function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const mix = (a: Rgb, b: Rgb, part: number): Rgb => [0, 1, 2].map((i) => Math.round((a[i] ?? 0) * part + (b[i] ?? 0) * (1 - part))) as Rgb;

// Machado, Oliveira and Fernandes 2009, severity 1, on linear light.
const deficiencies: Record<string, number[][]> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

function lab(color: Rgb, matrix: number[][]): number[] {
  const light = color.map(linear);
  const [r = 0, g = 0, b = 0] = matrix.map((row) => Math.min(1, Math.max(0, row.reduce((sum, k, i) => sum + k * (light[i] ?? 0), 0))));
  const xyz = [
    (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
    0.2126729 * r + 0.7151522 * g + 0.072175 * b,
    (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883,
  ].map((t) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116));
  const [x = 0, y = 0, z = 0] = xyz;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (a: Rgb, b: Rgb, m: number[][]): number => {
  const other = lab(b, m);
  return Math.hypot(...lab(a, m).map((v, i) => v - (other[i] ?? 0)));
};

describe.each(['light', 'dark'] as const)('%s tokens', (theme) => {
  const t = block(theme);
  const color = (name: string): Rgb => {
    const value = t[name];
    if (!value?.startsWith('#')) throw new Error(`--${name} is not a colour in ${theme}`);
    return rgb(value);
  };
  const surfaces = ['bg', 'sunken', 'raised'];

  test.each(['text', 'muted', 'accent', 'add', 'del', 'chg', 'move', 'risk-none', 'risk-low', 'risk-medium', 'risk-high', 'risk-loss', 'good', 'env-staging-text'])('%s can be read on every surface', (name) => {
    for (const surface of surfaces) expect(contrast(color(name), color(surface)), surface).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['text', 'muted'])('%s can be read on hover and selection', (name) => {
    for (const surface of ['hover', 'selected']) expect(contrast(color(name), color(surface)), surface).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['add', 'del', 'chg', 'move'])('text can be read on a tint of %s, and the colour itself too', (name) => {
    const part = parseFloat(t['tint'] ?? '') / 100;
    const tint = mix(color(name), color('raised'), part);
    expect(contrast(color('text'), tint)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color(name), tint)).toBeGreaterThanOrEqual(4.5);
  });

  test('controls have borders that can be seen', () => {
    for (const surface of surfaces) expect(contrast(color('control'), color(surface)), surface).toBeGreaterThanOrEqual(3);
  });

  test('words on filled buttons can be read', () => {
    expect(contrast(color('on-accent'), color('accent'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('on-accent'), color('accent-strong'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color('on-env-production'), color('env-production'))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(Object.keys(deficiencies))('added, removed and changed stay apart: %s', (kind) => {
    const m = deficiencies[kind] ?? [];
    for (const [a, b] of [['add', 'del'], ['add', 'chg'], ['del', 'chg']] as const) {
      expect(distance(color(a), color(b), m), `${a} and ${b}`).toBeGreaterThanOrEqual(25);
    }
  });
});
