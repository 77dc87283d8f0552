import assert from 'node:assert/strict';
import type { Panel } from './panel.ts';

/** Moves the pointer along the strip until the label of a mark ends so. */
export async function hasMark(shownIn: Panel, address: string): Promise<boolean> {
  const strip = await shownIn.find('image', 'Heap over time');
  const box = await strip.boundingBox();
  assert.ok(box);
  for (let x = 0; x < box.width; x += 8) {
    await shownIn.devtools.mouse.move(box.x + x, box.y + box.height / 2);
    if ((await shownIn.text()).includes(address)) return true;
  }
  return false;
}
