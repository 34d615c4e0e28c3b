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
  'registering_level',
  'kind',
] as const;

/** Whether the figures are those of pressing issues; otherwise those of pledges. */
export const isAboutIssues = (params: ListParams) => params.get('about') === 'issues';

/** `2022`, or `2021..2022`. */
export function yearsOf(params: ListParams): string {
  const [from, to] = [params.get('from'), params.get('to')].sort();
  return from === to ? String(from) : `${from}..${to}`;
}

/** The part of a question that all panels share. */
export function filtersOf(params: ListParams): Query {
  const place = { unit: params.get('unit'), year: yearsOf(params), tree: params.get('tree') };
  if (isAboutIssues(params)) {
    return {
      ...place,
      registering_level: params.get('registering_level'),
      kind: params.get('kind'),
      field: params.get('field'),
    };
  }
  return {
    ...place,
    subject_kind: params.get('subject_kind'),
    // Only persons are members or not.
    membership: params.get('subject_kind') === 'collective' ? '' : params.get('membership'),
    position_group: params.get('position_group'),
    field: params.get('field'),
  };
}
