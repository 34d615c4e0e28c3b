import { queryOptions } from '@tanstack/react-query';
import type {
  BoardView,
  CalendarView,
  CreateIssue,
  DecisionsView,
  EditIssue,
  EditMilestone,
  IssueDecisions,
  IssueStatus,
  IssueView,
  MilestoneBody,
  MilestoneView,
  TimelineView,
  UpdateBody,
  UpdateView,
  WorkingDaysView,
} from '@/api/generated';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/page';
import { keepPage } from '@/shared/table/keepPage';

/** Keys of everything cached about issues; a change makes all of it stale. */
export const issueKeys = {
  all: ['issues'] as const,
  one: (id: string) => ['issues', 'one', id] as const,
  board: (query: Query) => ['issues', 'board', query] as const,
};

const readPage = (query: Query, signal?: AbortSignal) =>
  call<Page<IssueView>>('GET', '/issues', { query, signal });

export const issuesQuery = (query: Query) =>
  queryOptions({
    queryKey: ['issues', 'list', query] as const,
    queryFn: ({ signal }) => readPage(query, signal),
    placeholderData: keepPage,
  });

/** The issue as it is now, past every cache. */
export const readIssue = ({ id }: Pick<IssueView, 'id'>) => call<IssueView>('GET', `/issues/${id}`);

export const issueQuery = (id: string) =>
  queryOptions({
    queryKey: issueKeys.one(id),
    queryFn: ({ signal }) => call<IssueView>('GET', `/issues/${id}`, { signal }),
  });

export const boardQuery = (query: Query) =>
  queryOptions({
    queryKey: issueKeys.board(query),
    queryFn: ({ signal }) => call<BoardView>('GET', '/issues/board', { query, signal }),
    placeholderData: keepPage,
  });

/** Cards of a column as the board gives them first. */
export const ON_BOARD = 20;

/** The cards of a column after the first ones. */
export const columnQuery = (query: Query, status: IssueStatus, page: number) =>
  queryOptions({
    queryKey: ['issues', 'column', query, status, page] as const,
    queryFn: ({ signal }) => readPage({ ...query, status, page, per_page: ON_BOARD }, signal),
  });

export const calendarQuery = (query: Query) =>
  queryOptions({
    queryKey: ['issues', 'calendar', query] as const,
    queryFn: ({ signal }) => call<CalendarView>('GET', '/issues/calendar', { query, signal }),
    placeholderData: keepPage,
  });

/** Holidays and swapped working days of a year. */
export const workingDaysQuery = (year: number) =>
  queryOptions({
    queryKey: ['working-days', year] as const,
    queryFn: ({ signal }) => call<WorkingDaysView>('GET', `/settings/working-days/${year}`, { signal }),
    staleTime: 5 * 60_000,
  });

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['issues', 'timeline', id] as const,
    queryFn: ({ signal }) => call<TimelineView>('GET', `/issues/${id}/timeline`, { signal }),
  });

export const updatesQuery = (id: string) =>
  queryOptions({
    queryKey: ['issues', 'updates', id] as const,
    queryFn: ({ signal }) => call<Page<UpdateView>>('GET', `/issues/${id}/updates`, { signal }),
  });

export const milestonesQuery = (id: string) =>
  queryOptions({
    queryKey: ['issues', 'milestones', id] as const,
    queryFn: ({ signal }) => call<Page<MilestoneView>>('GET', `/issues/${id}/milestones`, { signal }),
  });

const MOST = 200;

/** Every issue that the filters let through, page by page; `onProgress` says how far it is. */
export async function everyIssue(
  query: Query,
  signal: AbortSignal,
  onProgress: (read: number, total: number) => void,
): Promise<IssueView[]> {
  const items: IssueView[] = [];
  for (let page = 1; ; page += 1) {
    const reply = await readPage({ ...query, page, per_page: MOST }, signal);
    items.push(...reply.items);
    onProgress(items.length, reply.total);
    if (items.length >= reply.total || reply.items.length === 0) return items;
  }
}

/** One act on one version of a record. */
export interface Act {
  id: string;
  version: number;
  idempotencyKey?: string;
}

export const createIssue = (body: CreateIssue, idempotencyKey: string) =>
  call<IssueView>('POST', '/issues', { body, idempotencyKey });
export const changeIssue = ({ id, version, idempotencyKey }: Act, body: EditIssue) =>
  call<IssueView>('PATCH', `/issues/${id}`, { ifMatch: version, body, idempotencyKey });
export const dropIssue = ({ id, version }: Act) =>
  call<void>('DELETE', `/issues/${id}`, { ifMatch: version });

/** A step in the life of an issue. */
export const stepIssue = ({ id, version, idempotencyKey }: Act, verb: string, body?: object) =>
  call<IssueView>('POST', `/issues/${id}/${verb}`, { ifMatch: version, body, idempotencyKey });

export const decideIssues = (body: IssueDecisions, idempotencyKey: string) =>
  call<DecisionsView>('POST', '/issues/decisions', { body, idempotencyKey });

export const postUpdate = (id: string, body: UpdateBody, idempotencyKey: string) =>
  call<UpdateView>('POST', `/issues/${id}/updates`, { body, idempotencyKey });

export const addMilestone = (id: string, body: MilestoneBody, idempotencyKey: string) =>
  call<MilestoneView>('POST', `/issues/${id}/milestones`, { body, idempotencyKey });
type Milestone = Pick<MilestoneView, 'id' | 'version'>;
export const readMilestone = async (issue: string, { id }: Milestone) => {
  const all = await call<Page<MilestoneView>>('GET', `/issues/${issue}/milestones`);
  return all.items.find((entry) => entry.id === id);
};
export const changeMilestone = (
  issue: string,
  { id, version }: Milestone,
  body: EditMilestone,
  idempotencyKey: string,
) =>
  call<MilestoneView>('PATCH', `/issues/${issue}/milestones/${id}`, {
    ifMatch: version,
    body,
    idempotencyKey,
  });
export const reachMilestone = (issue: string, { id, version }: Milestone, idempotencyKey: string) =>
  call<MilestoneView>('POST', `/issues/${issue}/milestones/${id}/done`, {
    ifMatch: version,
    body: {},
    idempotencyKey,
  });
export const dropMilestone = (issue: string, { id, version }: Milestone) =>
  call<void>('DELETE', `/issues/${issue}/milestones/${id}`, { ifMatch: version });
