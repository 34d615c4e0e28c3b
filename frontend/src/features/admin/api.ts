import { queryOptions } from '@tanstack/react-query';
import type { NewRoleBody, NewUserBody, RoleAssignmentView, UserView, UserWithCode } from '@/api/generated';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/page';
import { keepPage } from '@/shared/table/keepPage';

export const adminKeys = { all: ['admin'] as const };

export const accountsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['admin', 'users', query] as const,
    queryFn: ({ signal }) => call<Page<UserView>>('GET', '/users', { query, signal }),
    placeholderData: keepPage,
  });

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'user', id] as const,
    queryFn: ({ signal }) => call<UserView>('GET', `/users/${id}`, { signal }),
  });

export const assignmentsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['admin', 'roles', query] as const,
    queryFn: ({ signal }) => call<Page<RoleAssignmentView>>('GET', '/role-assignments', { query, signal }),
    placeholderData: keepPage,
  });

export const createAccount = (body: NewUserBody, idempotencyKey: string) =>
  call<UserWithCode>('POST', '/users', { body, idempotencyKey });

interface Of {
  id: string;
  version: number;
}

export const resetCode = ({ id, version }: Of, idempotencyKey: string) =>
  call<UserWithCode>('POST', `/users/${id}/reset-code`, { ifMatch: version, idempotencyKey });
export const setStatus = ({ id, version }: Of, verb: 'disable' | 'enable') =>
  call<UserView>('POST', `/users/${id}/${verb}`, { ifMatch: version });

export const assignRole = (body: NewRoleBody, idempotencyKey: string) =>
  call<RoleAssignmentView>('POST', '/role-assignments', { body, idempotencyKey });
export const endRole = ({ id, version }: Of, valid_to?: string) =>
  call<RoleAssignmentView>('POST', `/role-assignments/${id}/end`, {
    ifMatch: version,
    body: valid_to ? { valid_to } : {},
  });
