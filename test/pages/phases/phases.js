/** An array of this length holds 1,024 bytes: its header, its elements' header, and one tagged field of 4 bytes per element. */
const elements = 250;
const perMegabyte = 1024;

globalThis.held = { one: null, two: null, spike: null };

function fill(megabytes, make) {
  const blocks = new Array(megabytes * perMegabyte);
  for (let i = 0; i < blocks.length; i++) blocks[i] = make(i);
  return blocks;
}

function phaseOne() {
  held.one = fill(8, function blockOfOne(i) {
    return new Array(elements).fill(i);
  });
}

function phaseTwo() {
  held.two = fill(16, function blockOfTwo(i) {
    return new Array(elements).fill(i);
  });
}

function spike() {
  held.spike = fill(24, function blockOfSpike(i) {
    return new Array(elements).fill(i);
  });
}

/** From a task of its own, so that nothing of who asked for it is on its stack. */
globalThis.run = phase => new Promise(resolve => setTimeout(() => resolve({ phaseOne, phaseTwo, spike }[phase]())));
globalThis.free = what => {
  held[what] = null;
};
