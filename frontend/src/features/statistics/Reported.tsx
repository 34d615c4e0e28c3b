import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FigureView } from '@/api/generated';
import { formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { useListParams } from '@/shared/table/listParams';
import { Pager } from '@/shared/table/Pager';
import { PlainTable } from '@/shared/table/PlainTable';
import { Panel } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { figuresQuery } from './api';

/** What units reported for these years, beside what is counted from records and never mixed with it. */
export function Reported({ unit, year }: { unit: string | undefined; year: string }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const params = useListParams({ perPage: 10, pageKey: 'figures' });
  const query = useQuery({
    ...figuresQuery({ unit, year, page: params.page, per_page: params.perPage, sort: 'metric' }),
    enabled: Boolean(unit),
  });
  const amount = (figure: FigureView) => {
    const bare =
      figure.unit_of_measure === 'percent'
        ? `${formatNumber(figure.value)} %`
        : `${formatNumber(figure.value)} ${labelOf('unit_of_measure', figure.unit_of_measure)}`;
    return figure.qualifier === 'exact'
      ? bare
      : t(`statistics.qualified_${figure.qualifier}`, { amount: bare });
  };
  return (
    <Panel title={t('statistics.reported')}>
      <Text c="var(--quiet)">{t('statistics.reported_lead')}</Text>
      <Loaded query={query} lines={4}>
        {(page) =>
          page.items.length > 0 ? (
            <Stack gap="sm">
              <PlainTable
                caption={t('statistics.reported_caption')}
                rows={page.items}
                rowId={(figure) => figure.id}
                columns={[
                  {
                    id: 'metric',
                    header: t('statistics.metric'),
                    main: true,
                    cell: (figure) => figure.metric_label,
                  },
                  { id: 'value', header: t('statistics.value'), align: 'end', cell: amount },
                  {
                    id: 'years',
                    header: t('statistics.years'),
                    cell: (figure) =>
                      figure.year_from === figure.year_to
                        ? figure.year_from
                        : `${figure.year_from}–${figure.year_to}`,
                  },
                  { id: 'unit', header: t('registrations.unit'), cell: (figure) => figure.unit_name },
                  {
                    id: 'kind',
                    header: t('statistics.figure_kind'),
                    cell: (figure) =>
                      [
                        labelOf('figure.kind', figure.kind),
                        figure.status === 'proposed' ? labelOf('figure.status', figure.status) : null,
                      ]
                        .filter(Boolean)
                        .join(' · '),
                  },
                  {
                    id: 'source',
                    header: t('statistics.source'),
                    cell: (figure) =>
                      figure.quote ? (
                        <details>
                          <summary>{figure.source}</summary>“{figure.quote}”
                        </details>
                      ) : (
                        figure.source
                      ),
                  },
                ]}
              />
              <Pager params={params} total={page.total} />
            </Stack>
          ) : (
            <Empty title={t('statistics.no_figures')} detail={t('statistics.no_figures_detail')} />
          )
        }
      </Loaded>
    </Panel>
  );
}
