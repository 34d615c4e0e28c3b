import type { Role } from '@/api/generated';

/** Roles that a person can be given; the integrator's belongs to an API key. */
export const ROLES: readonly Role[] = [
  'member',
  'branch_secretary',
  'unit_staff',
  'unit_leader',
  'inspector',
  'province_staff',
  'system_admin',
];
