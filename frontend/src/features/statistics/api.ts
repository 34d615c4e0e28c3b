import { queryOptions } from '@tanstack/react-query';
import { call, type Query } from '@/api/http';
import type { Page, RecordMeta } from '@/api/types';
import { keepPage } from '@/shared/table/keepPage';

/** A rate with what it was computed from; the value is in percent, null without a base. */
export interface Rate {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}

export interface StatisticsColumn {
  name: string;
  kind: 'dimension' | 'measure';
  label: string;
  unit: string | null;
}

export type StatisticsCell = number | string | Rate | null;
export type StatisticsRow = Record<string, StatisticsCell>;

export interface Statistics {
  unit: { id: string; name: string };
  year: string;
  columns: StatisticsColumn[];
  rows: StatisticsRow[];
  names: Record<string, string>;
  missing_units: { id: string; name: string; reason: string }[];
  basis: string;
  tree: string;
  as_of: string;
  computed_at: string | null;
  definition_version: string;
}

/** One question to the figures: measures over dimensions, with filters. `by` may hold several dimensions, by commas. */
export const statisticsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['statistics', query] as const,
    queryFn: ({ signal }) => call<Statistics>('GET', '/statistics', { query, signal }),
    placeholderData: keepPage,
  });

export interface Definitions {
  measures: { name: string; label: string; definition: string }[];
}

export const definitionsQuery = queryOptions({
  queryKey: ['statistics', 'catalogue'] as const,
  queryFn: ({ signal }) => call<Definitions>('GET', '/statistics/catalogue', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** A value that a unit reported for a period, without records behind it. */
export interface Figure extends RecordMeta {
  id: string;
  unit_id: string;
  unit_name: string | null;
  metric: string;
  metric_label: string;
  year_from: number;
  year_to: number;
  value: number;
  qualifier: string;
  kind: string;
  status: string;
  unit_of_measure: string;
  source: string;
  quote: string;
}

export const figuresQuery = (query: Query) =>
  queryOptions({
    queryKey: ['figures', query] as const,
    queryFn: ({ signal }) => call<Page<Figure>>('GET', '/figures', { query, signal }),
    placeholderData: keepPage,
  });

export const MEASURES = [
  'registrations.subjects',
  'pledges.registered',
  'pledges.completed_declared',
  'pledges.completed_verified',
  'pledges.completion_rate_declared',
  'pledges.completion_rate_verified',
] as const;
export type Measure = (typeof MEASURES)[number];

/** A cell as a number, rates by their value. */
export function numberOf(cell: StatisticsCell | undefined): number | null {
  if (typeof cell === 'number') return cell;
  return cell !== null && typeof cell === 'object' ? (cell?.value ?? null) : null;
}
