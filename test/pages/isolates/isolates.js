/** What each isolate keeps: objects of a class of its own, of 32 bytes. */
function keepOnPage() {
  globalThis.kept = Array.from({ length: 100_000 }, (_, number) => ({ number, low: 1, high: 2, flags: 3, next: null }));
}

const workers = [];
/** Starts a dedicated worker, which starts one of its own. */
const startWorker = name => workers.push(new Worker('worker.js', { name }));
const endWorkers = () => workers.splice(0).map(worker => worker.terminate());

/** @param origin of another site, so that the frame gets a process of its own. */
function addFrame(origin) {
  const frame = document.createElement('iframe');
  frame.src = `${origin}/isolates/frame.html`;
  document.body.append(frame);
}

const startShared = () => new SharedWorker('shared.js', { name: 'shared' });
const startService = () => navigator.serviceWorker.register('service.js').then(() => navigator.serviceWorker.ready);

Object.assign(globalThis, { keepOnPage, startWorker, endWorkers, addFrame, startShared, startService });
