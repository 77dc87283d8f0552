/** A few objects with known properties, for looking at them one by one. */
class Shelf {
  constructor() {
    this.title = 'Novels';
    this.books = Array.from({ length: 250 }, (_, number) => `book ${number}`);
    this.index = new Map([['first', { page: 1 }]]);
  }

  get label() {
    return this.title;
  }
}

globalThis.shelf = new Shelf();
/** Whoever calls the getter leaves a trace. */
Object.defineProperty(globalThis.shelf, 'alarm', {
  enumerable: true,
  get() {
    globalThis.alarmed = true;
    return 'called';
  },
});
globalThis.alarmed = false;
globalThis.trap = new Proxy(
  {},
  {
    ownKeys() {
      globalThis.alarmed = true;
      return [];
    },
  },
);
globalThis.doomed = { soon: 'collected' };
globalThis.shownNode = document.getElementById('shown');
globalThis.detachedNode = document.createElement('aside');
