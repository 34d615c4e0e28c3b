// The English catalogue as one piece, loaded when somebody switches to it.
const files = import.meta.glob<Record<string, unknown>>('./en/*.json', { eager: true, import: 'default' });

export default Object.fromEntries(
  Object.entries(files).map(([path, words]) => [path.replace(/^.*\//, '').replace(/\.json$/, ''), words]),
);
