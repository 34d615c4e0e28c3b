import './words';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Facts } from '@/shared/ui/Facts';
import { Page, Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { meetingQuery } from './api';
import { Passing } from './Passing';

/** One meeting: its facts, and everything that it can pass in one act. */
export function MeetingScreen() {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(meetingQuery(id));
  return (
    <Page
      title={
        query.data ? t('meetings.title_of', { date: formatDate(query.data.held_on) }) : t('nav.meetings')
      }
      lead={query.data?.unit_name}
    >
      <Loaded query={query}>
        {(meeting) => (
          <>
            <Panel>
              <Facts
                entries={[
                  [t('meetings.kind'), labelOf('meeting.kind', meeting.kind)],
                  [t('meetings.theme'), meeting.theme],
                  [
                    t('meetings.attendance'),
                    t('meetings.attendance_line', {
                      present: formatNumber(meeting.present_count),
                      absent: formatNumber(meeting.absent_count),
                    }),
                  ],
                  [t('meetings.minutes_no'), meeting.minutes_no],
                ]}
              />
            </Panel>
            <Passing meeting={meeting} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
