/** What V8's own names for kinds of objects mean, for people who do not know V8. */

const properties = 'Where V8 keeps the properties of an object that have names.';
const ofV8 = "V8's own bookkeeping: no object that the page has made.";

/** For each name of a class, or of a node where that says more, one sentence. */
const sentences: ReadonlyMap<string, string> = new Map([
  ['(system)', ofV8],
  ['(compiled code)', 'What V8 makes of JavaScript and WebAssembly to run it, and what it notes about it.'],
  ['Function', 'Functions: each keeps the variables around it for as long as it can be called.'],
  ['(array)', "Stores that V8 keeps inside objects: the page's own arrays are listed under Array."],
  [
    '(object elements)',
    'Where V8 keeps the properties of an object that have numbers, such as the elements of an array.',
  ],
  ['(object properties)', properties],
  ['system / PropertyArray', properties],
  ['(string)', 'Texts of the page and of V8, among them names of properties and sources of scripts.'],
  ['(concatenated string)', 'A text joined with + that V8 keeps as its two parts: it holds both.'],
  ['(sliced string)', 'A part of a longer text, kept as its place in that: it holds all of the longer text.'],
  ['(number)', 'Numbers that take a place of their own in memory, as small whole numbers do not.'],
  ['(bigint)', 'Whole numbers of any length, such as 1n.'],
  ['(symbol)', 'Symbols: keys of properties that are the same as no other key.'],
  ['RegExp', 'Regular expressions, with what V8 makes of them to run them.'],
  ['(object shape)', 'Notes of V8 on which properties objects have: objects that are made alike share one.'],
  ['system / Map', 'The shape of objects (no Map of the page): which properties they have, and where each is kept.'],
  ['system / DescriptorArray', 'The names of the properties that objects of one shape have.'],
  ['(synthetic)', 'Made up for the snapshot, to show from where objects are held: it takes no memory in the page.'],
  ['InternalNode', 'Unless the page has a class of that name: an object of Chrome itself, such as a part of the DOM.'],
]);

/** The same by how a name begins; the first that fits counts. */
const beginnings: readonly (readonly [string, string])[] = [
  ['Detached ', 'A DOM node that is in no document, and stays because something still holds it or its tree.'],
  [
    'system / NativeContext',
    'The globals and built-in objects of one window, frame or worker: it goes with the last object that is made there.',
  ],
  [
    'system / Context',
    'The variables of a scope that functions still need after it has run: it goes with the last such function.',
  ],
  ['system / ', ofV8],
  ['blink::', 'An object of Blink, the part of Chrome that lays out and draws pages, in C++.'],
];

/** What an object or a class is, in one sentence; null where its name says it. @param nodeName name of a single object. */
export function explanationOf(className: string, nodeName = ''): string | null {
  return ownSentence(nodeName) ?? ownSentence(className);
}

function ownSentence(name: string): string | null {
  return sentences.get(name) ?? beginnings.find(([beginning]) => name.startsWith(beginning))?.[1] ?? null;
}
