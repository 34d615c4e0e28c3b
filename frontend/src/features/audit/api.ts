import { queryOptions } from '@tanstack/react-query';
import type { AuditView, VerificationView } from '@/api/generated';
import { call, type Query } from '@/api/http';
import type { Page } from '@/api/page';
import { keepPage } from '@/shared/table/keepPage';

export const auditQuery = (query: Query) =>
  queryOptions({
    queryKey: ['audit', query] as const,
    queryFn: ({ signal }) => call<Page<AuditView>>('GET', '/audit-log', { query, signal }),
    placeholderData: keepPage,
  });

export const verifyChain = () => call<VerificationView>('GET', '/audit-log/verify');
