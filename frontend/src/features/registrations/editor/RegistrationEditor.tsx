import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useFieldArray, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { CreateRegistration, PositionGroup, ProgrammeYearView, RegistrationView } from '@/api/generated';
import { call } from '@/api/http';
import { useUser } from '@/api/session';
import { CheckField } from '@/shared/form/choices';
import { dropDraft, readDraft } from '@/shared/form/drafts';
import { Form } from '@/shared/form/Form';
import { SaveMark } from '@/shared/form/SaveMark';
import { formatInstant } from '@/shared/i18n/format';
import { Icon } from '@/shared/ui/icons';
import { registrationKeys } from '../api';
import { CheckBeforeSubmit } from './CheckBeforeSubmit';
import { ConflictDialog } from './ConflictDialog';
import { PledgeFields } from './PledgeFields';
import { useRegistrationAutosave } from './useRegistrationAutosave';
import { emptyPledge, type RegistrationValues, savable, valuesOf } from './values';

interface RegistrationEditorProps {
  /** The draft or returned registration; null before the first save. */
  record: RegistrationView | null;
  subject: Omit<CreateRegistration, 'pledges' | 'paper_signed'>;
  programme: ProgrammeYearView;
  positionGroup: PositionGroup;
  /** Entered for somebody else: asks whether the paper is signed. */
  onBehalf: boolean;
  onSubmitted: (record: RegistrationView) => void;
}

/** The form of a registration: 1 to n pledges, saved while typing, checked before it is handed in. */
export function RegistrationEditor(props: RegistrationEditorProps) {
  const { record, subject, programme, positionGroup, onBehalf, onSubmitted } = props;
  const { t } = useTranslation();
  const user = useUser();
  const client = useQueryClient();
  const draftName = `registration:${subject.year}:${subject.person_id ?? subject.unit_id}`;
  const form = useForm<RegistrationValues>({
    defaultValues: record ? valuesOf(record) : { paper_signed: false, pledges: [emptyPledge(programme)] },
  });
  const rows = useFieldArray({ control: form.control, name: 'pledges', keyName: 'row' });
  const [restoredAt, setRestoredAt] = useState<string>();
  const [checked, setChecked] = useState<RegistrationView>();
  const [theirs, setTheirs] = useState<RegistrationView>();
  const { state, flush, rebase } = useRegistrationAutosave({
    form,
    record,
    subject,
    user: user.id,
    draftName,
    onConflict: (id) => void call<RegistrationView>('GET', `/registrations/${id}`).then(setTheirs),
  });

  const savedAt = record?.updated_at;
  useEffect(() => {
    void readDraft<RegistrationValues>(user.id, draftName).then((found) => {
      if (!found || (savedAt && found.savedAt < savedAt)) return;
      form.reset(found.value, { keepDefaultValues: true });
      setRestoredAt(found.savedAt);
    });
  }, [user.id, draftName, savedAt, form]);

  const startOver = async () => {
    await dropDraft(user.id, draftName);
    form.reset(record ? valuesOf(record) : { paper_signed: false, pledges: [emptyPledge(programme)] });
    setRestoredAt(undefined);
  };

  return (
    <>
      {restoredAt ? (
        <Alert color="blue" variant="light" icon={<Icon name="info" />} role="status">
          <Group justify="space-between">
            <Text>{t('registrations.restored', { at: formatInstant(restoredAt) })}</Text>
            <Button variant="default" onClick={() => void startOver()}>
              {t('registrations.drop_restored')}
            </Button>
          </Group>
        </Alert>
      ) : null}
      <Form
        form={form}
        guard={false}
        label={t('registrations.form')}
        onSubmit={async () => {
          const saved = await flush();
          if (saved) setChecked(saved);
        }}
        onProblem={(problem) => problem.status === 412}
      >
        {rows.fields.map((row, index) => (
          <PledgeFields
            key={row.row}
            index={index}
            year={subject.year}
            subjectKind={subject.subject_kind}
            positionGroup={positionGroup}
            onRemove={rows.fields.length > 1 ? () => rows.remove(index) : undefined}
          />
        ))}
        <Group justify="space-between">
          <Button
            variant="light"
            leftSection={<Icon name="plus" size={18} />}
            disabled={rows.fields.length >= programme.pledge_maximum}
            onClick={() =>
              rows.append(emptyPledge(programme), { focusName: `pledges.${rows.fields.length}.content` })
            }
          >
            {t('pledges.add')}
          </Button>
          <Text size="sm" c="var(--quiet)">
            {t('pledges.limits', { limit: programme.pledge_limit, maximum: programme.pledge_maximum })}
          </Text>
        </Group>
        {onBehalf ? (
          <CheckField
            name="paper_signed"
            label={t('registrations.paper_signed')}
            hint={t('registrations.paper_signed_hint')}
          />
        ) : null}
        <Stack gap="xs">
          <SaveMark state={state} kept={(time) => t('registrations.kept_here', { time })} />
          <Group>
            <Button type="submit" loading={form.formState.isSubmitting}>
              {t('registrations.check_and_submit')}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                if (savable(form.getValues())) flush().catch(() => undefined);
                else void form.trigger();
              }}
            >
              {t('registrations.save_draft')}
            </Button>
          </Group>
        </Stack>
      </Form>
      {checked ? (
        <CheckBeforeSubmit
          record={checked}
          programme={programme}
          onClose={() => setChecked(undefined)}
          onSubmitted={async (done) => {
            setChecked(undefined);
            await dropDraft(user.id, draftName);
            await client.invalidateQueries({ queryKey: registrationKeys.all });
            onSubmitted(done);
          }}
        />
      ) : null}
      {theirs ? (
        <ConflictDialog
          mine={form.getValues()}
          theirs={theirs}
          onClose={() => setTheirs(undefined)}
          onMerged={(values) => {
            rebase(theirs);
            form.reset(values, { keepDefaultValues: true });
            setTheirs(undefined);
            flush().catch(() => undefined);
          }}
        />
      ) : null}
    </>
  );
}
