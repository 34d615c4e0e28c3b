import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holds, unitsWith } from '@/api/access';
import type { DutyIssueView, DutyView } from '@/api/generated';
import { useUser } from '@/api/session';
import { formatDate, formatNumber } from '@/shared/i18n/format';
import { useListParams } from '@/shared/table/listParams';
import { PlainTable } from '@/shared/table/PlainTable';
import { TextLink } from '@/shared/ui/links';
import { Panel } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import { UnitChoice } from '@/shared/ui/UnitChoice';
import { dutyQuery, SUPERIORS } from './api';
import classes from './Duty.module.css';
import { RemindButton } from './RemindButton';

/** The superior's own duty: late work below of which nobody there has reminded. */
export function Duty() {
  const user = useUser();
  const units = unitsWith(user, ...SUPERIORS, 'inspector');
  const params = useListParams({ defaults: { duty_unit: units[0]?.id ?? '' } });
  const unit = params.get('duty_unit');
  const query = useQuery(dutyQuery(unit));
  return (
    <Stack gap="md">
      <UnitChoice units={units} value={unit} onChange={(id) => params.set({ duty_unit: id })} />
      <Loaded query={query} lines={6}>
        {(data) => <Work key={data.unit_id} data={data} />}
      </Loaded>
    </Stack>
  );
}

function Work({ data }: { data: DutyView }) {
  const { t } = useTranslation();
  const urges = holds(useUser(), ...SUPERIORS);
  const params = useListParams({ perPage: 20 });
  const [units, setUnits] = useState<ReadonlySet<string>>(new Set());
  const [issues, setIssues] = useState<ReadonlySet<string>>(new Set());
  const number = formatNumber;
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm" component="dl" m={0}>
        {(['late_open', 'reminded', 'not_reminded'] as const).map((name) => (
          <div
            key={name}
            className={classes.tile}
            data-open={(name === 'not_reminded' && data[name] > 0) || undefined}
          >
            <dt>{t(`remind.${name}`)}</dt>
            <dd>{number(data[name])}</dd>
          </div>
        ))}
      </SimpleGrid>
      {data.registrations.map((year) => (
        <Text key={year.year}>
          {t('remind.missing', {
            year: year.year,
            missing: number(year.missing),
            collectives: number(year.missing_collectives),
            due: formatDate(year.due_on),
          })}{' '}
          {year.last_reminded_on
            ? t('remind.last_reminded', { date: formatDate(year.last_reminded_on) })
            : t('remind.never_reminded')}{' '}
          <TextLink to="/branch" search={{ unit: data.unit_id, year: String(year.year), tab: 'people' }}>
            {t('remind.see_missing')}
          </TextLink>
        </Text>
      ))}
      <Panel
        title={t('remind.not_reminded_issues')}
        actions={
          urges && issues.size > 0 ? (
            <RemindButton
              about="issues"
              targets={{
                issues: data.oldest
                  .filter((issue) => issues.has(issue.issue_id))
                  .map((issue) => ({
                    id: issue.issue_id,
                    title: issue.title,
                    owning_unit_name: issue.owning_unit_name,
                    responsible_name: issue.responsible,
                  })),
              }}
              onDone={() => setIssues(new Set())}
            />
          ) : null
        }
      >
        {data.oldest.length > 0 ? (
          <PlainTable<DutyIssueView>
            caption={t('table.of', { title: t('remind.not_reminded_issues') })}
            rows={data.oldest}
            rowId={(issue) => issue.issue_id}
            rowName={(issue) => issue.title}
            params={params}
            sortKey="sort"
            selection={urges ? { ids: issues, onChange: setIssues } : undefined}
            columns={[
              {
                id: 'title',
                header: t('late.issue'),
                main: true,
                sort: 'title',
                value: (issue) => issue.title,
                cell: (issue) => (
                  <TextLink to="/issues/$id" params={{ id: issue.issue_id }}>
                    {issue.title}
                  </TextLink>
                ),
              },
              {
                id: 'responsible',
                header: t('late.responsible'),
                sort: 'responsible',
                value: (issue) => issue.responsible,
                cell: (issue) => issue.responsible,
              },
              {
                id: 'unit',
                header: t('late.unit'),
                sort: 'unit',
                value: (issue) => issue.owning_unit_name,
                cell: (issue) => issue.owning_unit_name,
              },
              {
                id: 'late',
                header: t('late.deadline'),
                sort: 'late',
                value: (issue) => issue.working_days_late,
                cell: (issue) => (
                  <Chip tone="red">
                    {t('deadlines.days_late', {
                      count: issue.working_days_late,
                      date: formatDate(issue.due_on),
                    })}
                  </Chip>
                ),
              },
            ]}
          />
        ) : (
          <Empty title={t('remind.duty_done')} detail={t('remind.duty_done_detail')} />
        )}
      </Panel>
      {data.by_unit.length > 0 ? (
        <Panel
          title={t('remind.by_unit')}
          actions={
            urges && units.size > 0 ? (
              <RemindButton
                about="issues"
                targets={{
                  units: data.by_unit
                    .filter((row) => units.has(row.unit_id))
                    .map((row) => ({
                      id: row.unit_id,
                      name: row.unit_name,
                      note: t('late.count', { count: row.late_open, number: number(row.late_open) }),
                    })),
                }}
                onDone={() => setUnits(new Set())}
              />
            ) : null
          }
        >
          <PlainTable
            caption={t('table.of', { title: t('remind.by_unit') })}
            rows={data.by_unit}
            rowId={(row) => row.unit_id}
            rowName={(row) => row.unit_name}
            params={params}
            sortKey="by_unit"
            selection={urges ? { ids: units, onChange: setUnits } : undefined}
            selectable={(row) => row.unit_id !== data.unit_id}
            columns={[
              {
                id: 'name',
                header: t('late.unit'),
                main: true,
                sort: 'name',
                value: (row) => row.unit_name,
                cell: (row) => (
                  <TextLink to="/issues/late" search={{ unit: row.unit_id }}>
                    {row.unit_name}
                  </TextLink>
                ),
              },
              {
                id: 'late',
                header: t('remind.late_open'),
                sort: 'open',
                align: 'end',
                value: (row) => row.late_open,
                cell: (row) => number(row.late_open),
              },
              {
                id: 'not',
                header: t('remind.not_reminded'),
                sort: 'not',
                align: 'end',
                value: (row) => row.not_reminded,
                cell: (row) => <strong>{number(row.not_reminded)}</strong>,
              },
            ]}
          />
        </Panel>
      ) : null}
    </Stack>
  );
}
