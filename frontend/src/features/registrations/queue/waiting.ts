import { queryOptions } from '@tanstack/react-query';
import { unitsWith } from '@/api/access';
import type { PledgeView, RegistrationView, SignedInUser } from '@/api/generated';
import { call } from '@/api/http';
import type { Page } from '@/api/page';
import { keepPage } from '@/shared/table/keepPage';

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
  page?: number;
  perPage?: number;
}

/** The units on which the user decides, or prepares the decision. */
export const decidingUnits = (user: SignedInUser) =>
  unitsWith(user, 'branch_secretary', 'unit_leader', 'unit_staff', 'province_staff');

const nameOf = (record: Pick<RegistrationView, 'person_name' | 'unit_name'>) =>
  record.person_name ?? record.unit_name;

function asked({ unit, year, page = 1, perPage = 1 }: Place) {
  return { unit, year, decidable: true, page, per_page: perPage };
}

/** A page of the registrations handed in that this user may decide on, the oldest first; of one row where only the total counts. */
export const waitingRegistrations = (place: Place) =>
  queryOptions({
    queryKey: ['registrations', 'waiting', place] as const,
    queryFn: async ({ signal }): Promise<Page<Waiting>> => {
      const query = { ...asked(place), sort: 'submitted_at' };
      const page = await call<Page<RegistrationView>>('GET', '/registrations', { query, signal });
      const items = page.items.map((record) => ({
        id: record.id,
        name: nameOf(record),
        unitName: record.unit_name,
        at: record.submitted_at,
        registrationId: record.id,
      }));
      return { ...page, items };
    },
    enabled: place.unit !== '',
    placeholderData: keepPage,
  });

/** A page of the reported pledges that this user may confirm, the oldest report first. */
export const waitingPledges = (place: Place) =>
  queryOptions({
    queryKey: ['registrations', 'waiting-pledges', place] as const,
    queryFn: async ({ signal }): Promise<Page<Waiting>> => {
      const query = { ...asked(place), sort: 'updated_at' };
      const page = await call<Page<PledgeView>>('GET', '/pledges', { query, signal });
      const items = page.items.map((pledge) => ({
        id: pledge.id,
        name: nameOf(pledge),
        unitName: pledge.unit_name,
        at: pledge.declared?.at,
        registrationId: pledge.registration_id,
        pledge,
      }));
      return { ...page, items };
    },
    enabled: place.unit !== '',
    placeholderData: keepPage,
  });
