import { queryOptions } from '@tanstack/react-query';
import type {
  Approval,
  CancelBody,
  CoverageView,
  CreateRegistration,
  EditRegistration,
  PledgeView,
  RegistrationView,
  Remark,
  ReportBody,
  VerifyBody,
} from '@/api/generated';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/page';
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
    queryFn: ({ signal }) => call<Page<RegistrationView>>('GET', '/registrations', { query, signal }),
    placeholderData: keepPage,
  });

export const registrationQuery = (id: string) =>
  queryOptions({
    queryKey: registrationKeys.one(id),
    queryFn: ({ signal }) => call<RegistrationView>('GET', `/registrations/${id}`, { signal }),
  });

/** The registration of one subject in one year, or null. */
export const subjectRegistrationQuery = (query: Query) =>
  queryOptions({
    queryKey: ['registrations', 'subject', query] as const,
    queryFn: async ({ signal }) => {
      const page = await call<Page<RegistrationView>>('GET', '/registrations', {
        query: { ...query, per_page: 1 },
        signal,
      });
      const found = page.items[0];
      return found ? call<RegistrationView>('GET', `/registrations/${found.id}`, { signal }) : null;
    },
  });

export const pledgesQuery = (query: Query) =>
  queryOptions({
    queryKey: ['registrations', 'pledges', query] as const,
    queryFn: ({ signal }) => call<Page<PledgeView>>('GET', '/pledges', { query, signal }),
    placeholderData: keepPage,
  });

export const coverageQuery = (unit: string, year: string) =>
  queryOptions({
    queryKey: ['registrations', 'coverage', unit, year] as const,
    queryFn: ({ signal }) =>
      call<CoverageView>('GET', '/registrations/coverage', { query: { unit, year }, signal }),
    enabled: unit !== '',
  });

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

export const createRegistration = (body: CreateRegistration, idempotencyKey: string) =>
  call<RegistrationView>('POST', '/registrations', { body, idempotencyKey });
export const changeRegistration = (act: Act, body: EditRegistration) =>
  call<RegistrationView>('PATCH', `/registrations/${act.id}`, { ifMatch: act.version, body });
export const withdrawRegistration = (act: Act) =>
  call<void>('DELETE', `/registrations/${act.id}`, { ifMatch: act.version });
export const submitRegistration = (act: Act) =>
  call<RegistrationView>('POST', `/registrations/${act.id}/submit`, at(act));
export const approveRegistration = (act: Act, body: Approval) =>
  call<RegistrationView>('POST', `/registrations/${act.id}/approve`, at(act, body));
export const returnRegistration = (act: Act, body: Remark) =>
  call<RegistrationView>('POST', `/registrations/${act.id}/return`, at(act, body));

export const reportPledge = (act: Act, body: ReportBody) =>
  call<PledgeView>('POST', `/pledges/${act.id}/report`, at(act, body));
export const verifyPledge = (act: Act, body: VerifyBody) =>
  call<PledgeView>('POST', `/pledges/${act.id}/verify`, at(act, body));
export const sendBackPledge = (act: Act, body: Remark) =>
  call<PledgeView>('POST', `/pledges/${act.id}/send-back`, at(act, body));
export const cancelPledge = (act: Act, body: CancelBody) =>
  call<PledgeView>('POST', `/pledges/${act.id}/cancel`, at(act, body));
