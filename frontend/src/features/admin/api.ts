import { queryOptions } from '@tanstack/react-query';
import { call, type Query } from '@/api/http';
import type { Page, RecordMeta, Role, UserRole } from '@/api/types';
import { keepPage } from '@/shared/table/keepPage';

export interface Account extends RecordMeta {
  id: string;
  username: string;
  display_name: string;
  person_id: string | null;
  person_name: string | null;
  status: 'active' | 'disabled';
  must_change_password: boolean;
  code_expires_at: string | null;
  last_login_at: string | null;
  roles: (UserRole & { id: string; valid_from: string; valid_to: string | null })[];
}

/** An account with its one-time code, which is told this once. */
export interface AccountWithCode extends Account {
  one_time_code: string | null;
  expires_at: string;
}

export interface RoleAssignment extends RecordMeta {
  id: string;
  user_id: string;
  username: string;
  display_name: string;
  role: Role;
  unit_id: string;
  unit_name: string | null;
  valid_from: string;
  valid_to: string | null;
  active: boolean;
}

export const adminKeys = { all: ['admin'] as const };

export const accountsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['admin', 'users', query] as const,
    queryFn: ({ signal }) => call<Page<Account>>('GET', '/users', { query, signal }),
    placeholderData: keepPage,
  });

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'user', id] as const,
    queryFn: ({ signal }) => call<Account>('GET', `/users/${id}`, { signal }),
  });

export const assignmentsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['admin', 'roles', query] as const,
    queryFn: ({ signal }) => call<Page<RoleAssignment>>('GET', '/role-assignments', { query, signal }),
    placeholderData: keepPage,
  });

export const createAccount = (
  body: { username: string; display_name: string; person_id?: string },
  idempotencyKey: string,
) => call<AccountWithCode>('POST', '/users', { body, idempotencyKey });

interface Of {
  id: string;
  version: number;
}

export const resetCode = ({ id, version }: Of, idempotencyKey: string) =>
  call<AccountWithCode>('POST', `/users/${id}/reset-code`, { ifMatch: version, idempotencyKey });
export const setStatus = ({ id, version }: Of, verb: 'disable' | 'enable') =>
  call<Account>('POST', `/users/${id}/${verb}`, { ifMatch: version });

export interface NewAssignment {
  user_id: string;
  role: Role;
  unit_id: string;
  valid_from?: string;
  valid_to?: string;
}

export const assignRole = (body: NewAssignment, idempotencyKey: string) =>
  call<RoleAssignment>('POST', '/role-assignments', { body, idempotencyKey });
export const endRole = ({ id, version }: Of, valid_to?: string) =>
  call<RoleAssignment>('POST', `/role-assignments/${id}/end`, {
    ifMatch: version,
    body: valid_to ? { valid_to } : {},
  });
