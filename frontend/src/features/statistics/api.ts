import { queryOptions } from '@tanstack/react-query';
import { call, type Query } from '@/api/http';
import { keepPage } from '@/shared/table/keepPage';

/** A rate with what it was computed from; the value is in percent, null without a base. */
export interface Rate {
  value: number | null;
  numerator: number;
  denominator: number;
}

export interface StatisticsColumn {
  name: string;
  kind: 'dimension' | 'measure';
  label: string;
  unit: string | null;
}

export type StatisticsCell = number | string | Rate | null;

export interface Statistics {
  columns: StatisticsColumn[];
  rows: Record<string, StatisticsCell>[];
  names: Record<string, string>;
  missing_units: unknown[];
  basis: string;
  tree: string;
  computed_at: string;
  definition_version: string | number;
}

/** One question to the figures: measures over dimensions, with filters. `by` may hold several dimensions, by commas. */
export const statisticsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['statistics', query] as const,
    queryFn: ({ signal }) => call<Statistics>('GET', '/statistics', { query, signal }),
    placeholderData: keepPage,
  });
