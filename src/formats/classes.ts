import { FileShape } from './json-shape.ts';

/** How many objects there are of one constructor, by its name. */
export interface ClassCount {
  readonly name: string;
  readonly count: number;
}

/** What a `classes.json` begins with, which tells it from other JSON. */
const format = 'heapscope classes';

/** The text of a `classes.json`: constructors and how many objects each has, most first. */
export function writeClasses(classes: readonly ClassCount[]): string {
  return JSON.stringify({ format, classes });
}

/** @throws HeapscopeError `file-invalid` */
export function readClasses(text: string, file: string): ClassCount[] {
  const shape = new FileShape(file, 'classes');
  const content = shape.parse(text);
  if (content['format'] !== format) return shape.fail(`it does not say "${format}"`, 'format');
  return shape.array(content['classes'], 'classes').map((value, i) => {
    const { name, count } = shape.object(value, `classes[${i}]`);
    return { name: shape.string(name, `classes[${i}].name`), count: shape.count(count, `classes[${i}].count`) };
  });
}
