import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageOf, scriptColour } from '../../../../panel/widgets/flame-graph/palette.ts';

test('a script belongs to its package, else to its host, else to its scheme', () => {
  assert.equal(packageOf('webpack:///./node_modules/lodash/map.js'), 'lodash');
  assert.equal(packageOf('https://shop.example/node_modules/a/node_modules/@scope/b/c.js'), '@scope/b');
  assert.equal(packageOf('https://cdn.jsdelivr.net/npm/react-dom@19.1.0/index.js'), 'react-dom');
  assert.equal(packageOf('https://unpkg.com/@reduxjs/toolkit@2.0.1/dist/x.js'), '@reduxjs/toolkit');
  assert.equal(packageOf('https://shop.example/app/main.js'), 'shop.example');
  assert.equal(packageOf('https://shop.example/@user/profile.js'), 'shop.example');
  assert.equal(packageOf('chrome-extension://abc/content.js'), 'abc');
  assert.equal(packageOf('node:internal/streams'), 'node');
  assert.equal(packageOf(''), '');
});

test('scripts of one package share a colour in each theme', () => {
  const one = 'https://shop.example/node_modules/lodash/map.js';
  const other = 'webpack:///./node_modules/lodash/filter.js';
  assert.equal(scriptColour(one, 'light'), scriptColour(other, 'light'));
  assert.notEqual(scriptColour(one, 'light'), scriptColour(one, 'dark'));
});

test('hues of packages are warm', () => {
  for (let index = 0; index < 200; index++) {
    const hue = Number(/^hsl\((\d+)/.exec(scriptColour(`https://host${index}.example/a.js`, 'light'))?.[1]);
    assert.ok(hue >= 345 || hue <= 65, String(hue));
  }
});
