import { queryOptions } from '@tanstack/react-query';
import { call, type Query } from '@/api/http';
import type {
  Coverage,
  Decision,
  Page,
  Pledge,
  PledgeInput,
  PledgeResult,
  Registration,
  SubjectKind,
} from '@/api/types';
import { keepPage } from '@/shared/table/keepPage';

/** Keys of everything cached about registrations and pledges; a change makes all of it stale. */
export const registrationKeys = {
  all: ['registrations'] as const,
  list: (query: Query) => ['registrations', 'list', query] as const,
  one: (id: string) => ['registrations', 'one', id] as const,
};

export const registrationsQuery = (query: Query) =>
  queryOptions({
    queryKey: registrationKeys.list(query),
    queryFn: ({ signal }) => call<Page<Registration>>('GET', '/registrations', { query, signal }),
    placeholderData: keepPage,
  });

export const registrationQuery = (id: string) =>
  queryOptions({
    queryKey: registrationKeys.one(id),
    queryFn: ({ signal }) => call<Registration>('GET', `/registrations/${id}`, { signal }),
  });

/** The registration of one subject in one year, or null. */
export const subjectRegistrationQuery = (query: Query) =>
  queryOptions({
    queryKey: ['registrations', 'subject', query] as const,
    queryFn: async ({ signal }) => {
      const page = await call<Page<Registration>>('GET', '/registrations', {
        query: { ...query, per_page: 1 },
        signal,
      });
      const found = page.items[0];
      return found ? call<Registration>('GET', `/registrations/${found.id}`, { signal }) : null;
    },
  });

export const pledgesQuery = (query: Query) =>
  queryOptions({
    queryKey: ['registrations', 'pledges', query] as const,
    queryFn: ({ signal }) => call<Page<Pledge>>('GET', '/pledges', { query, signal }),
    placeholderData: keepPage,
  });

export const coverageQuery = (unit: string, year: string) =>
  queryOptions({
    queryKey: ['registrations', 'coverage', unit, year] as const,
    queryFn: ({ signal }) =>
      call<Coverage>('GET', '/registrations/coverage', { query: { unit, year }, signal }),
    enabled: unit !== '',
  });

export interface NewRegistration {
  year: number;
  subject_kind: SubjectKind;
  person_id?: string;
  unit_id: string;
  paper_signed?: boolean;
  pledges: PledgeInput[];
}

export interface RegistrationChange {
  paper_signed?: boolean;
  pledges?: PledgeInput[];
}

/** One act on one version of a record. */
export interface Act {
  id: string;
  version: number;
  idempotencyKey?: string;
}

const at = ({ version, idempotencyKey }: Act, body?: unknown) => ({
  ifMatch: version,
  idempotencyKey,
  body: body ?? {},
});

export const createRegistration = (body: NewRegistration, idempotencyKey: string) =>
  call<Registration>('POST', '/registrations', { body, idempotencyKey });
export const changeRegistration = (act: Act, body: RegistrationChange) =>
  call<Registration>('PATCH', `/registrations/${act.id}`, { ifMatch: act.version, body });
export const withdrawRegistration = (act: Act) =>
  call<void>('DELETE', `/registrations/${act.id}`, { ifMatch: act.version });
export const submitRegistration = (act: Act) =>
  call<Registration>('POST', `/registrations/${act.id}/submit`, at(act));
export const approveRegistration = (act: Act, body: { decision?: Decision; comment?: string }) =>
  call<Registration>('POST', `/registrations/${act.id}/approve`, at(act, body));
export const returnRegistration = (act: Act, body: { comment: string; decision?: Decision }) =>
  call<Registration>('POST', `/registrations/${act.id}/return`, at(act, body));

export interface ReportBody {
  result: PledgeResult;
  summary: string;
  done_on: string;
  evidence_ids: string[];
}

export const reportPledge = (act: Act, body: ReportBody) =>
  call<Pledge>('POST', `/pledges/${act.id}/report`, at(act, body));
export const verifyPledge = (
  act: Act,
  body: { result: PledgeResult; comment?: string; decision?: Decision },
) => call<Pledge>('POST', `/pledges/${act.id}/verify`, at(act, body));
export const sendBackPledge = (act: Act, body: { comment: string; decision?: Decision }) =>
  call<Pledge>('POST', `/pledges/${act.id}/send-back`, at(act, body));
export const cancelPledge = (act: Act, body: { reason: string; decision?: Decision }) =>
  call<Pledge>('POST', `/pledges/${act.id}/cancel`, at(act, body));
