import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Crash, NotFound } from './fallbacks';
import { Frame } from './layout/Frame';
import { parseSearch, stringifySearch } from './search';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: Crash });

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
  screen('/issues/late', () => import('@/features/late/LateScreen'), 'LateScreen'),
  screen('/reminders', () => import('@/features/reminders/RemindersScreen'), 'RemindersScreen'),
  screen('/notifications', () => import('@/features/notifications/InboxScreen'), 'InboxScreen'),
  screen(
    '/notifications/settings',
    () => import('@/features/notifications/NoticeSettingsScreen'),
    'NoticeSettingsScreen',
  ),
  screen('/account/sessions', () => import('@/features/auth/SessionsScreen'), 'SessionsScreen'),
  screen('/account/password', () => import('@/features/auth/ChangePasswordScreen'), 'ChangePasswordScreen'),
  screen(
    '/my-registration',
    () => import('@/features/registrations/MyRegistrationScreen'),
    'MyRegistrationScreen',
  ),
  screen(
    '/branch',
    () => import('@/features/registrations/UnitRegistrationsScreen'),
    'UnitRegistrationsScreen',
  ),
  screen('/branch/grid', () => import('@/features/registrations/GridScreen'), 'GridScreen'),
  screen('/approvals', () => import('@/features/registrations/ApprovalsScreen'), 'ApprovalsScreen'),
  screen('/registrations/new', () => import('@/features/registrations/NewScreen'), 'NewScreen'),
  screen(
    '/registrations/$id',
    () => import('@/features/registrations/RegistrationScreen'),
    'RegistrationScreen',
  ),
  screen('/registrations/$id/edit', () => import('@/features/registrations/EditScreen'), 'EditScreen'),
  screen('/registrations/$id/print', () => import('@/features/registrations/PrintScreen'), 'PrintScreen'),
  screen('/meetings', () => import('@/features/meetings/MeetingsScreen'), 'MeetingsScreen'),
  screen('/meetings/new', () => import('@/features/meetings/NewMeetingScreen'), 'NewMeetingScreen'),
  screen('/meetings/$id', () => import('@/features/meetings/MeetingScreen'), 'MeetingScreen'),
  screen('/issues', () => import('@/features/issues/IssuesScreen'), 'IssuesScreen'),
  screen('/issues/board', () => import('@/features/issues/BoardScreen'), 'BoardScreen'),
  screen('/issues/calendar', () => import('@/features/issues/CalendarScreen'), 'CalendarScreen'),
  screen('/issues/new', () => import('@/features/issues/NewIssueScreen'), 'NewIssueScreen'),
  screen('/issues/$id', () => import('@/features/issues/IssueScreen'), 'IssueScreen'),
  screen('/issues/$id/edit', () => import('@/features/issues/EditIssueScreen'), 'EditIssueScreen'),
  screen('/programme-years', () => import('@/features/programmes/YearsScreen'), 'YearsScreen'),
  screen('/programme-years/new', () => import('@/features/programmes/NewYearScreen'), 'NewYearScreen'),
  screen('/programme-years/$id', () => import('@/features/programmes/YearScreen'), 'YearScreen'),
  screen('/policy-documents', () => import('@/features/programmes/DocumentsScreen'), 'DocumentsScreen'),
  screen('/units', () => import('@/features/org_units/UnitsScreen'), 'UnitsScreen'),
  screen('/units/$id', () => import('@/features/org_units/UnitScreen'), 'UnitScreen'),
  screen('/statistics', () => import('@/features/statistics/StatisticsScreen'), 'StatisticsScreen'),
  screen('/settings', () => import('@/features/settings/SettingsScreen'), 'SettingsScreen'),
  screen(
    '/settings/working-days',
    () => import('@/features/settings/WorkingDaysScreen'),
    'WorkingDaysScreen',
  ),
  screen('/settings/code-lists', () => import('@/features/settings/CodeListsScreen'), 'CodeListsScreen'),
  screen('/settings/reminder-rules', () => import('@/features/settings/RulesScreen'), 'RulesScreen'),
  screen('/jobs', () => import('@/features/settings/JobsScreen'), 'JobsScreen'),
  screen('/jobs/$id', () => import('@/features/settings/JobScreen'), 'JobScreen'),
  screen('/admin/users', () => import('@/features/admin/UsersScreen'), 'UsersScreen'),
  screen('/admin/users/$id', () => import('@/features/admin/UserScreen'), 'UserScreen'),
  screen('/admin/roles', () => import('@/features/admin/RolesScreen'), 'RolesScreen'),
  screen('/admin/audit', () => import('@/features/audit/AuditScreen'), 'AuditScreen'),
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
