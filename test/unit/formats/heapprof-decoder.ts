import assert from 'node:assert/strict';

/**
 * Reads heapprof's three files by the table of their encodings in docs/time-travel.md alone: it shares no code with `src/formats`,
 * does everything the slow way, and refuses whatever is left over.
 */
export function decodeHeapprof(files: { hpm: Uint8Array; hpd: Uint8Array; hpc: Uint8Array }) {
  return { hpm: hpm(new Cursor(files.hpm)), hpd: hpd(new Cursor(files.hpd)), hpc: hpc(new Cursor(files.hpc)) };
}

class Cursor {
  readonly #buffer: Buffer;

  constructor(
    private readonly bytes: Uint8Array,
    public at = 0,
  ) {
    this.#buffer = Buffer.from(bytes);
  }

  /** Another place of the same file. */
  placeAt(at: number): Cursor {
    return new Cursor(this.bytes, at);
  }

  get more(): boolean {
    return this.at < this.#buffer.length;
  }

  fixed32(): number {
    this.at += 4;
    return this.#buffer.readUInt32BE(this.at - 4);
  }

  fixed64(): number {
    this.at += 8;
    return Number(this.#buffer.readBigUInt64BE(this.at - 8));
  }

  varint(): number {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = BigInt(this.#buffer.readUInt8(this.at++));
      value |= (byte & 0x7fn) << shift;
      if (byte < 0x80n) return Number(value);
    }
  }

  text(): string {
    const length = this.varint();
    this.at += length;
    return this.#buffer.toString('utf8', this.at - length, this.at);
  }
}

function hpm(file: Cursor) {
  assert.equal(file.fixed32(), 1);
  const start = [file.fixed64(), file.fixed64()];
  const rate = Array.from({ length: file.varint() }, () => [file.fixed64(), file.fixed32()]);
  const traces: { filename: string; lineno: number }[][] = [];
  while (file.more) {
    const trace: { filename: string; lineno: number }[] = [];
    for (let line = file.varint(); line !== 0; line = file.varint()) {
      trace.unshift({ lineno: line - 1, filename: file.text() });
    }
    traces.push(trace);
  }
  return { start, rate, traces };
}

function hpd(file: Cursor) {
  const events: { microseconds: number; trace: number; size: number }[] = [];
  while (file.more) {
    const word = file.fixed32();
    const microseconds = (file.varint() * 1e6 + file.varint()) * (word >= 2 ** 31 ? -1 : 1);
    const isFree = Math.floor(word / 2 ** 30) % 2 === 1;
    events.push({ microseconds, trace: word % 2 ** 30, size: file.varint() * (isFree ? -1 : 1) });
  }
  return events;
}

function hpc(file: Cursor) {
  assert.equal(file.fixed32(), 1);
  const start = [file.fixed64(), file.fixed64()];
  const interval = file.varint();
  const index = file.fixed64();
  let end = file.at;
  const next = file.placeAt(index);
  assert.equal(next.fixed32(), 0xab935776);
  let offset = 0;
  const snapshots = Array.from({ length: next.varint() }, () => {
    offset += next.varint();
    assert.equal(offset, end, 'snapshots follow each other');
    const at = file.placeAt(offset);
    assert.equal(at.fixed32(), 0x5379a0bd);
    let size = 0;
    const entries = Array.from({ length: at.varint() }, (_, number) => {
      const trace = at.varint();
      size = number === 0 ? at.varint() : size - at.varint();
      return { trace, size };
    });
    end = at.at;
    return entries;
  });
  assert.equal(end, index, 'the index follows the last snapshot');
  assert.ok(!next.more);
  return { start, interval, snapshots };
}
