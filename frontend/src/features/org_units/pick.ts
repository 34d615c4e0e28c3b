import type { UnitView } from '@/api/generated';
import { call } from '@/api/http';
import type { Page } from '@/api/page';
import type { Choice } from '@/shared/form/PickField';

/** Units by a part of their name. */
export async function findUnits(words: string, signal: AbortSignal): Promise<Choice[]> {
  const page = await call<Page<UnitView>>('GET', '/units', { query: { q: words, per_page: 20 }, signal });
  return page.items.map((unit) => ({
    value: unit.id,
    label: unit.name,
    hint: unit.path
      .filter((entry) => entry.id !== unit.id)
      .map((entry) => entry.short_name)
      .join(' › '),
  }));
}
