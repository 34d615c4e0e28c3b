import type { Role, SignedInUser } from '@/api/generated';

/** Whether the user holds one of the roles anywhere. Only for what to offer: the server decides what is allowed. */
export function holds(user: SignedInUser, ...roles: Role[]): boolean {
  return user.roles.some((entry) => roles.includes(entry.role));
}

/** The units on which the user holds one of the roles. */
export function unitsWith(user: SignedInUser, ...roles: Role[]): { id: string; name: string }[] {
  const units = new Map<string, string>();
  for (const entry of user.roles)
    if (roles.includes(entry.role)) units.set(entry.unit_id, entry.unit_name ?? '');
  return [...units].map(([id, name]) => ({ id, name }));
}
