import { holds } from '@/api/access';
import type { SignedInUser } from '@/api/generated';
import type { IconName } from '@/shared/ui/icons';

export interface NavEntry {
  to: string;
  /** Key of its words under `nav`. */
  key: string;
  icon: IconName;
  show: (user: SignedInUser) => boolean;
}

/** The way to every room, in the order of the menu. */
export const navigation: NavEntry[] = [
  { to: '/', key: 'home', icon: 'home', show: () => true },
  { to: '/my-registration', key: 'my_registration', icon: 'pen', show: (user) => user.person_id !== null },
  {
    to: '/branch',
    key: 'branch',
    icon: 'people',
    show: (user) => holds(user, 'member', 'branch_secretary', 'unit_staff', 'unit_leader', 'province_staff'),
  },
  {
    to: '/approvals',
    key: 'approvals',
    icon: 'check',
    show: (user) => holds(user, 'branch_secretary', 'unit_staff', 'unit_leader', 'province_staff'),
  },
  {
    to: '/issues',
    key: 'issues',
    icon: 'flag',
    show: (user) =>
      holds(user, 'member', 'branch_secretary', 'unit_staff', 'unit_leader', 'inspector', 'province_staff'),
  },
  {
    to: '/issues/late',
    key: 'late',
    icon: 'late',
    show: (user) =>
      holds(user, 'branch_secretary', 'unit_staff', 'unit_leader', 'inspector', 'province_staff'),
  },
  {
    to: '/reminders',
    key: 'reminders',
    icon: 'urge',
    show: (user) => user.roles.some((r) => r.role !== 'system_admin'),
  },
  { to: '/meetings', key: 'meetings', icon: 'meeting', show: (user) => holds(user, 'branch_secretary') },
  { to: '/units', key: 'units', icon: 'tree', show: () => true },
  {
    to: '/statistics',
    key: 'statistics',
    icon: 'chart',
    show: (user) => user.roles.some((r) => r.role !== 'system_admin'),
  },
  {
    to: '/programme-years',
    key: 'programme_years',
    icon: 'calendar',
    show: (user) => holds(user, 'province_staff'),
  },
  { to: '/settings', key: 'settings', icon: 'settings', show: (user) => holds(user, 'province_staff') },
  { to: '/jobs', key: 'jobs', icon: 'clock', show: (user) => holds(user, 'system_admin') },
  { to: '/admin/users', key: 'users', icon: 'key', show: (user) => holds(user, 'system_admin') },
  { to: '/admin/roles', key: 'roles', icon: 'role', show: (user) => holds(user, 'system_admin') },
  { to: '/admin/audit', key: 'audit', icon: 'list', show: (user) => holds(user, 'system_admin') },
];
