import { queryOptions } from '@tanstack/react-query';
import { call, type Query } from '@/api/http';
import type { BranchMeeting, DecisionItem, DecisionResult, Page } from '@/api/types';
import { keepPage } from '@/shared/table/keepPage';

export const meetingKeys = { all: ['meetings'] as const };

export const meetingsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['meetings', 'list', query] as const,
    queryFn: ({ signal }) => call<Page<BranchMeeting>>('GET', '/branch-meetings', { query, signal }),
    placeholderData: keepPage,
  });

export const meetingQuery = (id: string) =>
  queryOptions({
    queryKey: ['meetings', 'one', id] as const,
    queryFn: ({ signal }) => call<BranchMeeting>('GET', `/branch-meetings/${id}`, { signal }),
  });

export type MeetingBody = Pick<
  BranchMeeting,
  'unit_id' | 'held_on' | 'kind' | 'theme' | 'present_count' | 'absent_count' | 'minutes_no'
>;

export const createMeeting = (body: MeetingBody, idempotencyKey: string) =>
  call<BranchMeeting>('POST', '/branch-meetings', { body, idempotencyKey });

export interface Passed {
  results: DecisionResult[];
  passed: number;
  refused: number;
}

/** Passes many records in one act of a meeting; every record has its own result. */
export const passInMeeting = (id: string, items: DecisionItem[], idempotencyKey: string) =>
  call<Passed>('POST', `/branch-meetings/${id}/decisions`, { body: { items }, idempotencyKey });
