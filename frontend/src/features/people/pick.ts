import type { PersonView } from '@/api/generated';
import { call } from '@/api/http';
import type { Page } from '@/api/page';
import type { Choice } from '@/shared/form/PickField';

/** Persons by a part of their name, told apart by unit, position and year of birth. */
export async function findPeople(words: string, signal: AbortSignal, unit?: string): Promise<Choice[]> {
  const page = await call<Page<PersonView>>('GET', '/people', {
    query: { q: words, unit, per_page: 20 },
    signal,
  });
  return page.items.map((person) => ({
    value: person.id,
    label: person.full_name,
    hint: [person.position, person.unit_name, person.birth_year].filter(Boolean).join(' · '),
  }));
}
