import { queryOptions, useQuery } from '@tanstack/react-query';
import type { SystemView } from '@/api/generated';
import { call } from './http';

/** Version, environment, business date and banner of the installation; answered without sign-in. */
export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => call<SystemView>('GET', '/system', { signal, anonymous: true }),
  staleTime: 5 * 60_000,
});

/** The day that the register lives in (`YYYY-MM-DD`): today in Vietnam, or the day of the demonstration. */
export function useBusinessDate(): string {
  const { data } = useQuery(systemQuery);
  return (
    data?.business_date ??
    new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())
  );
}
