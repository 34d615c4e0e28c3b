import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SRC = join(process.cwd(), 'src');
const STYLES = join(process.cwd(), 'node_modules/@mantine/core/styles');

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(name) ? [path] : [];
  });
}

it('every component of the library in use has its styles', () => {
  const imported = readFileSync(join(SRC, 'shared/theme/mantine.ts'), 'utf8');
  const used = new Set<string>();
  for (const path of sources(SRC)) {
    for (const match of readFileSync(path, 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)) {
      for (const name of (match[1] ?? '').split(',')) used.add(name.replace(/\btype\b/, '').trim());
    }
  }
  const missing = [...used].filter(
    (name) => name && existsSync(join(STYLES, `${name}.css`)) && !imported.includes(`/${name}.css`),
  );
  expect(missing).toEqual([]);
});
