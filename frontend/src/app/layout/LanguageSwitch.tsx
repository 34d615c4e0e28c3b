import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { language, setLanguage } from '@/shared/i18n';

/** Between Vietnamese and English. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const other = language() === 'vi' ? 'en' : 'vi';
  return (
    <Button variant="subtle" lang={other} onClick={() => void setLanguage(other)}>
      {t('shell.language')}
    </Button>
  );
}
