import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { unitsWith } from '@/api/access';
import type { ProgrammeYearView, RegistrationView } from '@/api/generated';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import { programmeYearQuery, programmeYearsQuery } from '@/features/programmes/api';
import { formatDate } from '@/shared/i18n/format';
import { useListParams } from '@/shared/table/listParams';
import { Page } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { subjectRegistrationQuery } from './api';
import { RegistrationEditor } from './editor/RegistrationEditor';
import { RegistrationDetail } from './RegistrationDetail';

/** The own registration of a year: typed, handed in, followed, reported on. */
export function MyRegistrationScreen() {
  const { t } = useTranslation();
  const params = useListParams({ filters: ['year'], defaults: { year: useBusinessDate().slice(0, 4) } });
  const year = params.get('year');
  const years = useQuery(programmeYearsQuery);
  const programme = useQuery(programmeYearQuery(year));
  const registration = useQuery(subjectRegistrationQuery({ mine: true, year }));
  return (
    <Page
      title={t('nav.my_registration')}
      lead={programme.data ? <Window programme={programme.data} /> : undefined}
      actions={
        <NativeSelect
          label={t('registrations.year')}
          value={year}
          onChange={(event) => params.set({ year: event.currentTarget.value })}
          data={(years.data ?? [])
            .filter((entry) => entry.status !== 'draft')
            .map((entry) => String(entry.year))}
        />
      }
    >
      <Loaded query={programme}>
        {(found) => (
          <Loaded query={registration}>
            {(record) => (
              <Mine
                key={year}
                record={record}
                programme={found}
                onChanged={() => void registration.refetch()}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Window({ programme }: { programme: ProgrammeYearView }) {
  const { t } = useTranslation();
  return (
    <>
      {programme.topic}
      <br />
      {t('registrations.window', {
        from: formatDate(programme.registration_opens_on),
        to: formatDate(programme.registration_closes_on),
      })}
    </>
  );
}

interface MineProps {
  record: RegistrationView | null;
  programme: ProgrammeYearView | null;
  onChanged: () => void;
}

function Mine({ record, programme, onChanged }: MineProps) {
  const { t } = useTranslation();
  const user = useUser();
  const unit =
    unitsWith(user, 'member')[0] ?? unitsWith(user, 'branch_secretary', 'unit_leader', 'unit_staff')[0];
  if (!programme)
    return <Empty title={t('registrations.no_year')} detail={t('registrations.no_year_detail')} />;
  const editable = record === null ? programme.status === 'open' : record.allowed_actions.includes('edit');
  if (!editable && record === null) {
    return (
      <Empty
        title={t('registrations.none_this_year')}
        detail={t('registrations.year_not_open', { year: programme.year })}
      />
    );
  }
  if (!unit && !record)
    return <Empty title={t('registrations.no_unit')} detail={t('registrations.no_unit_detail')} />;
  if (record && (!editable || record.status === 'submitted')) {
    return <RegistrationDetail record={record} onChanged={onChanged} />;
  }
  return (
    <>
      {record?.status === 'returned' ? (
        <RegistrationDetail record={record} onChanged={onChanged} headOnly />
      ) : null}
      <RegistrationEditor
        record={record}
        subject={{
          year: programme.year,
          subject_kind: 'individual',
          person_id: user.person_id ?? undefined,
          unit_id: record?.unit_id ?? unit?.id ?? '',
        }}
        programme={programme}
        positionGroup={record?.position_group ?? 'none'}
        onBehalf={false}
        onSubmitted={onChanged}
      />
    </>
  );
}
