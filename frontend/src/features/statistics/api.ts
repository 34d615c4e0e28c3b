import { queryOptions } from '@tanstack/react-query';
import type { CatalogueView, FigureView, StatisticsView } from '@/api/generated';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/page';
import { keepPage } from '@/shared/table/keepPage';

/** A rate with what it was computed from; the value is in percent, null without a base. */
export interface Rate {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}

export type StatisticsCell = number | string | Rate | null;
export type StatisticsRow = Record<string, StatisticsCell>;

/** The reply as this room reads it: the document leaves the cells open. */
export type Figures = Omit<StatisticsView, 'rows'> & { rows: StatisticsRow[] };

/** One question to the figures: measures over dimensions, with filters. `by` may hold several dimensions, by commas. */
export const statisticsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['statistics', query] as const,
    queryFn: ({ signal }) => call<Figures>('GET', '/statistics', { query, signal }),
    placeholderData: keepPage,
  });

export const definitionsQuery = queryOptions({
  queryKey: ['statistics', 'catalogue'] as const,
  queryFn: ({ signal }) => call<CatalogueView>('GET', '/statistics/catalogue', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const figuresQuery = (query: Query) =>
  queryOptions({
    queryKey: ['figures', query] as const,
    queryFn: ({ signal }) => call<Page<FigureView>>('GET', '/figures', { query, signal }),
    placeholderData: keepPage,
  });

/** Measures of what was pledged. */
export const MEASURES = [
  'registrations.subjects',
  'pledges.registered',
  'pledges.completed_declared',
  'pledges.completed_verified',
  'pledges.completion_rate_declared',
  'pledges.completion_rate_verified',
] as const;
/** Measures of pressing issues. */
export const ISSUE_MEASURES = [
  'issues.registered',
  'issues.overdue',
  'issues.resolved_declared',
  'issues.confirmed',
  'issues.completion_rate_declared',
  'issues.completion_rate',
  'issues.on_time_rate',
] as const;
export type Measure = (typeof MEASURES)[number] | (typeof ISSUE_MEASURES)[number];

/** A cell as a number, rates by their value. */
export function numberOf(cell: StatisticsCell | undefined): number | null {
  if (typeof cell === 'number') return cell;
  return cell !== null && typeof cell === 'object' ? (cell?.value ?? null) : null;
}
