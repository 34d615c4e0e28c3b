import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUser } from '@/api/session';
import { programmeYearQuery } from '@/features/programmes/api';
import { Page } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { registrationQuery } from './api';
import { RegistrationEditor } from './editor/RegistrationEditor';
import { RegistrationDetail } from './RegistrationDetail';

/** Editing a draft or a returned registration, one's own or somebody else's. */
export function EditScreen() {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery({
    ...registrationQuery(id),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const programme = useQuery({
    ...programmeYearQuery(String(query.data?.year)),
    enabled: query.data !== undefined,
  });
  return (
    <Page
      title={
        query.data
          ? t('registrations.title_of', {
              name: query.data.person_name ?? query.data.unit_name,
              year: query.data.year,
            })
          : t('registrations.title')
      }
    >
      <Loaded query={query}>
        {(record) => (
          <Loaded query={programme}>
            {(year) =>
              year && record.allowed_actions.includes('edit') ? (
                <>
                  {record.status === 'returned' ? <RegistrationDetail record={record} headOnly /> : null}
                  <RegistrationEditor
                    record={record}
                    subject={{
                      year: record.year,
                      subject_kind: record.subject_kind,
                      person_id: record.person_id ?? undefined,
                      unit_id: record.unit_id,
                    }}
                    programme={year}
                    positionGroup={record.position_group}
                    onBehalf={record.subject_kind === 'individual' && record.person_id !== user.person_id}
                    onSubmitted={() => void navigate({ to: '/registrations/$id', params: { id } })}
                  />
                </>
              ) : (
                <Empty
                  title={t('registrations.not_editable')}
                  detail={t('registrations.not_editable_detail')}
                />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}
