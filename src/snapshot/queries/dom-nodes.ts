import type { HeapSnapshot } from '../heap-snapshot.ts';

const mark = 'Detached ';
/** Elements are named by their tag, in files before Chrome 100 by their interface; the other nodes of a document by theirs. */
const nameOfNode =
  /^(?:<|(?:HTML|SVG|MathML)\w*Element$|(?:Text|Comment|CDATASection|ProcessingInstruction|DocumentFragment|ShadowRoot|DocumentType|Attr)$|(?:HTML|XML|SVG)?Document$|#)/;

/** Whether an object of the host is a node of a document by its name, and not one of the parts that Blink makes nodes of. */
export function domNodes({ nodes, strings }: HeapSnapshot): (node: number) => boolean {
  const known = new Map<number, boolean>();
  return node => {
    const name = nodes.name[node] as number;
    let isNode = known.get(name);
    if (isNode === undefined) {
      const text = strings.get(name);
      isNode = nameOfNode.test(text.startsWith(mark) ? text.slice(mark.length) : text);
      known.set(name, isNode);
    }
    return isNode;
  };
}
