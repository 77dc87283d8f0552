import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/steps/paths.ts';

/** Every document for people, by its path, with its text. */
const documents = new Map(
  ['README.md', 'CHANGELOG.md', ...readdirSync(join(root, 'docs')).map(name => `docs/${name}`)]
    .filter(path => path.endsWith('.md'))
    .map(path => [path, read(path)]),
);
const packageJson: {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
} = JSON.parse(read('package.json'));
/** Folders that commands make: documents may name what is in them. */
const made = /^(dist|captures|\.cache)(\/|$)/;

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Texts of a document in backticks, without its indented and fenced blocks. */
const codeOf = (text: string): string[] =>
  [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

for (const [path, text] of documents) {
  test(`${path}: every link and picture leads to a file that is there`, () => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const files = targets.filter(target => !/^(https?:|#)/.test(target)).map(target => target.replace(/#.*/, ''));
    assert.deepEqual(
      files.filter(file => !existsSync(join(root, dirname(path), file))),
      [],
    );
  });

  test(`${path}: every path in backticks is there`, () => {
    const topLevel = new Set(readdirSync(root));
    const paths = codeOf(text).filter(code => /^[\w.-]+(\/[\w.*-]+)*\/?$/.test(code) && topLevel.has(firstPart(code)));
    const files = paths.map(code => code.replace(/\/?\*.*$/, '')).filter(code => !made.test(code));
    assert.deepEqual(
      files.filter(file => !existsSync(join(root, file))),
      [],
    );
  });

  test(`${path}: every command in it is a script of package.json`, () => {
    const commands = [...text.matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)].map(([, name = '']) => name);
    assert.deepEqual(
      commands.filter(name => !(name in packageJson.scripts)),
      [],
    );
  });

  test(`${path}: every name of the code in it is in the code`, () => {
    const names = codeOf(text).filter(code => /^[A-Za-z]+[a-z][A-Z]\w*$/.test(code));
    const code = sourceText();
    assert.deepEqual(
      names.filter(name => !code.includes(name)),
      [],
    );
  });
}

test('docs/dependencies.md tells of every dependency and of no other', () => {
  const told = codeOf(documents.get('docs/dependencies.md') ?? '').filter(name => /^(@[\w-]+\/)?[\w-]+$/.test(name));
  const { dependencies, devDependencies } = packageJson;
  assert.deepEqual(told.sort(), Object.keys({ ...dependencies, ...devDependencies }).sort());
});

test('docs/security.md explains every permission of the manifest and no other', () => {
  const manifest: { permissions: string[]; host_permissions: string[] } = JSON.parse(read('manifest.json'));
  const table = /## Permissions\n([\s\S]*?)\n## /.exec(documents.get('docs/security.md') ?? '')?.[1] ?? '';
  const explained = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name);
  assert.deepEqual(explained.sort(), [...manifest.permissions, ...manifest.host_permissions].sort());
});

const firstPart = (path: string): string => path.split('/')[0] ?? '';

/** All source of the project in one text. */
function sourceText(): string {
  const sources = ['src', 'background', 'panel', 'scripts', 'test/support', 'test/pages']
    .flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
    )
    .filter(path => /\.(tsx?|mjs|js)$/.test(path));
  return ['manifest.json', ...sources].map(read).join('\n');
}
