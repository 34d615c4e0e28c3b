import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ItemResult, MeetingView } from '@/api/generated';
import { formatDate, formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { PlainTable } from '@/shared/table/PlainTable';
import { Icon } from '@/shared/ui/icons';
import { Panel } from '@/shared/ui/Page';
import type { Choice, Matter } from './passing';

interface ExtractProps {
  meeting: MeetingView;
  entries: { matter: Matter; choice: Choice; result: ItemResult }[];
}

/** The extract of the minutes: what the meeting passed, to be printed. */
export function Extract({ meeting, entries }: ExtractProps) {
  const { t } = useTranslation();
  const { labelOf, verbOf } = useLabels();
  const decision = (choice: Choice, matter: Matter) =>
    choice.verb === 'verify'
      ? `${labelOf('verb', 'verify')}: ${labelOf('pledge.result', choice.result)}`
      : verbOf(choice.verb, matter.subjectKind);
  return (
    <Panel
      title={t('meetings.extract')}
      actions={
        <Button
          variant="default"
          className="no-print"
          leftSection={<Icon name="print" size={18} />}
          onClick={() => window.print()}
        >
          {t('action.print')}
        </Button>
      }
    >
      <p>
        {t('meetings.extract_lead', {
          unit: meeting.unit_name ?? '',
          date: formatDate(meeting.held_on),
          present: formatNumber(meeting.present_count),
          absent: formatNumber(meeting.absent_count),
        })}
      </p>
      <PlainTable
        caption={t('meetings.extract_table')}
        rows={entries}
        rowId={(entry) => entry.matter.key}
        columns={[
          { id: 'name', header: t('coverage.person'), main: true, cell: (entry) => entry.matter.name },
          {
            id: 'record',
            header: t('meetings.matter'),
            cell: (entry) => labelOf('meeting.record', entry.matter.record),
          },
          { id: 'words', header: t('pledges.content'), cell: (entry) => entry.matter.words },
          {
            id: 'decision',
            header: t('meetings.decision'),
            cell: (entry) => decision(entry.choice, entry.matter),
          },
        ]}
      />
    </Panel>
  );
}
