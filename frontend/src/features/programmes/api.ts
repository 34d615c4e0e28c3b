import { queryOptions } from '@tanstack/react-query';
import { call, type Query } from '@/api/http';
import type { Page, ProgrammeYear, RecordMeta } from '@/api/types';
import { keepPage } from '@/shared/table/keepPage';

/** Every programme year, the newest first. */
export const programmeYearsQuery = queryOptions({
  queryKey: ['programmes', 'years'],
  queryFn: async ({ signal }) => {
    const page = await call<Page<ProgrammeYear>>('GET', '/programme-years', {
      query: { per_page: 200 },
      signal,
    });
    return [...page.items].sort((a, b) => b.year - a.year);
  },
  staleTime: 5 * 60_000,
});

/** The programme year of a calendar year. */
export const programmeYearQuery = (year: string) =>
  queryOptions({
    ...programmeYearsQuery,
    select: (years: ProgrammeYear[]) => years.find((entry) => String(entry.year) === year) ?? null,
  });

export const programmeKeys = { all: ['programmes'] as const };

/** A directive, conclusion or other document that governs the programme. */
export interface PolicyDocument extends RecordMeta {
  id: string;
  number: string;
  kind: string;
  title: string;
  issuer: string;
  issued_on: string;
  ended_on: string | null;
}

export const documentsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['programmes', 'documents', query] as const,
    queryFn: ({ signal }) => call<Page<PolicyDocument>>('GET', '/policy-documents', { query, signal }),
    placeholderData: keepPage,
  });

export const oneYearQuery = (id: string) =>
  queryOptions({
    queryKey: ['programmes', 'year', id] as const,
    queryFn: ({ signal }) => call<ProgrammeYear>('GET', `/programme-years/${id}`, { signal }),
  });

/** The days, limits and topic of a year, as they are sent. */
export type YearBody = Omit<
  ProgrammeYear,
  keyof RecordMeta | 'id' | 'year' | 'status' | 'policy_document_number'
> & { year?: number };

type Versioned = Pick<ProgrammeYear, 'id' | 'version'>;

export const createYear = (body: YearBody, idempotencyKey: string) =>
  call<ProgrammeYear>('POST', '/programme-years', { body, idempotencyKey });

export const changeYear = ({ id, version }: Versioned, body: YearBody, idempotencyKey: string) =>
  call<ProgrammeYear>('PATCH', `/programme-years/${id}`, { ifMatch: version, body, idempotencyKey });

export const moveYear = ({ id, version }: Versioned, verb: 'open' | 'close', idempotencyKey: string) =>
  call<ProgrammeYear>('POST', `/programme-years/${id}/${verb}`, { ifMatch: version, idempotencyKey });

export type DocumentBody = Omit<PolicyDocument, keyof RecordMeta | 'id'>;

/** Enters a document, or corrects the one that is given. */
export const saveDocument = (
  document: PolicyDocument | undefined,
  body: DocumentBody,
  idempotencyKey: string,
) =>
  document
    ? call<PolicyDocument>('PATCH', `/policy-documents/${document.id}`, {
        ifMatch: document.version,
        body,
        idempotencyKey,
      })
    : call<PolicyDocument>('POST', '/policy-documents', { body, idempotencyKey });
