import './words';
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBusinessDate } from '@/api/system';
import { useCodes } from '@/features/code_lists/api';
import { yearOptions } from '@/features/registrations/years';
import { formatDate, formatInstant } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { Page } from '@/shared/ui/Page';
import { statisticsQuery } from './api';
import { Breakdown } from './Breakdown';
import { Crumbs } from './Crumbs';
import { Definitions } from './Definitions';
import { IssueTiles } from './IssueTiles';
import { FILTERS, filtersOf, isAboutIssues } from './question';
import { Reported } from './Reported';
import { Tiles } from './Tiles';

/** What stands in the address for pledges or for issues alone. */
const OWN = [
  'subject_kind',
  'membership',
  'position_group',
  'field',
  'registering_level',
  'kind',
  'by',
  'measure',
];

/** The figures of a unit: tiles, the units below with drill-down, the years, and what units reported beside it. */
export function StatisticsScreen() {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const today = useBusinessDate();
  const thisYear = today.slice(0, 4);
  const params = useListParams({
    filters: FILTERS,
    defaults: { from: String(Number(thisYear) - 1), to: thisYear, tree: 'at_time', about: 'pledges' },
  });
  const filters = filtersOf(params);
  const issues = isAboutIssues(params);
  const { choices: fields } = useCodes('field');
  const { choices: kinds } = useCodes('issue.kind');
  const total = useQuery(
    statisticsQuery({
      ...filters,
      measure: issues ? 'issues.registered' : 'registrations.subjects,pledges.registered',
    }),
  );
  return (
    <Page
      title={t('nav.statistics')}
      lead={
        total.data ? (
          <>
            {total.data.unit.name}
            <br />
            {t('statistics.as_of', {
              date: formatDate(total.data.as_of),
              at: formatInstant(total.data.computed_at),
              tree: labelOf('tree', total.data.tree).toLocaleLowerCase('vi'),
            })}
          </>
        ) : undefined
      }
    >
      <Crumbs params={params} />
      <Tabs
        value={issues ? 'issues' : 'pledges'}
        // What is filtered and split by differs from one to the other.
        onChange={(about) =>
          params.set({
            ...Object.fromEntries(OWN.map((name) => [name, undefined])),
            about: about === 'issues' ? about : undefined,
          })
        }
      >
        <Tabs.List>
          <Tabs.Tab value="pledges">{t('statistics.about_pledges')}</Tabs.Tab>
          <Tabs.Tab value="issues">{t('statistics.about_issues')}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      <Filters params={params}>
        <SelectFilter
          params={params}
          name="from"
          required
          label={t('statistics.from')}
          options={yearOptions(today)}
        />
        <SelectFilter
          params={params}
          name="to"
          required
          label={t('statistics.to')}
          options={yearOptions(today)}
        />
        <SelectFilter
          params={params}
          name="tree"
          required
          label={t('statistics.tree')}
          options={optionsOf('tree')}
        />
        {issues ? (
          <>
            <SelectFilter
              params={params}
              name="registering_level"
              label={labelOf('dimension', 'registering_level')}
              options={optionsOf('registering_level', undefined, 'short')}
            />
            <SelectFilter
              params={params}
              name="kind"
              label={labelOf('dimension', 'kind')}
              options={kinds(undefined, 'short')}
            />
            <SelectFilter
              params={params}
              name="field"
              label={labelOf('dimension', 'field')}
              options={fields(undefined, 'short')}
            />
          </>
        ) : (
          <>
            <SelectFilter
              params={params}
              name="subject_kind"
              label={labelOf('dimension', 'subject_kind')}
              options={optionsOf('subject_kind')}
            />
            {params.get('subject_kind') === 'collective' ? null : (
              <SelectFilter
                params={params}
                name="membership"
                label={labelOf('dimension', 'membership')}
                options={optionsOf('membership')}
              />
            )}
            <SelectFilter
              params={params}
              name="position_group"
              label={labelOf('dimension', 'position_group')}
              options={optionsOf('position_group')}
            />
          </>
        )}
      </Filters>
      {issues ? <IssueTiles filters={filters} /> : <Tiles filters={filters} />}
      <Breakdown params={params} filters={filters} />
      <Reported unit={params.get('unit') || total.data?.unit.id} year={String(filters.year)} />
      <Definitions />
    </Page>
  );
}
