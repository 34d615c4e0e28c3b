import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '@/api/generated';
import { useBusinessDate } from '@/api/system';
import { programmeYearQuery } from '@/features/programmes/api';
import { subjectRegistrationQuery } from '@/features/registrations/api';
import { formatDate } from '@/shared/i18n/format';
import { LinkButton } from '@/shared/ui/links';
import { Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { RegistrationState } from '@/shared/ui/status';

/** The user's own registration of the year: what is to be done about it. */
export function ToDoMine({ year }: { year: string }) {
  const { t } = useTranslation();
  const registration = useQuery(subjectRegistrationQuery({ mine: true, year }));
  return (
    <Panel title={t('home.mine', { year })}>
      <Loaded query={registration} lines={2}>
        {(record) => (
          <Stack gap="sm" align="flex-start">
            {record ? (
              <RegistrationState
                status={record.status}
                subjectKind="individual"
                membership={record.membership}
                unitName={record.unit_name}
                late={record.late}
              />
            ) : null}
            <Advice record={record} year={year} />
            <LinkButton to="/my-registration" search={{ year }}>
              {record ? t('home.open_mine') : t('home.start_mine')}
            </LinkButton>
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}

function Advice({ record, year }: { record: RegistrationView | null; year: string }) {
  const { t } = useTranslation();
  const today = useBusinessDate();
  const programme = useQuery(programmeYearQuery(year));
  if (!record) {
    const closes = programme.data?.registration_closes_on;
    return (
      <Text>
        {closes && today > closes
          ? t('home.not_registered_late', { date: formatDate(closes) })
          : t('home.not_registered', { date: formatDate(closes) })}
      </Text>
    );
  }
  if (record.status === 'draft') return <Text>{t('home.draft_waits')}</Text>;
  if (record.status === 'returned')
    return <Text>{t('home.returned', { comment: record.returned_comment ?? '' })}</Text>;
  const open = record.pledges.filter(
    (pledge) => pledge.status === 'in_progress' || pledge.status === 'sent_back',
  );
  const late = open.filter((pledge) => pledge.due_on < today).length;
  const back = open.filter((pledge) => pledge.status === 'sent_back').length;
  return (
    <Text>
      {[
        open.length > 0 && record.status === 'approved'
          ? t('home.in_progress', { count: open.length })
          : null,
        late > 0 && record.status === 'approved' ? t('home.late', { count: late }) : null,
        back > 0 ? t('home.sent_back', { count: back }) : null,
      ]
        .filter(Boolean)
        .join(' ')}
    </Text>
  );
}
