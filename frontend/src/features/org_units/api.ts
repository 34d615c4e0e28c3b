import { queryOptions } from '@tanstack/react-query';
import type { AddCode, CreateUnit, Lineage, PatchUnit, TreeNode, UnitView } from '@/api/generated';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/page';
import { keepPage } from '@/shared/table/keepPage';

/** A unit as it stood on a date (the business date without one). */
export const unitQuery = (id: string, asOf?: string) =>
  queryOptions({
    queryKey: ['units', 'one', id, asOf] as const,
    queryFn: ({ signal }) => call<UnitView>('GET', `/units/${id}`, { query: { as_of: asOf }, signal }),
  });

/** The unit as it is now, past every cache. */
export const readUnit = ({ id }: Pick<UnitView, 'id'>) => call<UnitView>('GET', `/units/${id}`);

export const unitsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['units', 'list', query] as const,
    queryFn: ({ signal }) => call<Page<UnitView>>('GET', '/units', { query, signal }),
    placeholderData: keepPage,
  });

export const unitKeys = { all: ['units'] as const };

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

export const changeUnit = (unit: Pick<UnitView, 'id' | 'version'>, body: PatchUnit, idempotencyKey: string) =>
  call<UnitView>('PATCH', `/units/${unit.id}`, { ifMatch: unit.version, idempotencyKey, body });

export const createUnit = (body: CreateUnit, idempotencyKey: string) =>
  call<UnitView>('POST', '/units', { body, idempotencyKey });

export const addCode = (unit: Pick<UnitView, 'id' | 'version'>, body: AddCode, idempotencyKey: string) =>
  call<UnitView>('POST', `/units/${unit.id}/codes`, { ifMatch: unit.version, idempotencyKey, body });
