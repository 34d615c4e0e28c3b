import './words';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '@/api/generated';
import { formatInstant, formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { TextLink } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { jobsQuery } from './api';
import { JobState } from './JobState';
import { useJobKind } from './jobKinds';

/** Long work: what runs, what is over, what failed and why. */
export function JobsScreen() {
  const { t } = useTranslation();
  const { optionsOf } = useLabels();
  const kindOf = useJobKind();
  const params = useListParams({ filters: ['status'] });
  const { sort: _sort, q: _q, ...asked } = params.query;
  const query = useQuery(jobsQuery(asked));
  const columns = useMemo<Column<JobView>[]>(
    () => [
      {
        id: 'kind',
        header: t('jobs.kind'),
        main: true,
        cell: (job) => (
          <TextLink to="/jobs/$id" params={{ id: job.id }}>
            {t('jobs.one', { kind: kindOf(job.kind), at: formatInstant(job.created_at) })}
          </TextLink>
        ),
      },
      { id: 'status', header: t('registrations.state'), cell: (job) => <JobState status={job.status} /> },
      {
        id: 'progress',
        header: t('jobs.how_far'),
        cell: (job) =>
          job.progress_total
            ? t('jobs.progress', {
                done: formatNumber(job.progress_done),
                total: formatNumber(job.progress_total),
                percent: Math.round((job.progress_done * 100) / job.progress_total),
              })
            : t('jobs.steps', { done: formatNumber(job.progress_done) }),
      },
      { id: 'changed', header: t('jobs.changed'), cell: (job) => formatInstant(job.updated_at) },
      { id: 'error', header: t('jobs.error'), cell: (job) => job.error_title ?? '' },
    ],
    [t, kindOf],
  );
  return (
    <Page title={t('nav.jobs')} lead={t('jobs.list_lead')}>
      <Filters params={params}>
        <SelectFilter
          params={params}
          name="status"
          label={t('registrations.state')}
          options={optionsOf('job.status')}
        />
      </Filters>
      <DataTable
        caption={t('jobs.caption')}
        columns={columns}
        query={query}
        params={params}
        rowId={(job) => job.id}
        empty={<Empty title={t('jobs.none')} detail={t('jobs.none_detail')} />}
      />
    </Page>
  );
}
