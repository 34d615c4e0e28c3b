import './words';
import { Button, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { JobView } from '@/api/generated';
import { formatInstant, formatNumber } from '@/shared/i18n/format';
import { Facts } from '@/shared/ui/Facts';
import { LinkButton } from '@/shared/ui/links';
import { Page, Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { cancelJob, jobQuery } from './api';
import { JobState } from './JobState';
import { useJobKind } from './jobKinds';

/** A long piece of work: how far it is, and a way to stop it. */
export function JobScreen() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(jobQuery(id));
  return (
    <Page
      title={t('jobs.title')}
      lead={t('jobs.lead')}
      actions={
        <LinkButton variant="default" to="/jobs">
          {t('jobs.all')}
        </LinkButton>
      }
    >
      <Loaded query={query}>{(job) => <Job job={job} />}</Loaded>
    </Page>
  );
}

function Job({ job }: { job: JobView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const kindOf = useJobKind();
  const cancel = useMutation({
    mutationFn: () => cancelJob(job),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  });
  const total = job.progress_total ?? 0;
  const percent = total > 0 ? Math.round((job.progress_done * 100) / total) : undefined;
  return (
    <Panel>
      <Stack gap="sm">
        <div role="status">
          <JobState status={job.status} />{' '}
          {percent === undefined
            ? t('jobs.steps', { done: formatNumber(job.progress_done) })
            : t('jobs.progress', {
                done: formatNumber(job.progress_done),
                total: formatNumber(total),
                percent,
              })}
        </div>
        {percent === undefined ? null : <Progress value={percent} size="lg" aria-label={t('jobs.title')} />}
        <Facts
          entries={[
            [t('jobs.kind'), kindOf(job.kind)],
            [t('jobs.began'), formatInstant(job.created_at)],
            [t('jobs.changed'), formatInstant(job.updated_at)],
            [t('jobs.attempts'), formatNumber(job.attempts)],
            [t('jobs.error'), job.error_title ?? job.error],
          ]}
        />
        {job.result ? (
          <details>
            <summary>{t('jobs.result')}</summary>
            <Text component="pre" size="sm">
              {JSON.stringify(job.result, null, 2)}
            </Text>
          </details>
        ) : null}
        {job.allowed_actions.includes('cancel') ? (
          <div>
            <Button color="red" variant="light" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('jobs.cancel')}
            </Button>
          </div>
        ) : null}
      </Stack>
    </Panel>
  );
}
