import type { ListOfUnitView } from './generated';

/** One page of any list; the document writes the same envelope out for each kind of item. */
export type Page<T> = Omit<ListOfUnitView, 'items'> & { items: T[] };
