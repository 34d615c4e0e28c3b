import { queryOptions } from '@tanstack/react-query';
import type { ActItem, PledgeResult, PledgeView, RegistrationView, SubjectKind } from '@/api/generated';
import { call } from '@/api/http';
import type { Page } from '@/api/page';

/** Something that a meeting may pass. */
export interface Matter {
  key: string;
  record: 'registration' | 'pledge';
  id: string;
  version: number;
  subjectKind: SubjectKind;
  name: string;
  words: string;
  declared?: PledgeResult;
}

/** What the user chose for a matter. */
export interface Choice {
  verb: ActItem['verb'];
  result: PledgeResult;
  comment: string;
}

const MOST = 200;

async function everything<T>(path: string, query: Record<string, string>, signal: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  for (let page = 1; ; page += 1) {
    const reply = await call<Page<T>>('GET', path, { query: { ...query, page, per_page: MOST }, signal });
    items.push(...reply.items);
    if (items.length >= reply.total || reply.items.length === 0) return items;
  }
}

/** Registrations and reports of the chi bộ that wait for a decision of this user. */
export const mattersQuery = (unit: string) =>
  queryOptions({
    queryKey: ['registrations', 'matters', unit] as const,
    queryFn: async ({ signal }): Promise<Matter[]> => {
      const query = { unit, decidable: 'true' };
      const [registrations, pledges] = await Promise.all([
        everything<RegistrationView>('/registrations', { ...query, sort: 'name' }, signal),
        everything<PledgeView>('/pledges', query, signal),
      ]);
      return [
        ...registrations.map((record) => ({
          key: `registration:${record.id}`,
          record: 'registration' as const,
          id: record.id,
          version: record.version,
          subjectKind: record.subject_kind,
          name: record.person_name ?? record.unit_name,
          words: record.pledges.map((pledge) => pledge.content).join('\n'),
        })),
        ...pledges.map((pledge) => ({
          key: `pledge:${pledge.id}`,
          record: 'pledge' as const,
          id: pledge.id,
          version: pledge.version,
          subjectKind: pledge.subject_kind,
          name: pledge.person_name ?? pledge.unit_name,
          words: [pledge.content, pledge.declared?.summary].filter(Boolean).join('\n'),
          declared: pledge.declared?.result,
        })),
      ];
    },
  });

export const firstChoice = (matter: Matter): Choice => ({
  verb: matter.record === 'registration' ? 'approve' : 'verify',
  result: matter.declared ?? 'completed',
  comment: '',
});

export const needsComment = (choice: Choice) => choice.verb === 'return' || choice.verb === 'send-back';

/** The act on one matter, for the request. */
export function itemOf(matter: Matter, choice: Choice): ActItem {
  return {
    record: matter.record,
    id: matter.id,
    version: matter.version,
    verb: choice.verb,
    ...(choice.verb === 'verify' ? { result: choice.result } : {}),
    ...(choice.comment.trim() ? { comment: choice.comment.trim() } : {}),
  };
}
