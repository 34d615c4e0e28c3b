import { queryOptions } from '@tanstack/react-query';
import { unitsWith } from '@/api/access';
import type { PledgeView, RegistrationView, SignedInUser } from '@/api/generated';
import { call } from '@/api/http';
import type { Page } from '@/api/page';

export interface Waiting {
  id: string;
  /** Whose record it is. */
  name: string;
  unitName: string;
  at: string | null | undefined;
  registrationId: string;
  pledge?: PledgeView;
}

interface Place {
  unit: string;
  year: string;
}

/** The units on which the user decides, or prepares the decision. */
export const decidingUnits = (user: SignedInUser) =>
  unitsWith(user, 'branch_secretary', 'unit_leader', 'unit_staff', 'province_staff');

const MOST = 200;

const nameOf = (record: RegistrationView | undefined) => record && (record.person_name ?? record.unit_name);

/** Registrations handed in that this user may decide on, the oldest first. */
export const waitingRegistrations = ({ unit, year }: Place) =>
  queryOptions({
    queryKey: ['registrations', 'waiting', unit, year] as const,
    queryFn: async ({ signal }): Promise<Waiting[]> => {
      const query = { unit, year, status: 'submitted', sort: 'submitted_at', per_page: MOST };
      const page = await call<Page<RegistrationView>>('GET', '/registrations', { query, signal });
      return page.items
        .filter((record) => record.allowed_actions.includes('approve'))
        .map((record) => ({
          id: record.id,
          name: record.person_name ?? record.unit_name,
          unitName: record.unit_name,
          at: record.submitted_at,
          registrationId: record.id,
        }));
    },
    enabled: unit !== '',
  });

/** Reported pledges that this user may confirm, the oldest report first. */
export const waitingPledges = ({ unit, year }: Place) =>
  queryOptions({
    queryKey: ['registrations', 'waiting-pledges', unit, year] as const,
    queryFn: async ({ signal }): Promise<Waiting[]> => {
      const query = { unit, year, status: 'reported', sort: 'updated_at', per_page: MOST };
      const [page, known] = await Promise.all([
        call<Page<PledgeView>>('GET', '/pledges', { query, signal }),
        call<Page<RegistrationView>>('GET', '/registrations', {
          query: { unit, year, status: 'approved,closed', per_page: MOST },
          signal,
        }),
      ]);
      const parents = new Map(known.items.map((record) => [record.id, record]));
      return page.items
        .filter((pledge) => pledge.allowed_actions.includes('verify'))
        .map((pledge) => ({
          id: pledge.id,
          name: nameOf(parents.get(pledge.registration_id)) ?? pledge.content,
          unitName: parents.get(pledge.registration_id)?.unit_name ?? '',
          at: pledge.declared?.at ?? null,
          registrationId: pledge.registration_id,
          pledge,
        }));
    },
    enabled: unit !== '',
  });
