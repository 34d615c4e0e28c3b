import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserWithCode } from '@/api/generated';
import { formatInstant } from '@/shared/i18n/format';
import { Dialog } from '@/shared/ui/Dialog';
import { Icon } from '@/shared/ui/icons';
import classes from './OneTimeCode.module.css';

/** The one-time code of an account, shown this once. */
export function OneTimeCode({ account, onClose }: { account: UserWithCode; onClose: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const code = account.one_time_code;
  return (
    <Dialog title={t('admin.code_title')} onClose={onClose} firm>
      <Stack gap="md">
        <Text>{t('admin.code_for', { name: account.display_name, username: account.username })}</Text>
        {code ? (
          <>
            <p className={classes.code}>{code}</p>
            <Alert color="yellow" variant="light" icon={<Icon name="warning" />}>
              {t('admin.code_once', { at: formatInstant(account.expires_at) })}
            </Alert>
          </>
        ) : (
          <Alert color="yellow" variant="light" icon={<Icon name="warning" />}>
            {t('admin.code_told')}
          </Alert>
        )}
        <Group justify="flex-end">
          {code ? (
            <Button
              variant="default"
              onClick={() => void navigator.clipboard.writeText(code).then(() => setCopied(true))}
            >
              {copied ? t('action.copied') : t('action.copy')}
            </Button>
          ) : null}
          <Button onClick={onClose}>{t('admin.code_handed_over')}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
