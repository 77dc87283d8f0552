// Every call here is counted by test/e2e/coverage.e2e.ts.
function twice(flag) {
  if (flag) {
    return 'first';
  } else {
    return 'second';
  }
}

function never() {
  return 'never';
}

function later(times) {
  for (let i = 0; i < times; i++) {
    if (i > 100) never();
    inner(i);
  }
}

const inner = i => (i % 2 === 0 ? 'even' : 'odd');

twice(true);
twice(true);

document.getElementById('call').addEventListener('click', function clicked() {
  later(3);
});

const worker = new Worker('known-worker.js');

globalThis.askWorker = function askWorker(times) {
  worker.postMessage(times);
};
