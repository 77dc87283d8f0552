/** Eight fields that hold small integers: every instance has the same size, and refers to nothing. */
class LeakedNode {
  constructor(value) {
    this.a = value;
    this.b = value;
    this.c = value;
    this.d = value;
    this.e = value;
    this.f = value;
    this.g = value;
    this.h = value;
  }
}

const planted = 300_000;
// Made before anything is recorded, so that growing it is nobody's allocation.
const kept = new Array(planted).fill(null);
let count = 0;
globalThis.garbage = null;

function leakNodes(howMany) {
  for (let i = 0; i < howMany && count < planted; i++) {
    kept[count] = new LeakedNode(i);
    count++;
  }
}

function churnGarbage() {
  for (let i = 0; i < 2000; i++) globalThis.garbage = new Array(20).fill(i);
}

function burnCpu(milliseconds) {
  const end = performance.now() + milliseconds;
  let sum = 0;
  while (performance.now() < end) for (let i = 0; i < 1000; i++) sum += Math.sqrt(i);
  return sum;
}

/** The test starts the page when the recording runs, so that every planted object is in it. */
globalThis.startPlanting = () => {
  const timer = setInterval(() => {
    leakNodes(10_000);
    churnGarbage();
    burnCpu(10);
    if (count === planted) clearInterval(timer);
  }, 30);
};
globalThis.plantedSoFar = () => count;
