class PlantedThing {
  constructor(value) {
    this.value = value;
  }
}

const things = [];
/** Keeps so many objects of one class. */
globalThis.plantThings = howMany => {
  for (let i = 0; i < howMany; i++) things.push(new PlantedThing(i));
};

const entries = [];
/** Takes a list with so many entries, each with a text, out of the document and holds it by its last entry alone. */
globalThis.detachList = howMany => {
  const place = document.querySelector('#place');
  const items = Array.from({ length: howMany }, (_, i) => `<li>entry ${i}`).join('');
  place.innerHTML = `<ul id="forgotten-${entries.length}">${items}</ul>`;
  entries.push(place.querySelector('li:last-child'));
  place.innerHTML = '';
};

function burnLimited(milliseconds) {
  const end = performance.now() + milliseconds;
  let sum = 0;
  while (performance.now() < end) for (let i = 0; i < 1000; i++) sum += Math.sqrt(i);
  return sum;
}

let burnt = 0;
/** Half of the time busy, until the page goes; more of it where others take the CPU away meanwhile. */
globalThis.startBurning = () =>
  setInterval(() => {
    const begun = performance.now();
    burnLimited(20);
    burnt += performance.now() - begun;
  }, 40);
/** In milliseconds. */
globalThis.burntSoFar = () => burnt;
