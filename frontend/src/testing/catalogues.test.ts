import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SRC = join(process.cwd(), 'src');
const I18N = join(SRC, 'shared/i18n');

function flatten(value: unknown, prefix: string, into: Map<string, string>) {
  if (typeof value === 'string') into.set(prefix, value);
  else for (const [key, inner] of Object.entries(value as object)) flatten(inner, `${prefix}.${key}`, into);
  return into;
}

function catalogue(language: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const file of readdirSync(join(I18N, language))) {
    flatten(JSON.parse(readFileSync(join(I18N, language, file), 'utf8')), basename(file, '.json'), all);
  }
  return all;
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'generated' || name === 'testing' ? [] : sources(path);
    return /\.tsx?$/.test(name) && !/\.test\./.test(name) ? [path] : [];
  });
}

const vi = catalogue('vi');
const en = catalogue('en');
const files = sources(SRC).map((path) => ({
  path: path.slice(SRC.length + 1),
  tree: ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  ),
}));

function visit(node: ts.Node, act: (node: ts.Node) => void) {
  act(node);
  node.forEachChild((child) => visit(child, act));
}

/** Keys that the code asks for: whole ones, and patterns of those built at run time. */
function usedKeys() {
  const whole = new Map<string, string>();
  const patterns: RegExp[] = [];
  for (const { path, tree } of files) {
    visit(tree, (node) => {
      if (ts.isStringLiteralLike(node) && /^[a-z_]+(\.[a-z0-9_]+)+$/.test(node.text))
        whole.set(node.text, path);
      if (ts.isTemplateExpression(node)) {
        const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
        if (/^[a-z_]+\./.test(parts[0] ?? '')) {
          patterns.push(
            new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`),
          );
        }
      }
      if (ts.isCallExpression(node) && /(^|\.)t$/.test(node.expression.getText())) {
        const key = node.arguments[0];
        if (key && ts.isStringLiteralLike(key)) whole.set(key.text, path);
      }
    });
  }
  return { whole, patterns };
}

const plural = (key: string) => key.replace(/_(zero|one|other)$/, '');
const labels: Record<string, object> = JSON.parse(readFileSync(join(I18N, 'labels.vi.json'), 'utf8'));
/** Groups and codes of the labels look like keys and are none. */
const labelWords = new Set([
  ...Object.keys(labels),
  ...Object.values(labels).flatMap((group) => Object.keys(group)),
]);

describe('catalogues', () => {
  it('hold the same keys in both languages', () => {
    const only = (a: Map<string, string>, b: Map<string, string>) =>
      [...a.keys()].filter((key) => !b.has(key) && !key.startsWith('labels.'));
    expect({ missingInEnglish: only(vi, en), missingInVietnamese: only(en, vi) }).toEqual({
      missingInEnglish: [],
      missingInVietnamese: [],
    });
  });

  it('hold every key that the code asks for, and no other', () => {
    const { whole, patterns } = usedKeys();
    const present = new Set([...vi.keys()].map(plural));
    const areas = new Set([...present].map((key) => key.split('.')[0]));
    const missing = [...whole].filter(
      ([key]) =>
        areas.has(key.split('.')[0]) &&
        !present.has(key) &&
        !labelWords.has(key) &&
        !patterns.some((p) => p.test(key)) &&
        ![...present].some((k) => k.startsWith(`${key}.`)),
    );
    const extra = [...present].filter(
      (key) =>
        !/^(action|form)\./.test(key) && !whole.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect({ missing, extra }).toEqual({ missing: [], extra: [] });
  });

  it('use the same placeholders in both languages', () => {
    const holes = (text: string) =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)]
        .map((match) => match[1])
        .sort()
        .join();
    expect(
      [...vi]
        .filter(([key, text]) => en.has(key) && holes(text) !== holes(en.get(key) ?? ''))
        .map(([key]) => key),
    ).toEqual([]);
  });

  it('keep the words of the field', () => {
    const texts = [...vi].map(([key, text]) => `${key}: ${text}`);
    const banned =
      /xác minh|kê khai|tranh chấp|bằng chứng|kiểm toán|thanh tra|có lỗi xảy ra|thất bại|thành viên|huy hiệu|xếp hạng/i;
    expect(texts.filter((text) => banned.test(text))).toEqual([]);
    expect(texts.filter((text) => /\b\p{Lu}{4,}\b.*\b\p{Lu}{4,}\b/u.test(text))).toEqual([]);
    expect(texts.filter((text) => text !== text.normalize('NFC'))).toEqual([]);
  });
});

describe('screens', () => {
  it('have no words outside the catalogues', () => {
    const worded = /^(label|title|placeholder|alt|aria-label|description|caption|header|detail|lead|hint)$/;
    const found: string[] = [];
    for (const { path, tree } of files) {
      visit(tree, (node) => {
        if (ts.isJsxText(node) && /\p{L}{2,}/u.test(node.text)) found.push(`${path}: ${node.text.trim()}`);
        if (
          ts.isJsxAttribute(node) &&
          worded.test(node.name.getText()) &&
          node.initializer &&
          ts.isStringLiteral(node.initializer)
        ) {
          if (/\p{L}{2,}/u.test(node.initializer.text)) found.push(`${path}: ${node.initializer.text}`);
        }
        if (ts.isStringLiteralLike(node) && /[ăâđêôơưĂÂĐÊÔƠƯ\u1EA0-\u1EF9]/.test(node.text))
          found.push(`${path}: ${node.text}`);
      });
    }
    expect(found).toEqual([]);
  });
});

describe('labels', () => {
  it('are the labels of the rule book', () => {
    const source = join(process.cwd(), '../backend/domain/data/labels.vi.json');
    expect(JSON.parse(readFileSync(join(I18N, 'labels.vi.json'), 'utf8'))).toEqual(
      JSON.parse(readFileSync(source, 'utf8')),
    );
  });
});
