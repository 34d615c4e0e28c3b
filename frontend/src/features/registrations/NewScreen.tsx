import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SubjectKind } from '@/api/generated';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import { programmeYearQuery } from '@/features/programmes/api';
import { useListParams } from '@/shared/table/listParams';
import { Page } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { subjectRegistrationQuery } from './api';
import { RegistrationEditor } from './editor/RegistrationEditor';
import { RegistrationDetail } from './RegistrationDetail';

/** A new registration of a collective, or of a person on behalf. */
export function NewScreen() {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const params = useListParams({
    filters: ['year', 'subject_kind', 'unit', 'unit_name', 'person', 'person_name', 'position_group'],
    defaults: { year: useBusinessDate().slice(0, 4), subject_kind: 'collective' },
  });
  const kind = params.get('subject_kind') as SubjectKind;
  const year = params.get('year');
  const unit = params.get('unit');
  const person = params.get('person');
  const programme = useQuery(programmeYearQuery(year));
  const existing = useQuery(
    subjectRegistrationQuery(
      kind === 'individual'
        ? { year, subject_kind: kind, person_id: person }
        : { year, subject_kind: kind, unit },
    ),
  );
  const name = params.get('person_name') || params.get('unit_name');
  return (
    <Page title={name ? t('registrations.title_of', { name, year }) : t('registrations.title')}>
      <Loaded query={programme}>
        {(found) =>
          found?.status === 'open' && unit ? (
            <Loaded query={existing}>
              {(record) =>
                record && (kind === 'individual' || record.unit_id === unit) ? (
                  <RegistrationDetail record={record} onChanged={() => void existing.refetch()} />
                ) : (
                  <RegistrationEditor
                    record={null}
                    subject={{
                      year: found.year,
                      subject_kind: kind,
                      unit_id: unit,
                      person_id: kind === 'individual' ? person : undefined,
                    }}
                    programme={found}
                    positionGroup={
                      kind === 'individual' && params.get('position_group') === 'head' ? 'head' : 'none'
                    }
                    onBehalf={kind === 'individual' && person !== user.person_id}
                    onSubmitted={(done) =>
                      void navigate({ to: '/registrations/$id', params: { id: done.id } })
                    }
                  />
                )
              }
            </Loaded>
          ) : (
            <Empty
              title={t('registrations.none_this_year')}
              detail={t('registrations.year_not_open', { year })}
            />
          )
        }
      </Loaded>
    </Page>
  );
}
