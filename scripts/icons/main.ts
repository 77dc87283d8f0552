import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../steps/paths.ts';
import { encodePng } from './png.ts';

/** Three flames of a flame graph on a rounded square, in units of a 16 × 16 grid: x, y, width, height, colour. */
const bars = [
  [3, 10, 10, 3, [255, 193, 92]],
  [3, 6.5, 7, 3, [255, 152, 72]],
  [5, 3, 3, 3, [255, 111, 66]],
] as const;
const background = [30, 41, 66] as const;
const cornerRadius = 3.5;
/** Each pixel is the mean of this many points a side: smooth corners. */
const samplesPerSide = 4;

/** `node scripts/icons.mjs`: draws the icons of the manifest into `panel/icons`. */
export default async function main(): Promise<void> {
  const folder = join(root, 'panel', 'icons');
  await mkdir(folder, { recursive: true });
  for (const size of [16, 32, 48, 128]) await writeFile(join(folder, `${size}.png`), encodePng(size, draw(size)));
}

/** RGBA bytes, row by row. */
function draw(size: number): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  const step = 16 / size / samplesPerSide;
  for (let pixel = 0; pixel < size * size; pixel++) {
    const left = (pixel % size) * samplesPerSide;
    const top = Math.floor(pixel / size) * samplesPerSide;
    const sum = [0, 0, 0];
    let inside = 0;
    for (let point = 0; point < samplesPerSide ** 2; point++) {
      const x = (left + (point % samplesPerSide) + 0.5) * step;
      const y = (top + Math.floor(point / samplesPerSide) + 0.5) * step;
      const colour = colourAt(x, y);
      if (!colour) continue;
      inside++;
      colour.forEach((part, index) => {
        sum[index] = (sum[index] ?? 0) + part;
      });
    }
    if (inside === 0) continue;
    const alpha = (255 * inside) / samplesPerSide ** 2;
    pixels.set([...sum.map(part => Math.round(part / inside)), Math.round(alpha)], pixel * 4);
  }
  return pixels;
}

function colourAt(x: number, y: number): readonly number[] | null {
  const dx = Math.max(cornerRadius - x, x - (16 - cornerRadius), 0);
  const dy = Math.max(cornerRadius - y, y - (16 - cornerRadius), 0);
  if (Math.hypot(dx, dy) > cornerRadius) return null;
  const bar = bars.find(([left, top, width, height]) => x >= left && x < left + width && y >= top && y < top + height);
  return bar ? bar[4] : background;
}
