/** `node planted.mjs FOLDER` writes base, target and final.heapsnapshot of a program that brings known objects and lets some of them go. */
import { join } from 'node:path';
import { writeHeapSnapshot } from 'node:v8';

class PlantedSession {
  constructor(number) {
    this.number = number;
    this.notes = new Uint8Array(1000);
  }
}
class PassingThing {
  constructor(number) {
    this.number = number;
  }
}

const [folder] = process.argv.slice(2);
const text = 'a text that is planted in fifty copies..';
globalThis.archive = { sessions: [], copies: [] };

writeHeapSnapshot(join(folder, 'base.heapsnapshot'));
for (let i = 0; i < 100; i++) archive.sessions.push(new PlantedSession(i));
for (let i = 0; i < 50; i++) archive.copies.push(Buffer.from(text).toString());
archive.samples = new Array(200_000).fill(0.5);
archive.passing = Array.from({ length: 500 }, (_, i) => new PassingThing(i));
writeHeapSnapshot(join(folder, 'target.heapsnapshot'));
delete archive.passing;
writeHeapSnapshot(join(folder, 'final.heapsnapshot'));
