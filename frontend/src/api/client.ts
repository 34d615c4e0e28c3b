import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { notifyProblem } from './funnel';
import { toProblem } from './problem';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Asked for by itself again and again: a refresh that fails is not worth a message. */
      quiet?: boolean;
    };
    mutationMeta: {
      /** The screen shows the failure itself (forms do). */
      shown?: boolean;
    };
  }
}

/** The query client: one place decides about retries and where failures go. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // A list that is on screen and fails to refresh says so; a first load shows its own error state.
        if (query.state.data !== undefined && !query.meta?.quiet) notifyProblem(toProblem(error));
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        if (!mutation.meta?.shown) notifyProblem(toProblem(error));
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) => toProblem(error).retryable && count < 2,
        refetchOnWindowFocus: true,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
