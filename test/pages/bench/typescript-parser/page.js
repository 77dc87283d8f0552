/** Parses one file again and again, as an editor does on every key, and keeps the latest trees: a busy page with a heap of about 50 MB. */
import source from 'chrome-devtools-frontend/front_end/ui/legacy/components/perf_ui/FlameChart.ts';
import ts from 'typescript-5';

const keptTrees = 6;
const trees = [];
let parses = 0;
let afterParse = () => {};

function parseOnce() {
  trees[parses % keptTrees] = ts.createSourceFile(`file-${parses}.ts`, source, ts.ScriptTarget.Latest, true);
  parses++;
  afterParse();
}

// A task per parse: between two of them the page answers its debuggers, as pages do.
const { port1, port2 } = new MessageChannel();
port1.onmessage = () => {
  parseOnce();
  port2.postMessage(null);
};
port2.postMessage(null);

/** Parses per second over at least `duration` milliseconds, from the end of one parse to the end of another. */
globalThis.measureSpeed = duration =>
  new Promise(resolve => {
    let start = null;
    let parsesBefore = 0;
    afterParse = () => {
      const now = performance.now();
      if (start === null) {
        start = now;
        parsesBefore = parses;
      } else if (now - start >= duration) {
        afterParse = () => {};
        resolve(((parses - parsesBefore) * 1000) / (now - start));
      }
    };
  });
