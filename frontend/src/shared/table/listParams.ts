import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Query } from '@/api/http';

export const PER_PAGE = [10, 20, 50, 100, 200] as const;

/** The state of a list, kept in the address so that it can be shared, reloaded and gone back to. */
export interface ListParams {
  page: number;
  perPage: number;
  sort: string | undefined;
  q: string;
  /** Value of a filter; empty when it is not set. */
  get(name: string): string;
  /** Sets filters (undefined or '' removes one) and returns to the first page. */
  set(changes: Record<string, string | undefined>): void;
  /** Sets something of the address that is no filter; the page stays. */
  keep(changes: Record<string, string | undefined>): void;
  goTo(page: number): void;
  clear(): void;
  /** Whether any filter or search is set. */
  filtered: boolean;
  /** Parameters of the request. */
  query: Query;
}

interface Options {
  /** Names of the filters of this list besides q. */
  filters?: readonly string[];
  /** Filters that are set when the address has none; they do not count as filtering. */
  defaults?: Record<string, string>;
  perPage?: number;
  sort?: string;
  /** Name of the page in the address, where a screen has more than one list. */
  pageKey?: string;
}

const clean = (search: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''));

/** The rows of the current page of a list that is here in whole. */
export function pageOf<T>(rows: T[], { page, perPage }: ListParams): T[] {
  const last = Math.max(1, Math.ceil(rows.length / perPage));
  const from = (Math.min(page, last) - 1) * perPage;
  return rows.slice(from, from + perPage);
}

/** Reads and writes the list state of the current address. */
export function useListParams({
  filters = [],
  defaults,
  perPage = 20,
  sort,
  pageKey = 'page',
}: Options = {}): ListParams {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const names = filters.join(',');
  const defaultsKey = JSON.stringify(defaults ?? {});
  return useMemo(() => {
    const known = names === '' ? [] : names.split(',');
    const preset = JSON.parse(defaultsKey) as Record<string, string>;
    const get = (name: string) => search[name] ?? preset[name] ?? '';
    const change = (changes: Record<string, string | undefined>, replace: boolean) =>
      void navigate({
        to: '.',
        search: (previous: Record<string, string | undefined>) => clean({ ...previous, ...changes }),
        replace,
        resetScroll: false,
      } as never);
    const currentPage = Math.max(1, Number(search[pageKey]) || 1);
    const currentPerPage = Math.min(200, Number(search.per_page) || perPage);
    const values = Object.fromEntries(known.map((name) => [name, get(name)]));
    return {
      page: currentPage,
      perPage: currentPerPage,
      sort: search.sort ?? sort,
      q: search.q ?? '',
      get,
      set: (changes) => change({ ...changes, page: undefined, [pageKey]: undefined }, true),
      keep: (changes) => change(changes, true),
      goTo: (page) => change({ [pageKey]: page > 1 ? String(page) : undefined }, false),
      clear: () =>
        change(
          { ...Object.fromEntries(known.map((name) => [name, undefined])), q: undefined, page: undefined },
          true,
        ),
      filtered:
        Boolean(search.q) ||
        known.some((name) => search[name] !== undefined && search[name] !== preset[name]),
      query: {
        ...values,
        q: search.q,
        sort: search.sort ?? sort,
        page: currentPage,
        per_page: currentPerPage,
      },
    };
  }, [search, navigate, names, defaultsKey, perPage, sort, pageKey]);
}
