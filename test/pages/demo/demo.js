/** What the page leaks: the head of a chain that only grows. */
let leakedNodes = null;
let leakedBytes = 0;
let wordIndex = new Map();
let turns = 0;

/** Keeps 8,192 nodes. With pointer compression an object of five fields takes 3 + 5 words of 4 bytes: 32 bytes. */
function leakNodes() {
  for (let key = 0; key < 8192; key++) leakedNodes = { next: leakedNodes, key, low: 1, high: 2, flags: 3 };
  leakedBytes += 8192 * 32;
}

/** Garbage only: nothing of it is alive when the function returns. */
function churnStrings() {
  let length = 0;
  for (let line = 0; line < 4000; line++)
    length += `line ${line}: ${'lorem ipsum '.repeat(8)}`.split(' ').join('-').length;
  return length;
}

/** Replaces one large thing by another: the old one becomes garbage, memory stays level. */
function buildIndex() {
  const index = new Map();
  for (let number = 0; number < 5000; number++) index.set(wordFor(number), { number, places: [number, number + 1] });
  wordIndex = index;
}

const wordFor = number => `${number.toString(36)}-${(number * 7919).toString(36)}`;

/** DOM nodes and a listener per row; the rows of the turn before are dropped. */
function renderRows() {
  const rows = [];
  for (let number = 0; number < 200; number++) {
    const row = document.createElement('tr');
    for (const text of [number, wordFor(number), wordFor(number).length]) row.append(cellWith(text));
    row.addEventListener('click', () => row.classList.toggle('chosen'));
    rows.push(row);
  }
  document.getElementById('table').replaceChildren(...rows);
}

function cellWith(text) {
  const cell = document.createElement('td');
  cell.textContent = text;
  return cell;
}

/** 30 ms of arithmetic: shows in a CPU profile and hardly in memory. */
function busyWork() {
  const end = performance.now() + 30;
  let sum = 0;
  while (performance.now() < end) for (let term = 1; term < 2000; term++) sum += Math.sqrt(term) / (sum + 1);
  return sum;
}

const functions = { leakNodes, churnStrings, buildIndex, renderRows, busyWork };

/** One turn: the leak once in four turns, that is about once a second, everything else each time. */
function runTurn() {
  if (document.getElementById('loop').checked) {
    if (turns % 4 === 0) leakNodes();
    churnStrings();
    buildIndex();
    renderRows();
    busyWork();
    turns++;
  }
  showMeters();
}

function showMeters() {
  document.getElementById('leaked').textContent = `${(leakedBytes / 1024).toLocaleString('en')} KiB`;
  document.getElementById('rows').textContent = document.getElementById('table').rows.length;
  document.getElementById('words').textContent = wordIndex.size.toLocaleString('en');
  document.getElementById('turns').textContent = turns.toLocaleString('en');
}

for (const button of document.querySelectorAll('[data-run]'))
  button.addEventListener('click', () => {
    functions[button.dataset.run]();
    showMeters();
  });
document.getElementById('forget').addEventListener('click', () => {
  leakedNodes = null;
  leakedBytes = 0;
  showMeters();
});
setInterval(runTurn, 250);
