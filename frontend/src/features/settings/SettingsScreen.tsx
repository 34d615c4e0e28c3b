import './words';
import { SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TextLink } from '@/shared/ui/links';
import { Page, Panel } from '@/shared/ui/Page';

const ROOMS = [
  { key: 'working_days', to: '/settings/working-days' },
  { key: 'codes', to: '/settings/code-lists' },
  { key: 'rules', to: '/settings/reminder-rules' },
  { key: 'years', to: '/programme-years' },
] as const;

/** What the province sets for everybody. */
export function SettingsScreen() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.settings')} lead={t('settings.lead')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {ROOMS.map(({ key, to }) => (
          <Panel key={key} title={t(`settings.${key}`)}>
            <Text>{t(`settings.${key}_lead`)}</Text>
            <div>
              <TextLink to={to}>{t('settings.open', { room: t(`settings.${key}`) })}</TextLink>
            </div>
          </Panel>
        ))}
      </SimpleGrid>
    </Page>
  );
}
