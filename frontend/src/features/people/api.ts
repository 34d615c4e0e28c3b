import { queryOptions } from '@tanstack/react-query';
import type {
  CreateDelegation,
  CreateMembership,
  CreatePerson,
  DelegationView,
  EndDelegation,
  MembershipView,
  PersonView,
} from '@/api/generated';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/page';
import { keepPage } from '@/shared/table/keepPage';

export const peopleKeys = { all: ['people'] as const };

export const rollQuery = (query: Query) =>
  queryOptions({
    queryKey: ['people', 'roll', query] as const,
    queryFn: ({ signal }) => call<Page<MembershipView>>('GET', '/memberships', { query, signal }),
    placeholderData: keepPage,
  });

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'one', id] as const,
    queryFn: ({ signal }) => call<PersonView>('GET', `/people/${id}`, { signal }),
  });

export const delegationsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['people', 'delegations', query] as const,
    queryFn: ({ signal }) => call<Page<DelegationView>>('GET', '/delegations', { query, signal }),
    placeholderData: keepPage,
  });

/** Records as they are now, past every cache. */
export const readLine = ({ id }: Pick<MembershipView, 'id'>) =>
  call<MembershipView>('GET', `/memberships/${id}`);
export const readDelegation = ({ id }: Pick<DelegationView, 'id'>) =>
  call<DelegationView>('GET', `/delegations/${id}`);

export const addPerson = (body: CreatePerson, idempotencyKey: string) =>
  call<PersonView>('POST', '/people', { body, idempotencyKey });

export const addMembership = (body: CreateMembership, idempotencyKey: string) =>
  call<MembershipView>('POST', '/memberships', { body, idempotencyKey });

type Versioned = Pick<MembershipView, 'id' | 'version'>;
export type RollVerb = 'edit' | 'transfer' | 'exempt' | 'end-exemption' | 'end';

/** A change of a line of the roll; corrections are a PATCH, all else a verb below the record. */
export function changeLine(
  { id, version }: Versioned,
  verb: RollVerb,
  body: Record<string, unknown>,
  idempotencyKey: string,
) {
  const options = { ifMatch: version, body, idempotencyKey };
  return verb === 'edit'
    ? call<MembershipView>('PATCH', `/memberships/${id}`, options)
    : call<MembershipView>('POST', `/memberships/${id}/${verb}`, options);
}

export const addDelegation = (body: CreateDelegation, idempotencyKey: string) =>
  call<DelegationView>('POST', '/delegations', { body, idempotencyKey });

export const endDelegation = (
  { id, version }: Pick<DelegationView, 'id' | 'version'>,
  body: EndDelegation,
  idempotencyKey: string,
) => call<DelegationView>('POST', `/delegations/${id}/end`, { ifMatch: version, body, idempotencyKey });
