/**
 * Programs whose heaps have one thing each: `node programs.mjs NAME FILE [--internals] [--later FILE]` runs one and writes its snapshot;
 * with `--later`, it then drops half of what it keeps, runs once more and writes another.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { writeHeapSnapshot } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';

const programs = {
  nothing: () => null,

  closures: () =>
    Array.from({ length: 300 }, (_, i) => {
      const captured = { payload: `payload ${i}`.repeat(20) };
      let counter = i;
      return {
        read: () => captured,
        count: () => counter++,
        adopt: function named() {
          return [captured, counter];
        },
      };
    }),

  weakCollections() {
    const tables = Array.from({ length: 4 }, () => new WeakMap());
    const keys = Array.from({ length: 200 }, (_, i) => ({ key: i }));
    for (const [i, key] of keys.entries()) {
      for (const table of tables) table.set(key, { value: i, back: i % 3 ? null : key, chain: keys[(i + 1) % 200] });
    }
    const chained = new WeakMap();
    for (let i = 1; i < keys.length; i++) chained.set(keys[i - 1], keys[i]);
    const map = new Map(keys.map((key, i) => [key, new Set([i, key])]));
    const weakSet = new WeakSet(keys);
    const registry = new FinalizationRegistry(() => {});
    for (const key of keys) registry.register(key, { held: key.key });
    return [tables, keys.filter((_, i) => i % 2), chained, map, weakSet, registry, keys.map(key => new WeakRef(key))];
  },

  strings() {
    const piece = 'a piece of text that is long enough to be joined; ';
    let joined = '';
    const steps = [];
    for (let i = 0; i < 400; i++) {
      joined += piece + i;
      steps.push(joined);
    }
    const flat = Buffer.alloc(5000, 'x').toString();
    const slices = Array.from({ length: 50 }, (_, i) => flat.slice(i, i + 100 + i));
    const odd = [
      '',
      '"quoted"',
      'back\\slash',
      'line\nbreak\u2028\u0000\u001f',
      'ümläut',
      '漢字',
      '😀',
      '\ud800 alone',
      'a\udc00',
    ];
    const same = Array.from({ length: 100 }, (_, i) => Buffer.from(`the same ${i % 7}`).toString());
    return [steps, slices, odd, odd.map(text => ({ [text]: text })), same, `${flat}${joined}`, Symbol('with a name')];
  },

  buffers: () => [
    ...Array.from({ length: 40 }, (_, i) => new Uint8Array(1000 * i)),
    ...Array.from({ length: 10 }, (_, i) => Buffer.from(`buffer ${i}`)),
    new Float64Array(new SharedArrayBuffer(4096)),
    new DataView(new ArrayBuffer(123_456), 8),
    [1.5, 2.5, 3.5],
    Array.from({ length: 1000 }, (_, i) => i * 0.1),
    10n ** 300n,
    new Array(5000),
    /regular [expression]/giu,
  ],

  classes() {
    const made = [];
    for (const script of ['one', 'two']) {
      const Node = runInNewContext(
        `(class Node { constructor(next) { this.next = next; this.own = { id: 1, of: "${script}" } } })`,
      );
      let list = null;
      for (let i = 0; i < 500; i++) list = new Node(list);
      made.push(list);
    }
    class Base {
      #secret = { hidden: true };
      static count = 0;
      get secret() {
        return this.#secret;
      }
    }
    class Derived extends Base {
      field = new Map([[this, 1]]);
    }
    // Classes of one's own with the names that built-in ones are counted under.
    const impostors = ['Function', 'RegExp', '(system)'].map(name => {
      const made = {
        [name]: class {
          named = 'as a built-in';
        },
      }[name];
      return Array.from({ length: 5 }, () => new made());
    });
    return [made, Array.from({ length: 300 }, () => new Derived()), impostors];
  },

  shapes() {
    const objects = [];
    const properties = [
      'a',
      'b',
      'c, d',
      'e"f',
      '{g}',
      "it's",
      'length',
      '0x',
      'ümläut',
      'a very long name of a property '.repeat(4),
      '',
    ];
    for (let i = 0; i < 3000; i++) {
      const object = {};
      for (const [bit, property] of properties.entries())
        if ((i * 2654435761) & (1 << (bit + (i % 3)))) object[property] = i;
      objects.push(object);
    }
    for (let i = 0; i < 500; i++)
      objects.push({ b: i, a: i }, { a: i, b: i, extra: i }, Object.fromEntries([[`key ${i}`, i]]), {});
    // Two symbols of one description are two properties of one name.
    const [one, other] = [Symbol('same'), Symbol('same')];
    for (let i = 0; i < 40; i++) objects.push(i % 3 ? { [one]: i } : { [one]: i, [other]: i });
    for (let i = 0; i < 50; i++) objects.push(Object.fromEntries(Array.from({ length: 200 }, (_, j) => [`p${j}`, i])));
    return objects;
  },

  graphs() {
    const nodes = Array.from({ length: 2000 }, (_, i) => ({ i, to: [] }));
    let random = 12345;
    for (const node of nodes) {
      for (let n = 0; n < 5; n++) {
        random = (random * 1103515245 + 12345) & 0x7fffffff;
        node.to.push(nodes[random % nodes.length]);
      }
    }
    let deep = null;
    for (let i = 0; i < 20_000; i++) deep = { further: deep };
    return [nodes[0], deep];
  },

  bundle() {
    const ts = createRequire(import.meta.url)('typescript-5');
    // V8 looks for the ends of all lines of a script for each function of it that a snapshot locates, which takes 25 s here, unless it
    // has kept them since somebody read a stack.
    assert.throws(() => ts.createSourceFile(null), { stack: /typescript\.js/ });
    const text = 'export const f = <T,>(x: T): T => { for (const y of [x]) return y; return x; };\n'.repeat(20);
    return ts.createSourceFile('it.ts', text, 99, true);
  },
};

/** What is kept in the later snapshot: half of what was, all of that anew, and plain objects of a shape that nothing had before. */
const change = (kept, anew) => [
  Array.isArray(kept) && kept.filter((_, i) => i % 2),
  anew,
  Array.from({ length: 30 }, (_, i) => ({ came: i, later: `later ${i % 3}` })),
];

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { internals: { type: 'boolean', default: false }, later: { type: 'string' } },
});
const [name, file] = positionals;
const { internals, later } = values;
if (name === 'worker') {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
    const make = () => Array.from({ length: 1000 }, (_, i) => ({ i, own: [i] }));
    globalThis.kept = make();
    parentPort.on('message', () => {
      globalThis.kept = (${change})(kept, make());
      parentPort.postMessage('changed');
    });
    parentPort.postMessage('ready');`,
    { eval: true },
  );
  await once(worker, 'message');
  await pipeline(await worker.getHeapSnapshot(), createWriteStream(file));
  if (later !== undefined) {
    worker.postMessage('change');
    await once(worker, 'message');
    await pipeline(await worker.getHeapSnapshot(), createWriteStream(later));
  }
  await worker.terminate();
} else {
  const options = { exposeInternals: internals, exposeNumericValues: internals };
  globalThis.kept = programs[name]();
  writeHeapSnapshot(file, options);
  if (later !== undefined) {
    globalThis.kept = change(globalThis.kept, programs[name]());
    writeHeapSnapshot(later, options);
  }
}
