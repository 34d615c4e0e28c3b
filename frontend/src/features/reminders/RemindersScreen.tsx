import '@/features/late/words';
import './words';
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { holds } from '@/api/access';
import { useUser } from '@/api/session';
import { useListParams } from '@/shared/table/listParams';
import { Page } from '@/shared/ui/Page';
import { SUPERIORS } from './api';
import { Duty } from './Duty';
import { Ledger } from './Ledger';

/** Who was reminded and what followed; and for who reminds, what nobody reminded of. */
export function RemindersScreen() {
  const { t } = useTranslation();
  const superior = holds(useUser(), ...SUPERIORS, 'inspector');
  const params = useListParams({ defaults: { tab: 'ledger' } });
  const tab = superior ? params.get('tab') : 'ledger';
  return (
    <Page title={t('nav.reminders')} lead={t('remind.lead')}>
      {superior ? (
        <Tabs value={tab} onChange={(next) => params.set({ tab: next ?? undefined })} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="ledger">{t('remind.ledger_tab')}</Tabs.Tab>
            <Tabs.Tab value="duty">{t('remind.duty_tab')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="ledger" pt="md">
            <Ledger />
          </Tabs.Panel>
          <Tabs.Panel value="duty" pt="md">
            <Duty />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <Ledger />
      )}
    </Page>
  );
}
