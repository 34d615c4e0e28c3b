import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { holds } from '@/api/access';
import type { ProgrammeYearView } from '@/api/generated';
import { useUser } from '@/api/session';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import type { Column } from '@/shared/table/DataTable';
import { PlainTable } from '@/shared/table/PlainTable';
import { LinkButton, TextLink } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { programmeYearsQuery } from './api';
import { YearState } from './YearState';

/** The years of the programme, the newest first. */
export function YearsScreen() {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const writes = holds(useUser(), 'province_staff');
  const query = useQuery(programmeYearsQuery);
  const columns = useMemo<Column<ProgrammeYearView>[]>(
    () => [
      {
        id: 'year',
        header: labelOf('dimension', 'year'),
        main: true,
        cell: (row) => (
          <TextLink to="/programme-years/$id" params={{ id: row.id }}>
            {t('programme.year', { year: row.year })}
          </TextLink>
        ),
      },
      { id: 'status', header: t('registrations.state'), cell: (row) => <YearState year={row} /> },
      { id: 'topic', header: t('programme.topic'), cell: (row) => row.topic },
      {
        id: 'window',
        header: t('programme.window'),
        cell: (row) =>
          t('programme.span', {
            from: formatDate(row.registration_opens_on),
            to: formatDate(row.registration_closes_on),
          }),
      },
      {
        id: 'report',
        header: t('programme.report_due_on'),
        cell: (row) => formatDate(row.report_due_on),
      },
      {
        id: 'limit',
        header: t('programme.limits'),
        cell: (row) => t('programme.limits_of', { limit: row.pledge_limit, maximum: row.pledge_maximum }),
      },
    ],
    [t, labelOf],
  );
  const add = writes ? <LinkButton to="/programme-years/new">{t('programme.new_year')}</LinkButton> : null;
  return (
    <Page
      title={t('nav.programme_years')}
      actions={
        <>
          {add}
          <LinkButton variant="default" to="/policy-documents">
            {t('programme.documents')}
          </LinkButton>
        </>
      }
    >
      <Loaded query={query} lines={6}>
        {(years) =>
          years.length > 0 ? (
            <PlainTable
              caption={t('nav.programme_years')}
              columns={columns}
              rows={years}
              rowId={(row) => row.id}
            />
          ) : (
            <Empty title={t('programme.no_years')} detail={t('programme.no_years_detail')} action={add} />
          )
        }
      </Loaded>
    </Page>
  );
}
