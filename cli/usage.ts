export const usage = `Usage: heapscope snapshot COMMAND FILE… [--top N] [--json] [--quick]
       heapscope recording COMMAND FILE [options]     (heapscope recording --help)

  summary FILE               counts, sizes and the classes that retain most
  diff BASE TARGET           what came and what went between two snapshots of a page
  leaks BASE TARGET FINAL    what came with an action and stayed after it was undone
  retainers FILE @ID         what holds an object, and the paths from the roots to it
  objects FILE               single objects, those that retain most first
  strings FILE               texts that are in memory more than once
  closures FILE              variables that closures keep without being able to use them

  --top N   rows to print: 30 unless told otherwise, and all with --json
  --json    one JSON document, as docs/cli.md describes it
  --quick   with summary: classes without retained sizes, in little memory whatever the size
  -h, --help

  With objects:
  --class TEXT      name of the class: text or /regular expression/
  --property TEXT   name of a property, variable or slot: text or /regular expression/
  --type TYPE       object, closure, string, array, native, …
  --retained BYTES  what it retains at least

FILE is a .heapsnapshot or .heaptimeline of Chrome or Node, plain or packed with gzip. Sizes are in bytes.
`;
