import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('state.not_found.title')}>
      <Empty
        title={t('state.not_found.title')}
        detail={t('state.not_found.detail')}
        action={<LinkButton to="/">{t('state.not_found.home')}</LinkButton>}
      />
    </Page>
  );
}

/** A screen that failed while drawing; the frame around it stays. */
export function Crash() {
  const { t } = useTranslation();
  return (
    <Page title={t('state.crash.title')}>
      <Empty
        title={t('state.crash.title')}
        detail={t('state.crash.detail')}
        action={<Button onClick={() => window.location.reload()}>{t('shell.reload')}</Button>}
      />
    </Page>
  );
}
