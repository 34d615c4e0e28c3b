import { queryOptions } from '@tanstack/react-query';
import type {
  AddCodeEntry,
  CalendarDay,
  ChangeCodeEntry,
  CodeListView,
  CodeView,
  JobView,
  ReminderRulesView,
  RulesBody,
  WorkingDaysView,
} from '@/api/generated';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/page';
import { keepPage } from '@/shared/table/keepPage';

export const settingKeys = {
  workingDays: ['working-days'] as const,
  codes: ['code-lists'] as const,
  rules: ['settings', 'reminder-rules'] as const,
};

/** The year's days as they are now, past every cache. */
export const readWorkingDays = (year: number) =>
  call<WorkingDaysView>('GET', `/settings/working-days/${year}`);
export const workingDaysQuery = (year: number) =>
  queryOptions({
    queryKey: [...settingKeys.workingDays, year] as const,
    queryFn: ({ signal }) => call<WorkingDaysView>('GET', `/settings/working-days/${year}`, { signal }),
  });
export const setWorkingDays = (
  { year, version }: Pick<WorkingDaysView, 'year' | 'version'>,
  days: CalendarDay[],
  idempotencyKey: string,
) =>
  call<WorkingDaysView>('PUT', `/settings/working-days/${year}`, {
    ifMatch: version,
    body: { days },
    idempotencyKey,
  });

const readList = (list: string, signal?: AbortSignal) =>
  call<CodeListView>('GET', `/code-lists/${list}`, { signal });
export const codesQuery = (list: string) =>
  queryOptions({
    queryKey: [...settingKeys.codes, list] as const,
    queryFn: ({ signal }) => readList(list, signal),
  });
/** A code as it is now, past every cache. */
export async function readCode(list: string, { code }: Pick<CodeView, 'code'>): Promise<CodeView> {
  const found = (await readList(list)).entries.find((entry) => entry.code === code);
  if (!found) throw new Error(`no code ${code}`);
  return found;
}
export const addCode = (list: string, body: AddCodeEntry, idempotencyKey: string) =>
  call<CodeView>('POST', `/code-lists/${list}/entries`, { body, idempotencyKey });
export const changeCode = (
  list: string,
  { code, version }: Pick<CodeView, 'code' | 'version'>,
  body: ChangeCodeEntry,
  idempotencyKey?: string,
) =>
  call<CodeView>('PATCH', `/code-lists/${list}/entries/${code}`, { ifMatch: version, body, idempotencyKey });

export const readRules = () => call<ReminderRulesView>('GET', '/settings/reminder-rules');
export const rulesQuery = queryOptions({
  queryKey: settingKeys.rules,
  queryFn: ({ signal }) => call<ReminderRulesView>('GET', '/settings/reminder-rules', { signal }),
});
export const changeRules = (version: number, body: RulesBody, idempotencyKey: string) =>
  call<ReminderRulesView>('PATCH', '/settings/reminder-rules', { ifMatch: version, body, idempotencyKey });

const RUNNING = ['queued', 'running'];
/** The jobs that the caller began; all of them for who runs the system. */
export const jobsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['jobs', 'list', query] as const,
    queryFn: ({ signal }) => call<Page<JobView>>('GET', '/jobs', { query, signal }),
    placeholderData: keepPage,
    refetchInterval: ({ state }) =>
      state.data?.items.some((job) => RUNNING.includes(job.status)) ? 10_000 : false,
  });

/** A job; asked for again while it runs. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', id] as const,
    queryFn: ({ signal }) => call<JobView>('GET', `/jobs/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && RUNNING.includes(state.data.status) ? 3_000 : false),
  });
export const cancelJob = ({ id, version }: Pick<JobView, 'id' | 'version'>) =>
  call<JobView>('POST', `/jobs/${id}/cancel`, { ifMatch: version });
