import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import { useBusinessDate } from '@/api/system';
import { Page, Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { createYear, programmeKeys, programmeYearsQuery } from './api';
import { usualYear, YearForm } from './YearForm';

/** A year of the programme, entered as a draft; opening it is an act of its own. */
export function NewYearScreen() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const today = useBusinessDate();
  const years = useQuery(programmeYearsQuery);
  return (
    <Page title={t('programme.new_year')} lead={t('programme.new_year_lead')}>
      <Loaded query={years}>
        {(known) => (
          <Panel>
            <YearForm
              label={t('programme.new_year')}
              from={usualYear(Math.max(Number(today.slice(0, 4)), ...known.map((entry) => entry.year)) + 1)}
              onSave={async (body, _record, key) => {
                const made = await createYear(body, key);
                notifyDone(t('programme.created', { year: made.year }));
                await client.invalidateQueries({ queryKey: programmeKeys.all });
                setTimeout(() => void navigate({ to: '/programme-years/$id', params: { id: made.id } }), 0);
              }}
            />
          </Panel>
        )}
      </Loaded>
    </Page>
  );
}
