import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatBytes,
  formatBytesChange,
  formatDuration,
  formatExactBytes,
  formatPercent,
  withShare,
} from '../../../panel/widgets/format.ts';

test('bytes are written in 1024-based units with one decimal, whole below 1 KB', () => {
  assert.equal(formatBytes(0), '0 B');
  assert.equal(formatBytes(1023), '1,023 B');
  assert.equal(formatBytes(1024), '1.0 KB');
  assert.equal(formatBytes(43_200_512), '41.2 MB');
  assert.equal(formatBytes(-1536), '−1.5 KB');
});

test('a size that would round up to 1,024.0 moves to the next unit', () => {
  assert.equal(formatBytes(1024 * 1024 - 1), '1.0 MB');
  assert.equal(formatBytes(1023.9 * 1024), '1,023.9 KB');
});

test('a change shows its sign, no change shows none', () => {
  assert.equal(formatBytesChange(1536), '+1.5 KB');
  assert.equal(formatBytesChange(-12), '−12 B');
  assert.equal(formatBytesChange(0), '0 B');
});

test('the exact figure has every digit', () => {
  assert.equal(formatExactBytes(43_200_512), '43,200,512 bytes');
  assert.equal(formatExactBytes(1), '1 byte');
});

test('durations change unit where the next one reads better', () => {
  assert.equal(formatDuration(0.44), '0.4 ms');
  assert.equal(formatDuration(320.2), '320 ms');
  assert.equal(formatDuration(999.6), '1.0 s');
  assert.equal(formatDuration(59_960), '1 min 00 s');
  assert.equal(formatDuration(185_000), '3 min 05 s');
});

test('a share too small to show is not called nothing, and a share of nothing is no NaN', () => {
  assert.equal(formatPercent(0.125), '12.5 %');
  assert.equal(formatPercent(0.0001), '<0.1 %');
  assert.equal(formatPercent(0), '0.0 %');
  assert.equal(formatPercent(0 / 0), '0.0 %');
});

test('figures stand below one another whatever their shares, and alone where these are of nothing', () => {
  const [one, two] = [withShare('24 B', formatPercent(0.0123)), withShare('1.2 MB', formatPercent(0.123))];
  assert.equal(one.length - '24 B'.length, two.length - '1.2 MB'.length);
  assert.equal(withShare('24 B', ''), '24 B');
});
