import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Crash, NotFound } from './fallbacks';
import { Root } from './Root';
import { parseSearch, stringifySearch } from './search';

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Crash });

/** One line per screen; each loads its code when it is first opened. */
function screen<const P extends string, M, const N extends keyof M & string>(
  path: P,
  load: () => Promise<M>,
  name: N,
) {
  return createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: (search: Record<string, unknown>) => search as Record<string, string | undefined>,
    component: lazyRouteComponent(load as () => Promise<Record<string, React.ComponentType>>, name),
  });
}

const routeTree = root.addChildren([
  screen('/', () => import('@/features/home/HomeScreen'), 'HomeScreen'),
  screen('/account/sessions', () => import('@/features/auth/SessionsScreen'), 'SessionsScreen'),
  screen('/account/password', () => import('@/features/auth/ChangePasswordScreen'), 'ChangePasswordScreen'),
  screen(
    '/branch',
    () => import('@/features/registrations/UnitRegistrationsScreen'),
    'UnitRegistrationsScreen',
  ),
]);

export function newRouter() {
  return createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: Crash,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
