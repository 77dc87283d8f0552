import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ByteReader, UnreadableBytes } from '../../../src/recording/byte-reader.ts';
import { ByteWriter } from '../../../src/recording/byte-writer.ts';
import { readCoverage, writeCoverage } from '../../../src/recording/coverage-codec.ts';
import { scriptOf } from './picture.ts';

const row = {
  occasion: 'DomContentLoaded',
  scripts: [
    scriptOf('https://page/é.js', '- 0-240:1\n used 1-70:9007199254740991 43-68:0\n never() 71-100:0'),
    scriptOf('', '- 0-4000000000:2'),
  ],
};

function written(): Uint8Array {
  const to = new ByteWriter();
  writeCoverage(to, row);
  return to.view();
}

test('a coverage row is read as it was written', () => {
  assert.deepEqual(readCoverage(new ByteReader(written())), row);
});

test('a cut row is refused at every byte, and a changed byte never gives an impossible range', () => {
  const whole = written();
  for (let length = 0; length < whole.length; length++) {
    assert.throws(() => readCoverage(new ByteReader(whole.subarray(0, length))), UnreadableBytes);
  }
  for (let at = 0; at < whole.length; at++) {
    for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
      const changed = whole.slice();
      changed[at] = value;
      for (const range of readRanges(changed)) assert.ok(range.endOffset >= range.startOffset && range.count >= 0);
    }
  }
});

/** All ranges of a row that can be read, none of one that is refused. */
function readRanges(bytes: Uint8Array) {
  try {
    const { scripts } = readCoverage(new ByteReader(bytes));
    return scripts.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges));
  } catch (error) {
    assert.ok(error instanceof UnreadableBytes);
    return [];
  }
}
