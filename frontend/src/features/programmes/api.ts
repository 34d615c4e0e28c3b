import { queryOptions } from '@tanstack/react-query';
import type {
  CreateDocument,
  CreateYear,
  PatchYear,
  PolicyDocumentView,
  ProgrammeYearView,
} from '@/api/generated';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/page';
import { keepPage } from '@/shared/table/keepPage';

/** Every programme year, the newest first. */
export const programmeYearsQuery = queryOptions({
  queryKey: ['programmes', 'years'],
  queryFn: async ({ signal }) => {
    const page = await call<Page<ProgrammeYearView>>('GET', '/programme-years', {
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
    select: (years: ProgrammeYearView[]) => years.find((entry) => String(entry.year) === year) ?? null,
  });

export const programmeKeys = { all: ['programmes'] as const };

export const documentsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['programmes', 'documents', query] as const,
    queryFn: ({ signal }) => call<Page<PolicyDocumentView>>('GET', '/policy-documents', { query, signal }),
    placeholderData: keepPage,
  });

export const oneYearQuery = (id: string) =>
  queryOptions({
    queryKey: ['programmes', 'year', id] as const,
    queryFn: ({ signal }) => call<ProgrammeYearView>('GET', `/programme-years/${id}`, { signal }),
  });

/** Records as they are now, past every cache. */
export const readYear = ({ id }: Pick<ProgrammeYearView, 'id'>) =>
  call<ProgrammeYearView>('GET', `/programme-years/${id}`);
export const readDocument = ({ id }: Pick<PolicyDocumentView, 'id'>) =>
  call<PolicyDocumentView>('GET', `/policy-documents/${id}`);

type Versioned = Pick<ProgrammeYearView, 'id' | 'version'>;

export const createYear = (body: CreateYear, idempotencyKey: string) =>
  call<ProgrammeYearView>('POST', '/programme-years', { body, idempotencyKey });

export const changeYear = ({ id, version }: Versioned, body: PatchYear, idempotencyKey: string) =>
  call<ProgrammeYearView>('PATCH', `/programme-years/${id}`, { ifMatch: version, body, idempotencyKey });

export const moveYear = ({ id, version }: Versioned, verb: 'open' | 'close', idempotencyKey: string) =>
  call<ProgrammeYearView>('POST', `/programme-years/${id}/${verb}`, { ifMatch: version, idempotencyKey });

/** Enters a document, or corrects the one that is given. */
export const saveDocument = (
  document: PolicyDocumentView | undefined,
  body: CreateDocument,
  idempotencyKey: string,
) =>
  document
    ? call<PolicyDocumentView>('PATCH', `/policy-documents/${document.id}`, {
        ifMatch: document.version,
        body,
        idempotencyKey,
      })
    : call<PolicyDocumentView>('POST', '/policy-documents', { body, idempotencyKey });
