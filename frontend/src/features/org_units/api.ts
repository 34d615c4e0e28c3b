import { queryOptions } from '@tanstack/react-query';
import { call, type Query } from '@/api/http';
import type { Page, Unit } from '@/api/types';
import { keepPage } from '@/shared/table/keepPage';

/** A unit as it stood on a date (the business date without one). */
export const unitQuery = (id: string, asOf?: string) =>
  queryOptions({
    queryKey: ['units', 'one', id, asOf] as const,
    queryFn: ({ signal }) => call<Unit>('GET', `/units/${id}`, { query: { as_of: asOf }, signal }),
  });

export const unitsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['units', 'list', query] as const,
    queryFn: ({ signal }) => call<Page<Unit>>('GET', '/units', { query, signal }),
    placeholderData: keepPage,
  });
