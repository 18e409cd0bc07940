import { describe, expect, test } from 'vitest';
import { Camera, fitting } from '../../src/graph/camera';
import { build } from '../../src/graph/scene';
import { clinic, generated, marked } from '../../src/ipc/mock/schema';

describe('the camera', () => {
  test('zooming keeps the point under the pointer', () => {
    const camera = new Camera();
    camera.set({ x: 100, y: 50, z: 0.7 });
    const before = camera.world(320, 240);
    camera.zoomAt(320, 240, 1.6);
    const after = camera.world(320, 240);
    expect(after[0]).toBeCloseTo(before[0], 6);
    expect(after[1]).toBeCloseTo(before[1], 6);
  });

  test('fitting shows the whole box', () => {
    const box = { x: -500, y: 300, width: 4000, height: 900 };
    const at = fitting(box, 800, 600);
    expect((box.x - at.x) * at.z).toBeGreaterThanOrEqual(0);
    expect((box.x + box.width - at.x) * at.z).toBeLessThanOrEqual(800);
    expect((box.y - at.y) * at.z).toBeGreaterThanOrEqual(0);
    expect((box.y + box.height - at.y) * at.z).toBeLessThanOrEqual(600);
  });
});

describe('the scene', () => {
  test('every table is found at its own middle', () => {
    const scene = build(generated(300), 'overview', null);
    for (const node of scene.nodes) expect(scene.at(node.x + node.width / 2, node.y + node.height / 2)).toBe(node);
    expect(scene.at(-1e6, -1e6)).toBeNull();
  });

  test('Changes keeps the changed tables and their neighbours vivid', () => {
    const scene = build(marked(false), 'changes', null);
    const vivid = scene.nodes.filter((n) => !n.faint).map((n) => n.table.name);
    expect(vivid).toContain('insurance_policy');
    expect(vivid).toContain('room');
    expect(vivid).not.toContain('clinic');
    expect(scene.nodes.length).toBe(15);
  });

  test('Focus shows a table with its neighbours, none over another', () => {
    const scene = build(clinic(), 'focus', 'public.encounter');
    expect(scene.nodes.map((n) => n.table.name).sort()).toEqual(['appointment', 'diagnosis', 'encounter', 'invoice', 'patient', 'prescription']);
    for (const a of scene.nodes) {
      for (const b of scene.nodes) {
        if (a === b) continue;
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `${a.table.name} and ${b.table.name}`).toBe(true);
      }
    }
  });
});
