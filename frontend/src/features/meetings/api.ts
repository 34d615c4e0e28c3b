import { queryOptions } from '@tanstack/react-query';
import type { ActItem, ActView, MeetingView, RecordMeeting } from '@/api/generated';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/page';
import { keepPage } from '@/shared/table/keepPage';

export const meetingKeys = { all: ['meetings'] as const };

export const meetingsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['meetings', 'list', query] as const,
    queryFn: ({ signal }) => call<Page<MeetingView>>('GET', '/branch-meetings', { query, signal }),
    placeholderData: keepPage,
  });

export const meetingQuery = (id: string) =>
  queryOptions({
    queryKey: ['meetings', 'one', id] as const,
    queryFn: ({ signal }) => call<MeetingView>('GET', `/branch-meetings/${id}`, { signal }),
  });

export const createMeeting = (body: RecordMeeting, idempotencyKey: string) =>
  call<MeetingView>('POST', '/branch-meetings', { body, idempotencyKey });

/** Passes many records in one act of a meeting; every record has its own result. */
export const passInMeeting = (id: string, items: ActItem[], idempotencyKey: string) =>
  call<ActView>('POST', `/branch-meetings/${id}/decisions`, { body: { items }, idempotencyKey });
