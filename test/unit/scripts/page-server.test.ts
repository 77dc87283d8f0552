import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { demoFolder } from '../../../scripts/steps/paths.ts';
import { servePages } from '../../support/page-server.ts';

test('a folder is served with its index, on this computer only', async context => {
  const server = await servePages(demoFolder);
  context.after(() => server.close());
  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  const index = await fetch(server.url);
  assert.equal(index.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.match(await index.text(), /<title>Heapscope demo<\/title>/);
  assert.equal((await fetch(`${server.url}nothing.js`)).status, 404);
});

test('no path leads out of the folder', async context => {
  const server = await servePages(demoFolder);
  context.after(() => server.close());
  for (const path of ['/../support/page-server.ts', '/..%2f..%2f..%2fpackage.json'])
    assert.equal(await statusOf(new URL(server.url), path), 404);
});

/** The status for a path exactly as it is written: `fetch` would tidy it up. */
function statusOf({ hostname, port }: URL, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, response => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}
