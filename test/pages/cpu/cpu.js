/** 20 ms of arithmetic in one line. */
function hotLoop() {
  const end = performance.now() + 20;
  let sum = 0;
  while (performance.now() < end) {
    for (let term = 1; term < 20_000; term++) sum += Math.sqrt(term) / (sum + 1);
  }
  return sum;
}

/** Runs once, when the page is loaded. */
function keepAtStart() {
  globalThis.kept = Array.from({ length: 200_000 }, (_, number) => ({ number, low: 1, high: 2 }));
}

keepAtStart();
globalThis.startWork = () => setInterval(hotLoop, 40);
