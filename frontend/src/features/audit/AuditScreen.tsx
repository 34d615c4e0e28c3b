import '@/features/admin/words';
import { Alert, Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditView, VerificationView } from '@/api/generated';
import { DateInput } from '@/shared/form/DateField';
import { formatInstant, formatNumber, NONE } from '@/shared/i18n/format';
import { labelOf } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { Icon } from '@/shared/ui/icons';
import { Page } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { auditQuery, verifyChain } from './api';

const OBJECTS = [
  'registration',
  'pledge',
  'branch_meeting',
  'unit',
  'person',
  'membership',
  'delegation',
  'programme_year',
  'policy_document',
  'figure',
  'user',
  'role_assignment',
  'session',
] as const;

/** What was changed, when and by whom, and whether the chain of entries is whole. */
export function AuditScreen() {
  const { t } = useTranslation();
  const params = useListParams({ filters: ['object_type', 'object_id', 'actor', 'from', 'to'], perPage: 50 });
  const query = useQuery(auditQuery({ ...params.query, q: undefined, sort: undefined }));
  const verify = useMutation({ mutationFn: verifyChain });
  const columns = useMemo<Column<AuditView>[]>(
    () => [
      { id: 'at', header: t('audit.at'), main: true, cell: (row) => formatInstant(row.at) },
      { id: 'actor', header: t('audit.actor'), cell: (row) => row.actor_name ?? t('audit.command_line') },
      { id: 'action', header: t('audit.action'), cell: (row) => labelOf('audit.action', row.action) },
      {
        id: 'object',
        header: t('audit.object'),
        cell: (row) =>
          `${t(`audit.object_${row.object_type}`, { defaultValue: row.object_type })} ${row.object_id}`,
      },
      { id: 'reason', header: t('audit.reason'), cell: (row) => row.reason ?? NONE },
      { id: 'ip', header: t('audit.ip'), cell: (row) => row.ip ?? NONE },
      { id: 'change', header: t('audit.change'), cell: (row) => <Change row={row} /> },
    ],
    [t],
  );
  const day = (name: 'from' | 'to') => (
    <DateInput
      w={{ base: '100%', xs: 180 }}
      label={t(`audit.${name}`)}
      value={params.get(name)}
      onChange={(date) =>
        date === '' || /^\d{4}-\d{2}-\d{2}$/.test(date)
          ? params.set({ [name]: date || undefined })
          : undefined
      }
    />
  );
  return (
    <Page
      title={t('nav.audit')}
      lead={t('audit.lead')}
      actions={
        <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
          {t('audit.verify')}
        </Button>
      }
    >
      <div role="status">{verify.data ? <Verdict result={verify.data} /> : null}</div>
      <Filters params={params}>
        <SelectFilter
          params={params}
          name="object_type"
          label={t('audit.object')}
          options={OBJECTS.map((value) => ({ value, label: t(`audit.object_${value}`) }))}
        />
        {day('from')}
        {day('to')}
      </Filters>
      <DataTable
        caption={t('audit.caption')}
        columns={columns}
        query={query}
        params={params}
        rowId={(row) => row.id}
        empty={<Empty title={t('audit.empty')} detail={t('audit.lead')} />}
      />
    </Page>
  );
}

function Change({ row }: { row: AuditView }) {
  const { t } = useTranslation();
  if (!row.before && !row.after) return NONE;
  return (
    <details>
      <summary>{t('action.view')}</summary>
      {(['before', 'after'] as const).map((side) =>
        row[side] ? (
          <p key={side}>
            <strong>{t(`audit.${side}`)}</strong> {JSON.stringify(row[side])}
          </p>
        ) : null,
      )}
    </details>
  );
}

function Verdict({ result }: { result: VerificationView }) {
  const { t } = useTranslation();
  return (
    <Alert
      color={result.intact ? 'green' : 'red'}
      variant="light"
      icon={<Icon name={result.intact ? 'check' : 'warning'} />}
    >
      {result.intact
        ? t('audit.intact', {
            verified: formatNumber(result.verified),
            unsealed: formatNumber(result.unsealed),
          })
        : t('audit.broken', { seq: formatNumber(result.broken?.seq), id: result.broken?.audit_id ?? '' })}
    </Alert>
  );
}
