import { queryOptions } from '@tanstack/react-query';
import { call, type Query } from '@/api/http';
import type { Page, Unit, UnitLevel } from '@/api/types';
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

export const unitKeys = { all: ['units'] as const };

/** A unit in the tree; its children once they were asked for. */
export interface TreeNode {
  id: string;
  name: string;
  short_name: string;
  kind: string;
  level: UnitLevel;
  reporting_mode: Unit['reporting_mode'];
  has_children: boolean;
  children?: TreeNode[];
}

interface Period {
  valid_from: string;
  valid_to: string | null;
}

export interface NamePeriod extends Period {
  name: string;
  committee_name: string;
  short_name: string;
  kind: string;
  level: UnitLevel;
  reporting_mode: Unit['reporting_mode'];
}

/** Everything a unit was, the oldest first. */
export interface Lineage extends Period {
  unit_id: string;
  names: NamePeriod[];
  parents: ({ parent_id: string; parent_name: string | null } & Period)[];
  codes: ({ system: string; code: string } & Period)[];
}

/** The units directly below one. */
export const childrenQuery = (id: string, asOf: string) =>
  queryOptions({
    queryKey: ['units', 'children', id, asOf] as const,
    queryFn: ({ signal }) =>
      call<TreeNode>('GET', `/units/${id}/tree`, { query: { as_of: asOf, depth: 1 }, signal }),
    staleTime: 60_000,
  });

export const lineageQuery = (id: string) =>
  queryOptions({
    queryKey: ['units', 'lineage', id] as const,
    queryFn: ({ signal }) => call<Lineage>('GET', `/units/${id}/lineage`, { signal }),
  });

export interface UnitChange {
  name?: string;
  committee_name?: string;
  short_name?: string;
  kind?: string;
  level?: string;
  parent_id?: string;
  effective_on: string;
}

export const changeUnit = (unit: Pick<Unit, 'id' | 'version'>, body: UnitChange, idempotencyKey: string) =>
  call<Unit>('PATCH', `/units/${unit.id}`, { ifMatch: unit.version, idempotencyKey, body });

export const createUnit = (body: Record<string, unknown>, idempotencyKey: string) =>
  call<Unit>('POST', '/units', { body, idempotencyKey });

export const addCode = (
  unit: Pick<Unit, 'id' | 'version'>,
  body: { system: string; code: string; valid_from: string },
  idempotencyKey: string,
) => call<Unit>('POST', `/units/${unit.id}/codes`, { ifMatch: unit.version, idempotencyKey, body });
