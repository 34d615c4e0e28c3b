import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meetingsQuery } from '@/features/meetings/api';
import { SelectField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import classes from './DecisionFields.module.css';

interface DecisionFieldsProps {
  /** The unit whose meetings may be cited; without it only a document may. */
  unitId?: string;
  open: boolean;
  onToggle: (open: boolean) => void;
}

/** The meeting or document that a decision refers to. */
export function DecisionFields({ unitId, open, onToggle }: DecisionFieldsProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const rules = useRules();
  const meetings = useQuery({
    ...meetingsQuery({ unit: unitId, per_page: 20 }),
    enabled: open && unitId !== undefined,
  });
  const options = (meetings.data?.items ?? []).map((meeting) => ({
    value: meeting.id,
    label: [formatDate(meeting.held_on), labelOf('meeting.kind', meeting.kind), meeting.minutes_no]
      .filter(Boolean)
      .join(' · '),
  }));
  return (
    <details className={classes.source} open={open} onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary>{unitId ? t('registrations.source') : t('registrations.source_document_only')}</summary>
      <Stack gap="sm" pt="sm">
        <Text size="sm" c="var(--quiet)">
          {t('registrations.source_hint')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {unitId ? (
            <SelectField
              name="decision.meeting_id"
              label={t('registrations.source_meeting')}
              optional
              options={options}
            />
          ) : null}
          <TextField name="decision.body" label={t('registrations.source_body')} optional maxLength={200} />
          <TextField
            name="decision.document_no"
            label={t('registrations.source_document')}
            optional
            maxLength={100}
          />
          <DateField
            name="decision.decided_on"
            label={t('registrations.source_date')}
            optional
            rules={rules.date(t('registrations.source_date'), false)}
          />
        </SimpleGrid>
      </Stack>
    </details>
  );
}
