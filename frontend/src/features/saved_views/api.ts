import { queryOptions } from '@tanstack/react-query';
import type { ChangeViewBody, SavedView, SaveViewBody } from '@/api/generated';
import { call } from '@/api/http';
import type { Page } from '@/api/page';

export const viewKeys = { all: ['saved-views'] as const };

/** The own views of a list and those that colleagues share. */
export const savedViewsQuery = (room: string) =>
  queryOptions({
    queryKey: ['saved-views', room] as const,
    queryFn: ({ signal }) => call<Page<SavedView>>('GET', '/saved-views', { query: { room }, signal }),
  });

export const saveView = (body: SaveViewBody, idempotencyKey: string) =>
  call<SavedView>('POST', '/saved-views', { body, idempotencyKey });
export const changeView = ({ id, version }: SavedView, body: ChangeViewBody) =>
  call<SavedView>('PATCH', `/saved-views/${id}`, { ifMatch: version, body });
export const dropView = ({ id, version }: SavedView) =>
  call<void>('DELETE', `/saved-views/${id}`, { ifMatch: version });
