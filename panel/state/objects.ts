import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { HeapscopeError } from '../../src/errors/heapscope-error.ts';
import type { Notice, TabId } from '../../src/messages/contract.ts';
import type { ObjectCommands, ObjectPreview, ObjectValue, RevealTicket } from '../../src/messages/objects.ts';
import { errorNotice } from './panel-state.ts';
import { closed, noProperties, opened, type PropertyTree, withPage, withValue } from './property-tree.ts';

export type SendObjectCommand = <Name extends keyof ObjectCommands>(
  command: Name,
  params: ObjectCommands[Name]['params'],
) => Promise<ObjectCommands[Name]['answer']>;

export interface ObjectsHost {
  readonly tabId: TabId;
  readonly send: SendObjectCommand;
  /** The isolate that is looked into; null is the page. */
  isolate(): string | null;
  /** Lets DevTools take over a node that waits for it: it selects the node in Elements. */
  inspect(ticket: RevealTicket): Promise<void>;
}

/** What a person does with single objects of the heap; everything happens in one dialog. */
export interface Objects {
  readonly isOpen: ReadonlySignal<boolean>;
  /** What stands in the field: an id with or without @, or an expression. */
  readonly wanted: Signal<string>;
  readonly shown: ReadonlySignal<ObjectPreview | null>;
  /** The shown object with its properties, and below it the values of what was evaluated with it. */
  readonly tree: ReadonlySignal<PropertyTree>;
  /** Key of the selected row of the tree. */
  readonly selected: Signal<number | null>;
  readonly selectedValue: ReadonlySignal<ObjectValue | null>;
  readonly expression: Signal<string>;
  readonly outcome: ReadonlySignal<Notice | null>;
  readonly busy: ReadonlySignal<boolean>;
  open(): void;
  /** Closes the dialog and lets the page have its objects back. */
  close(): void;
  /** Looks at what stands in the field. */
  look(): Promise<void>;
  /** Opens the dialog on the object with this id. */
  preview(heapObjectId: number): Promise<void>;
  /** Opens or closes a row of the tree, or brings the properties that it stands for. */
  toggle(key: number): void;
  /** Stores the selected object as a global variable. */
  store(): Promise<void>;
  /** Evaluates the expression with `$0`. */
  evaluate(): Promise<void>;
  /** Shows the selected node in Elements. */
  reveal(): Promise<void>;
}

const heapObjectId = /^\s*@?(\d+)\s*$/;

export function createObjects({ tabId, send, isolate: pickedIsolate, inspect }: ObjectsHost): Objects {
  const isOpen = signal(false);
  const wanted = signal('');
  const shown = signal<ObjectPreview | null>(null);
  const tree = signal(noProperties);
  const selected = signal<number | null>(null);
  const selectedValue = computed(() => tree.value.nodes[selected.value ?? -1]?.property.value ?? null);
  const expression = signal('$0');
  const outcome = signal<Notice | null>(null);
  const busy = signal(false);
  /** Where the shown objects are, whatever is picked since. */
  let isolate: string | null = null;
  /** Whether the page keeps objects for us. */
  let keeps = false;

  const tell = (sentence: string) => {
    outcome.value = { level: 'info', sentence };
  };

  const run = async (task: () => Promise<void>) => {
    if (busy.value) return;
    busy.value = true;
    outcome.value = null;
    try {
      await task();
    } catch (error) {
      outcome.value = errorNotice(error);
    } finally {
      busy.value = false;
      // Closed meanwhile: what came since is let go of, too.
      if (!isOpen.value) {
        keeps = true;
        letGo();
      }
    }
  };

  const letGo = () => {
    shown.value = null;
    tree.value = noProperties;
    selected.value = null;
    outcome.value = null;
    // A page that has gone keeps nothing any more.
    if (keeps) void send('release-objects', { tabId, isolate }).catch(() => {});
    keeps = false;
  };

  const show = async (name: string, value: ObjectValue) => {
    const [grown, key] = withValue(tree.value, name, value);
    tree.value = grown;
    selected.value = key;
    if (value.handle !== null) await load(key, 0);
  };

  const load = async (parent: number, from: number) => {
    const handle = tree.value.nodes[parent]?.property.value?.handle;
    if (!handle) return;
    const page = await send('object-properties', { tabId, isolate, handle, from });
    tree.value = withPage(tree.value, parent, page);
  };

  const look = () =>
    run(async () => {
      shown.value = null;
      tree.value = noProperties;
      selected.value = null;
      isolate = pickedIsolate();
      keeps = true;
      const text = wanted.value.trim();
      const objectId = heapObjectId.exec(text)?.[1];
      const preview = objectId
        ? await send('preview-object', { tabId, isolate, objectId })
        : await send('find-object', { tabId, isolate, expression: text });
      shown.value = preview;
      await show(preview.heapObjectId === null ? text : `@${preview.heapObjectId}`, preview);
    });

  const handleOfSelected = (): string => {
    const handle = selectedValue.value?.handle;
    if (!handle) throw new HeapscopeError('no-object-selected');
    return handle;
  };

  return {
    isOpen,
    wanted,
    shown,
    tree,
    selected,
    selectedValue,
    expression,
    outcome,
    busy,
    look,
    open: () => {
      isOpen.value = true;
    },
    close: () => {
      isOpen.value = false;
      letGo();
    },
    preview: async id => {
      isOpen.value = true;
      wanted.value = `@${id}`;
      await look();
    },
    toggle: key => {
      const node = tree.value.nodes[key];
      if (!node) return;
      if (node.more !== null) void run(() => load(node.parent, node.more ?? 0));
      else if (tree.value.open.has(key)) tree.value = closed(tree.value, key);
      else if (tree.value.below.has(key)) tree.value = opened(tree.value, key);
      else void run(() => load(key, 0));
    },
    store: () =>
      run(async () => {
        const { name, url } = await send('store-object', { tabId, isolate, handle: handleOfSelected() });
        tell(`Stored as ${name}, a global variable of ${url}: type ${name} in the Console.`);
      }),
    evaluate: () =>
      run(async () => {
        const objectId = shown.value?.heapObjectId;
        if (!objectId) throw new HeapscopeError('no-object-selected');
        const text = expression.value;
        await show(text, await send('evaluate-on-object', { tabId, isolate, objectId, expression: text }));
      }),
    reveal: () =>
      run(async () => {
        const handle = handleOfSelected();
        if (selectedValue.value?.subtype !== 'node') throw new HeapscopeError('not-a-node');
        await inspect(await send('reveal-object', { tabId, isolate, handle }));
        tell('Selected in Elements: it is $0 in the Console now.');
      }),
  };
}
