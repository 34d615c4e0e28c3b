import { queryOptions } from '@tanstack/react-query';
import { call } from '@/api/http';
import type { Page, ProgrammeYear } from '@/api/types';

/** Every programme year, the newest first. */
export const programmeYearsQuery = queryOptions({
  queryKey: ['programmes', 'years'],
  queryFn: async ({ signal }) => {
    const page = await call<Page<ProgrammeYear>>('GET', '/programme-years', {
      query: { per_page: 200 },
      signal,
    });
    return [...page.items].sort((a, b) => b.year - a.year);
  },
  staleTime: 5 * 60_000,
});

/** The programme year of a calendar year. */
export const programmeYearQuery = (year: string) =>
  queryOptions({
    ...programmeYearsQuery,
    select: (years: ProgrammeYear[]) => years.find((entry) => String(entry.year) === year) ?? null,
  });
