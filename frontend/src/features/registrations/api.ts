import { queryOptions } from '@tanstack/react-query';
import { call, type Query } from '@/api/http';
import type { Page, Registration } from '@/api/types';
import { keepPage } from '@/shared/table/DataTable';

/** Keys of everything cached about registrations; a change makes all of it stale. */
export const registrationKeys = {
  all: ['registrations'] as const,
  list: (query: Query) => ['registrations', 'list', query] as const,
  one: (id: string) => ['registrations', 'one', id] as const,
};

export const registrationsQuery = (query: Query) =>
  queryOptions({
    queryKey: registrationKeys.list(query),
    queryFn: ({ signal }) => call<Page<Registration>>('GET', '/registrations', { query, signal }),
    placeholderData: keepPage,
  });

export const registrationQuery = (id: string) =>
  queryOptions({
    queryKey: registrationKeys.one(id),
    queryFn: ({ signal }) => call<Registration>('GET', `/registrations/${id}`, { signal }),
  });
