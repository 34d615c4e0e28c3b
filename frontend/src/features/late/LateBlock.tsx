import './words';
import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LateView } from '@/api/generated';
import { DeadlineChip, Responsible } from '@/features/issues/marks';
import { formatNumber, formatPercent } from '@/shared/i18n/format';
import { LinkButton, TextLink } from '@/shared/ui/links';
import { Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { lateQuery } from './api';
import classes from './Late.module.css';

/** Units and issues named on the home page; the page behind it has all of them. */
const PLACES = 12;
const OLDEST = 3;

/** The first thing of a leader's morning: what is late, where, and who answers for it. */
export function LateBlock({ year }: { year: string }) {
  const { t } = useTranslation();
  const query = useQuery(lateQuery({ year }));
  return (
    <Panel
      title={t('late.title')}
      actions={
        <LinkButton variant="light" to="/issues/late">
          {t('late.whole')}
        </LinkButton>
      }
    >
      <Loaded query={query} lines={5}>
        {(data) => <Block data={data} year={year} />}
      </Loaded>
    </Panel>
  );
}

function Block({ data, year }: { data: LateView; year: string }) {
  const { t } = useTranslation();
  const { total } = data;
  const places = data.by_unit.slice(0, PLACES);
  return (
    <Stack gap="md">
      <Text>
        {t('late.summary', {
          unit: data.unit_name,
          year,
          late: formatNumber(total.late_now),
          registered: formatNumber(total.registered),
          on_time: formatPercent(total.on_time.value),
          declared: formatPercent(total.completion_declared.value),
          confirmed: formatPercent(total.completion.value),
        })}
      </Text>
      {places.length > 0 || data.oldest.length > 0 ? (
        <div className={classes.block}>
          <section aria-label={t('late.where')}>
            <Title order={3}>{t('late.where')}</Title>
            <ul className={classes.places}>
              {places.map((row) => (
                <li key={row.key}>
                  <TextLink to="/issues/late" search={{ unit: row.key ?? data.unit_id, year }}>
                    {row.name}
                  </TextLink>
                  <span className={classes.number}>
                    {t('late.count', { count: row.late_now, number: formatNumber(row.late_now) })}
                  </span>
                </li>
              ))}
            </ul>
          </section>
          <section aria-label={t('late.oldest')}>
            <Title order={3} mb="xs">
              {t('late.oldest')}
            </Title>
            {data.oldest.length > 0 ? (
              <ol className={classes.oldest}>
                {data.oldest.slice(0, OLDEST).map((issue) => (
                  <li key={issue.id}>
                    <TextLink to="/issues/$id" params={{ id: issue.id }}>
                      {issue.title}
                    </TextLink>
                    <Text component="div" size="sm">
                      {issue.owning_unit_name}
                    </Text>
                    <Group gap="sm">
                      <DeadlineChip issue={issue} />
                      <Text component="div" size="sm">
                        <Responsible issue={issue} />
                      </Text>
                    </Group>
                  </li>
                ))}
              </ol>
            ) : (
              <Text c="var(--quiet)">{t('late.none_late')}</Text>
            )}
          </section>
        </div>
      ) : null}
    </Stack>
  );
}
