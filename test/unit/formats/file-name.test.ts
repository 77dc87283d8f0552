import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportName, exportNameOf } from '../../../src/formats/file-name.ts';
import { epochMilliseconds } from '../../../src/units.ts';

const at = epochMilliseconds(Date.UTC(2026, 10, 21, 2, 40, 0));

test('a file name has the host and the time, and nothing that a file system forbids', () => {
  const names: [url: string, name: string][] = [
    ['https://example.com/shop?q=1#top', 'example.com'],
    ['http://localhost:8080/', 'localhost-8080'],
    ['http://[::1]:3000/', '1-3000'],
    ['file:///home/ada/page.html', 'file'],
    ['about:blank', 'about'],
    ['chrome-extension://abcdef/panel.html', 'abcdef'],
    ['https://bücher.example/', 'xn--bcher-kva.example'],
    ['http://con.example/', 'site-con.example'],
    ['not a url', 'page'],
    [`https://${'a'.repeat(63)}.${'b'.repeat(63)}.example/`, `${'a'.repeat(63)}.${'b'.repeat(16)}`],
  ];
  for (const [url, host] of names) {
    assert.equal(exportName(url, at, 'heapprofile'), `${host}-2026-11-21T02-40-00.heapprofile`);
  }
});

test('an exported file is called as the user calls its capture, and keeps the number of its isolate', () => {
  const file = (name: string, format: 'cpuprofile' | 'coverage') => ({ format, name });
  const recorded = { name: null, url: 'https://example.com/', startedAt: at };
  const time = '2026-11-21T02-40-00';
  assert.equal(exportNameOf(recorded, file('profile.cpuprofile', 'cpuprofile')), `example.com-${time}.cpuprofile`);
  assert.equal(exportNameOf(recorded, file('profile-2.cpuprofile', 'cpuprofile')), `example.com-2-${time}.cpuprofile`);
  const named = { ...recorded, name: 'Before the fix' };
  assert.equal(exportNameOf(named, file('profile.coverage', 'coverage')), `before-the-fix-${time}.coverage.json`);
  const imported = { ...recorded, name: 'CPU-2024.cpuprofile.gz' };
  assert.equal(exportNameOf(imported, file('profile.cpuprofile', 'cpuprofile')), `cpu-2024-${time}.cpuprofile`);
});
