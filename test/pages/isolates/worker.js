/** Runs at the very start of the worker: an instrument that starts later misses it. */
function keepAtStart() {
  globalThis.kept = Array.from({ length: 100_000 }, (_, number) => ({ number, low: 1, high: 2, flags: 3, next: null }));
}

keepAtStart();
new Worker('inner.js', { name: 'inner' });
