import { queryOptions } from '@tanstack/react-query';
import { call, type Query } from '@/api/http';
import type { MembershipView, Page, Person, RecordMeta, Warning } from '@/api/types';
import { keepPage } from '@/shared/table/keepPage';

export const peopleKeys = { all: ['people'] as const };

/** A line of the roll on a day. */
export interface RollLine extends MembershipView {
  not_obliged_reason?: 'non_member' | 'aggregate_only' | 'exempt' | null;
  exempt_until?: string | null;
}

interface PersonName {
  id: string;
  full_name: string;
}

/** A deputy who decides for the secretary of a chi bộ for a time. */
export interface Delegation extends RecordMeta {
  id: string;
  unit_id: string;
  from_person: PersonName;
  to_person: PersonName;
  document_no: string | null;
  reason: string | null;
  valid_from: string;
  valid_to: string;
}

export const rollQuery = (query: Query) =>
  queryOptions({
    queryKey: ['people', 'roll', query] as const,
    queryFn: ({ signal }) => call<Page<RollLine>>('GET', '/memberships', { query, signal }),
    placeholderData: keepPage,
  });

export const delegationsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['people', 'delegations', query] as const,
    queryFn: ({ signal }) => call<Page<Delegation>>('GET', '/delegations', { query, signal }),
    placeholderData: keepPage,
  });

/** What is entered of a person with the first line on the roll. */
export interface NewPerson {
  full_name: string;
  birth_year?: number;
  membership_no?: string;
  unit_id: string;
  member_kind: string;
  position: string;
  position_group: string;
  valid_from: string;
}

export const addPerson = (body: NewPerson, idempotencyKey: string) =>
  call<Person & { warnings?: Warning[] }>('POST', '/people', { body, idempotencyKey });

export const addMembership = (body: Record<string, unknown>, idempotencyKey: string) =>
  call<RollLine>('POST', '/memberships', { body, idempotencyKey });

type Versioned = Pick<RollLine, 'id' | 'version'>;
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
    ? call<RollLine>('PATCH', `/memberships/${id}`, options)
    : call<RollLine>('POST', `/memberships/${id}/${verb}`, options);
}

export const addDelegation = (body: Record<string, unknown>, idempotencyKey: string) =>
  call<Delegation>('POST', '/delegations', { body, idempotencyKey });

export const endDelegation = (
  { id, version }: Pick<Delegation, 'id' | 'version'>,
  body: { valid_to: string },
  idempotencyKey: string,
) => call<Delegation>('POST', `/delegations/${id}/end`, { ifMatch: version, body, idempotencyKey });
