import { queryOptions } from '@tanstack/react-query';
import type { DutyView, RemindBody, ReminderActView, ReminderView, Role } from '@/api/generated';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/page';
import { keepPage } from '@/shared/table/keepPage';

/** Who reminds those below. */
export const SUPERIORS: Role[] = ['branch_secretary', 'unit_staff', 'unit_leader', 'province_staff'];

/** Most things in one act. */
export const MOST = 200;

export const reminderKeys = { all: ['reminders'] as const };

export const ledgerQuery = (query: Query) =>
  queryOptions({
    queryKey: ['reminders', 'ledger', query] as const,
    queryFn: ({ signal }) => call<Page<ReminderView>>('GET', '/reminders', { query, signal }),
    placeholderData: keepPage,
  });

export const dutyQuery = (unit: string) =>
  queryOptions({
    queryKey: ['reminders', 'duty', unit] as const,
    queryFn: ({ signal }) => call<DutyView>('GET', '/reminders/duty', { query: { unit }, signal }),
    enabled: unit !== '',
  });

export const remind = (body: RemindBody, idempotencyKey: string) =>
  call<ReminderActView>('POST', '/reminders', { body, idempotencyKey });
