import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { newQueryClient } from '@/api/client';
import { session } from '@/api/session';
import { App } from '@/app/App';
import { newRouter } from '@/app/router';
import { people } from './people';

/** The whole application at an address, signed in as one of the demonstration accounts (or nobody). */
export function renderApp(address: string, username?: keyof typeof people) {
  if (username)
    session.accept({
      access_token: `token-${username}`,
      token_type: 'Bearer',
      expires_in: 600,
      user: people[username],
    });
  const router = newRouter();
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [address] }) });
  const queryClient = newQueryClient();
  queryClient.setDefaultOptions({ queries: { ...queryClient.getDefaultOptions().queries, retry: false } });
  const screens = (
    <App queryClient={queryClient}>
      <RouterProvider router={router} />
    </App>
  );
  return { user: userEvent.setup(), router, ...render(screens) };
}
