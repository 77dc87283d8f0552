import { Column } from '../calltree/column.ts';
import { UnreadableBytes } from '../recording/byte-reader.ts';
import { BigEndianReader, BigEndianWriter } from './big-endian.ts';

/** A `.hpd` file: memory that came and went, in order. */
export interface Hpd {
  /** For each event, microseconds since the start; ascending. */
  readonly time: Float64Array;
  /** For each event, the number of the trace that had allocated the memory; 0 is not known. */
  readonly trace: Uint32Array;
  /** For each event, bytes: positive for an allocation, negative when it was freed. */
  readonly size: Float64Array;
}

const backwards = 0x80000000;
const freed = 0x40000000;
const traceBits = 0x3fffffff;
/** heapprof hands sizes to Python as 32-bit integers: what is larger is written as several events. */
const largestSize = 0x7fffffff;

/** Each event: fixed32 of "time goes back" (bit 31), "freed" (bit 30) and trace; varint seconds, microseconds since the last; varint size. */
export function writeHpd({ time, trace, size }: Hpd): Uint8Array<ArrayBuffer> {
  const to = new BigEndianWriter();
  let last = 0;
  for (let event = 0; event < time.length; event++) {
    const change = size[event] as number;
    const now = Math.max(last, Math.round(time[event] as number));
    const word = (trace[event] as number) + (change < 0 ? freed : 0);
    for (let rest = Math.round(Math.abs(change)); rest > 0; rest -= largestSize) {
      to.fixed32(word);
      to.varint(Math.floor((now - last) / 1e6));
      to.varint((now - last) % 1e6);
      to.varint(Math.min(rest, largestSize));
      last = now;
    }
  }
  return to.take();
}

/** Reads a file up to its last whole event: heapprof's own may still be written to. A clock that went back stands still here. */
export function readHpd(bytes: Uint8Array): Hpd {
  const time = new Column(Float64Array);
  const trace = new Column(Uint32Array);
  const size = new Column(Float64Array);
  const from = new BigEndianReader(bytes);
  let now = 0;
  try {
    while (from.remaining > 0) {
      const word = from.fixed32();
      const seconds = from.varint();
      const passed = seconds * 1e6 + from.varint();
      const amount = from.varint();
      if ((word & backwards) === 0) now += passed;
      time.push(now);
      trace.push(word & traceBits);
      size.push((word & freed) === 0 ? amount : -amount);
    }
  } catch (error) {
    if (!(error instanceof UnreadableBytes)) throw error;
  }
  return { time: time.copy(), trace: trace.copy(), size: size.copy() };
}
