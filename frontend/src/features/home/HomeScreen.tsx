import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useUser } from '@/api/session';
import { Page, Panel } from '@/shared/ui/Page';

/** What waits for the user. */
export function HomeScreen() {
  const { t } = useTranslation();
  const user = useUser();
  return (
    <Page title={t('nav.home')}>
      <Panel>
        <Text>{t('home.greeting', { name: user.display_name })}</Text>
      </Panel>
    </Page>
  );
}
