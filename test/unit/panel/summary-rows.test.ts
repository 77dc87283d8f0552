import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shownClasses, summarySort } from '../../../panel/views/snapshot/summary-rows.ts';
import { bytes } from '../../../src/units.ts';

const classes = [
  { name: 'Book', count: 2, shallowSize: bytes(70) },
  { name: 'Shelf', count: 9, shallowSize: bytes(20) },
  { name: 'Author', count: 2, shallowSize: bytes(50) },
];

function names(filter: string, column: string, descending: boolean): (string | undefined)[] {
  return shownClasses(classes, filter, { column, descending }).map(place => classes[place]?.name);
}

describe('the classes of a summary', () => {
  it('are in the order asked for, equals by their name', () => {
    assert.deepEqual(names('', 'shallowSize', true), ['Book', 'Author', 'Shelf']);
    assert.deepEqual(names('', 'count', true), ['Shelf', 'Author', 'Book']);
    assert.deepEqual(names('', 'name', false), ['Author', 'Book', 'Shelf']);
  });

  it('are those whose name matches', () => {
    assert.deepEqual(names('oo', 'name', false), ['Book']);
    assert.deepEqual(names('/^(A|S)/', 'name', true), ['Shelf', 'Author']);
  });

  it('begin with A when they are sorted by name, and with the largest by a figure', () => {
    const byName = summarySort({ column: 'count', descending: true }, 'name');
    assert.deepEqual(byName, { column: 'name', descending: false });
    assert.deepEqual(summarySort(byName, 'name'), { column: 'name', descending: true });
    assert.deepEqual(summarySort(byName, 'count'), { column: 'count', descending: true });
  });
});
