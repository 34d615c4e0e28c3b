import { queryOptions } from '@tanstack/react-query';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/types';
import { keepPage } from '@/shared/table/keepPage';

export interface AuditEntry {
  id: string;
  seq: number | null;
  at: string;
  actor_user_id: string | null;
  actor_name: string | null;
  ip: string | null;
  request_id: string;
  action: string;
  object_type: string;
  object_id: string;
  unit_id: string | null;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface Verification {
  intact: boolean;
  verified: number;
  broken: { seq: number; audit_id: string; reason: string } | null;
  unsealed: number;
}

export const auditQuery = (query: Query) =>
  queryOptions({
    queryKey: ['audit', query] as const,
    queryFn: ({ signal }) => call<Page<AuditEntry>>('GET', '/audit-log', { query, signal }),
    placeholderData: keepPage,
  });

export const verifyChain = () => call<Verification>('GET', '/audit-log/verify');
