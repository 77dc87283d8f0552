/** For each file in `dist/extension` without its ending, the source it is bundled from. */
export const bundles: Readonly<Record<string, string>> = {
  background: 'background/main.ts',
  relay: 'background/relay/relay.ts',
  'relay-worker': 'background/relay/worker.ts',
  devtools: 'panel/devtools.ts',
  'flow-layout-worker': 'panel/analysis/flow-layout-worker.ts',
  'snapshot-worker': 'panel/snapshot-worker/worker.ts',
};

/** Bundles that load parts of themselves when they are first needed, from `dist/extension/chunks`. */
export const splitBundles = {
  panel: 'panel/main.tsx',
  'analysis-worker': 'panel/analysis/worker.ts',
} as const;

/** For each file or folder in `dist/extension`, the one it is copied from. The manifest is written apart: it gets its version. */
export const copies: Readonly<Record<string, string>> = {
  'relay.html': 'background/relay/relay.html',
  'devtools.html': 'panel/devtools.html',
  'panel.html': 'panel/index.html',
  icons: 'panel/icons',
};
