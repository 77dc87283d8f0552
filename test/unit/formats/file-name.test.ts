import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportName } from '../../../src/formats/file-name.ts';
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
