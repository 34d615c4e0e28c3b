import './words';
import { Button, SimpleGrid } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { unitsWith } from '@/api/access';
import { notifyDone } from '@/api/funnel';
import type { MeetingView } from '@/api/generated';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import { SelectField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { useLabels } from '@/shared/i18n/labels';
import { useListParams } from '@/shared/table/listParams';
import { Page, Panel } from '@/shared/ui/Page';
import { createMeeting, meetingKeys } from './api';

interface Values {
  unit_id: string;
  held_on: string;
  kind: MeetingView['kind'];
  theme: string;
  present_count: string;
  absent_count: string;
  minutes_no: string;
}

/** Recording a meeting; what it passes is chosen on the next screen. */
export function NewMeetingScreen() {
  const { t } = useTranslation();
  const { optionsOf } = useLabels();
  const rules = useRules();
  const navigate = useNavigate();
  const client = useQueryClient();
  const today = useBusinessDate();
  const units = unitsWith(useUser(), 'branch_secretary', 'unit_staff');
  const params = useListParams({ filters: ['unit'], defaults: { unit: units[0]?.id ?? '' } });
  const form = useForm<Values>({
    defaultValues: {
      unit_id: params.get('unit'),
      held_on: today,
      kind: 'regular',
      theme: '',
      present_count: '',
      absent_count: '0',
      minutes_no: '',
    },
  });
  const held = rules.date(t('meetings.held_on'));
  const kind = form.watch('kind');
  return (
    <Page title={t('meetings.record')} lead={t('meetings.record_lead')}>
      <Panel>
        <Form
          form={form}
          label={t('meetings.record')}
          onSubmit={async (values, { idempotencyKey }) => {
            const meeting = await createMeeting(
              {
                ...values,
                theme: values.theme.trim(),
                minutes_no: values.minutes_no.trim(),
                present_count: Number(values.present_count),
                absent_count: Number(values.absent_count),
              },
              idempotencyKey,
            );
            form.reset(values);
            notifyDone(t('meetings.recorded'));
            await client.invalidateQueries({ queryKey: meetingKeys.all });
            await navigate({ to: '/meetings/$id', params: { id: meeting.id } });
          }}
        >
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <SelectField
              name="unit_id"
              label={t('registrations.unit')}
              options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
              rules={rules.choice(t('registrations.unit'))}
            />
            <DateField
              name="held_on"
              label={t('meetings.held_on')}
              rules={{
                validate: (value) => {
                  const valid = held.validate(value);
                  if (valid !== true) return valid;
                  return String(value) <= today || t('meetings.in_future');
                },
              }}
            />
            <SelectField
              name="kind"
              label={t('meetings.kind')}
              options={optionsOf('meeting.kind')}
              rules={rules.choice(t('meetings.kind'))}
            />
            <TextField
              name="theme"
              label={t('meetings.theme')}
              optional={kind !== 'thematic'}
              maxLength={500}
              rules={kind === 'thematic' ? rules.required(t('meetings.theme')) : undefined}
            />
            <TextField
              name="present_count"
              inputMode="numeric"
              label={t('meetings.present')}
              rules={rules.count(t('meetings.present'))}
            />
            <TextField
              name="absent_count"
              inputMode="numeric"
              label={t('meetings.absent')}
              rules={rules.count(t('meetings.absent'))}
            />
            <TextField name="minutes_no" label={t('meetings.minutes_no')} optional maxLength={100} />
          </SimpleGrid>
          <div>
            <Button type="submit" loading={form.formState.isSubmitting}>
              {t('meetings.save')}
            </Button>
          </div>
        </Form>
      </Panel>
    </Page>
  );
}
