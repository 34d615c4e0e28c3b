import { Alert, Button, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { describe } from '@/api/funnel';
import { toProblem } from '@/api/problem';
import { Icon } from './icons';

/** Grey bars of the height of the content that is coming. */
export function Loading({ lines = 4, height = 44 }: { lines?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" aria-busy="true">
      <VisuallyHidden role="status">{t('state.loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity
        <Skeleton key={line} height={height} radius="md" />
      ))}
    </Stack>
  );
}

interface NoticeProps {
  title: string;
  detail?: ReactNode;
  action?: ReactNode;
}

/** Nothing is here yet: why, and what to do next. */
export function Empty({ title, detail, action }: NoticeProps) {
  return (
    <Stack gap="xs" p="lg" align="flex-start" bg="white" bdrs="md" bd="1px dashed var(--line)">
      <Title order={2} size="h3">
        {title}
      </Title>
      {detail ? <Text c="var(--quiet)">{detail}</Text> : null}
      {action}
    </Stack>
  );
}

/** The filters leave nothing. */
export function NoResult({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty
      title={t('state.no_result.title')}
      detail={t('state.no_result.detail')}
      action={
        <Button variant="light" onClick={onClear}>
          {t('state.no_result.clear')}
        </Button>
      }
    />
  );
}

/** A failure that took the place of the content: no permission, not found, or an error with code, trace id and retry. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const problem = toProblem(error);
  if (problem.status === 403) {
    return (
      <Empty
        title={t('state.no_permission.title')}
        detail={problem.detail ?? t('state.no_permission.detail')}
      />
    );
  }
  if (problem.status === 404) {
    return (
      <Empty title={t('state.not_found.title')} detail={problem.detail ?? t('state.not_found.detail')} />
    );
  }
  return <ProblemAlert error={problem} onRetry={onRetry} />;
}

/** A problem in words, with its code and trace id. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const { title, detail, reference } = describe(toProblem(error));
  return (
    <Alert color="red" variant="light" icon={<Icon name="warning" />} title={title} role="alert">
      <Stack gap="xs" align="flex-start">
        {detail ? <Text>{detail}</Text> : null}
        <Text size="sm">{reference}</Text>
        {onRetry ? (
          <Button variant="default" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}

/** The content of a query, or the state that it is in. */
export function Loaded<T>({ query, lines, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading lines={lines} />;
}
