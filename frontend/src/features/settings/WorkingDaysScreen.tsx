import './words';
import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBusinessDate } from '@/api/system';
import { formatInstant } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { Icon } from '@/shared/ui/icons';
import { Page } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { workingDaysQuery } from './api';
import { YearDays } from './YearDays';

const FIRST = 2016;

/** Holidays and swapped working days of a year; deadlines are counted by them. */
export function WorkingDaysScreen() {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const thisYear = Number(useBusinessDate().slice(0, 4));
  const params = useListParams({ filters: ['year'], defaults: { year: String(thisYear) } });
  const query = useQuery(workingDaysQuery(Number(params.get('year'))));
  return (
    <Page title={t('settings.working_days')} lead={t('settings.working_days_lead')}>
      <Filters params={params}>
        <SelectFilter
          params={params}
          name="year"
          required
          label={labelOf('dimension', 'year')}
          options={Array.from({ length: thisYear - FIRST + 6 }, (_, index) =>
            String(thisYear + 5 - index),
          ).map((year) => ({ value: year, label: year }))}
        />
      </Filters>
      <Loaded query={query} lines={8}>
        {(data) => (
          <>
            {data.provisional ? (
              <Alert
                color="yellow"
                variant="light"
                icon={<Icon name="info" />}
                title={t('settings.provisional')}
              >
                {t('settings.provisional_detail')}
              </Alert>
            ) : null}
            <Text size="sm" c="var(--quiet)">
              {data.edited
                ? t('settings.edited_at', { at: formatInstant(data.updated_at) })
                : t('settings.built_in_days')}
            </Text>
            {/* What was typed belongs to one year as it was read. */}
            <YearDays key={data.year} calendar={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
