import type { Query } from '@/api/http';
import type { ListParams } from '@/shared/table/listParams';

/** What can be ticked or not. */
export const FLAGS = ['mine', 'decidable', 'overdue', 'no_owner'] as const;
export const MORE_FLAGS = ['coordinating', 'extended', 'reopened'] as const;

/** Filters beside the main ones, folded away until they are wanted. */
export const MORE_FILTERS = [
  'kind',
  'registering_level',
  'owning_unit',
  'responsible_person_id',
  'due_from',
  'due_to',
  ...MORE_FLAGS,
] as const;

/** Every filter of the lists of issues, as it stands in the address. */
export const FILTERS = ['unit', 'year', 'status', 'field', ...FLAGS, ...MORE_FILTERS] as const;

/** The filters without the place in the list. */
export function filtersOf(params: ListParams): Query {
  const { page: _page, per_page: _perPage, ...filters } = params.query;
  return filters;
}

/** What of the address goes along to another way of seeing the same issues. */
export function alongWith(params: ListParams, without: readonly string[] = []): Record<string, string> {
  const kept = FILTERS.filter((name) => !without.includes(name) && params.get(name) !== '');
  return {
    ...Object.fromEntries(kept.map((name) => [name, params.get(name)])),
    ...(params.q && !without.includes('q') ? { q: params.q } : {}),
  };
}
