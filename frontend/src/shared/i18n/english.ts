import { byArea } from '.';

// The English catalogue as one piece, loaded when somebody switches to it.
export default byArea(
  import.meta.glob<Record<string, unknown>>('./en/*.json', { eager: true, import: 'default' }),
);
