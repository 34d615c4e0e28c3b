import { queryOptions } from '@tanstack/react-query';
import type { LateView } from '@/api/generated';
import { call, type Query } from '@/api/http';

/** Kinds that count as pressing issues; breakthrough and focus content has figures of its own. */
export const COUNTED = 'pressing,case,weakness,newly_arising';

/** What is late below a unit, of the caller's highest one without it; stale with every change of an issue. */
export const lateQuery = (query: Query) =>
  queryOptions({
    queryKey: ['issues', 'late', query] as const,
    queryFn: ({ signal }) => call<LateView>('GET', '/issues/late', { query, signal }),
  });
