import { queryOptions } from '@tanstack/react-query';
import type {
  InboxView,
  NotificationSettingsView,
  NotificationView,
  PledgeView,
  ReadAllBody,
  ReadView,
  SettingsBody,
} from '@/api/generated';
import { call, type Query } from '@/api/http';
import { keepPage } from '@/shared/table/keepPage';

export const noticeKeys = { all: ['notifications'] as const };

export const inboxQuery = (query: Query) =>
  queryOptions({
    queryKey: ['notifications', 'inbox', query] as const,
    queryFn: ({ signal }) => call<InboxView>('GET', '/notifications', { query, signal }),
    placeholderData: keepPage,
  });

/** How often the bell asks by itself, in milliseconds; a tab in the background does not ask. */
const EVERY = 90_000;

/** How many notices are unread; one small question for all screens. */
export const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread'] as const,
  queryFn: ({ signal }) =>
    call<InboxView>('GET', '/notifications', { query: { unread: true, per_page: 1 }, signal }),
  select: (inbox) => inbox.unread_total,
  staleTime: 60_000,
  refetchInterval: EVERY,
  meta: { quiet: true },
});

export const markRead = (id: string) => call<NotificationView>('POST', `/notifications/${id}/read`);
export const markAllRead = (body: ReadAllBody) => call<ReadView>('POST', '/notifications/read-all', { body });

export const noticeSettingsQuery = queryOptions({
  queryKey: ['notifications', 'settings'] as const,
  queryFn: ({ signal }) => call<NotificationSettingsView>('GET', '/notifications/settings', { signal }),
});

/** The settings as they are now, past every cache. */
export const readSettings = () => call<NotificationSettingsView>('GET', '/notifications/settings');
export const changeSettings = (version: number, body: SettingsBody, idempotencyKey: string) =>
  call<NotificationSettingsView>('PATCH', '/notifications/settings', {
    ifMatch: version,
    body,
    idempotencyKey,
  });

/** The registration that a pledge stands in; a notice names the pledge only. */
export const registrationOf = async (pledge: string) =>
  (await call<PledgeView>('GET', `/pledges/${pledge}`)).registration_id;
