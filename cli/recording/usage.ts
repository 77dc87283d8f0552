export const recordingUsage = `Usage: heapscope recording COMMAND FILE [options]

  info FILE       what was recorded, its peak and its end
  plot FILE       bytes alive over time; --of TEXT adds what matching functions or files hold
  flame FILE      collapsed stacks of a moment, or of a range; a flame graph with --svg
  flow FILE       flow graph of one or several moments as DOT for Graphviz; a picture with --svg
  compare FILE    what functions hold at two moments, largest change first
  compare BASE TARGET   the same of two recordings: at the end of each, at --at, or what of a range
  digest FILE     snapshots at equal distances; --out BASE writes heapprof's BASE.hpm, .hpd and .hpc

  --at TIME              a moment, may be given again: seconds, or with ms, s, m, h; start, peak or end (the default)
  --from TIME --to TIME  a range
  --what WHICH           of a range: allocated (the default), collected, kept, temporary, grown or shrunk
  --of TEXT              function or file to plot, may be given again; /…/ is a regular expression
  --interval TIME        between two snapshots: 1s unless told
  --precision SHARE      of each snapshot that may stand as "other": 0.01 unless told
  --shares               compare: shares of the total in place of bytes
  --top N                rows to print: 30 unless told otherwise, and all with --json
  --svg                  flame and flow: a picture in place of text
  --json                 one JSON document
  -h, --help

FILE is a .heapscope ("Whole recording" in the menu Export, or the recording.log in it), or the .hpm of heapprof with its .hpd beside it.
`;
