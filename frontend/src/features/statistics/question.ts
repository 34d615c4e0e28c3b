import type { Query } from '@/api/http';
import type { ListParams } from '@/shared/table/listParams';

/** Names of the filters of the figures in the address. */
export const FILTERS = [
  'unit',
  'from',
  'to',
  'tree',
  'subject_kind',
  'membership',
  'position_group',
  'field',
] as const;

/** `2022`, or `2021..2022`. */
export function yearsOf(params: ListParams): string {
  const [from, to] = [params.get('from'), params.get('to')].sort();
  return from === to ? String(from) : `${from}..${to}`;
}

/** The part of a question that all panels share. */
export function filtersOf(params: ListParams): Query {
  return {
    unit: params.get('unit'),
    year: yearsOf(params),
    tree: params.get('tree'),
    subject_kind: params.get('subject_kind'),
    // Only persons are members or not.
    membership: params.get('subject_kind') === 'collective' ? '' : params.get('membership'),
    position_group: params.get('position_group'),
    field: params.get('field'),
  };
}
