import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { registrationQuery } from './api';
import { RegistrationDetail } from './RegistrationDetail';

/** One registration of somebody. */
export function RegistrationScreen() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(registrationQuery(id));
  const title = query.data
    ? t('registrations.title_of', {
        name: query.data.person_name ?? query.data.unit_name,
        year: query.data.year,
      })
    : t('registrations.title');
  return (
    <Page title={title}>
      <Loaded query={query}>{(record) => <RegistrationDetail record={record} />}</Loaded>
    </Page>
  );
}
