// Copies the labels of every code from the rule book of the backend, their only source, into the catalogues.
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const from = fileURLToPath(new URL('../../backend/domain/data/labels.vi.json', import.meta.url));
const to = fileURLToPath(new URL('../src/shared/i18n/labels.vi.json', import.meta.url));
copyFileSync(from, to);
console.log('labels copied');
