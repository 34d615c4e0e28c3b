import { Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { useUser } from '@/api/session';
import { useCodes } from '@/features/code_lists/api';
import { SelectField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { dropDraft, readDraft } from '@/shared/form/drafts';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { SaveMark } from '@/shared/form/SaveMark';
import { useAutosave } from '@/shared/form/useAutosave';
import { formatInstant } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Icon } from '@/shared/ui/icons';
import { Panel } from '@/shared/ui/Page';
import { Chip } from '@/shared/ui/status';
import { ActDialog } from '../act/ActDialog';
import { changeIssue, createIssue, issueKeys, readIssue } from '../api';
import { ConflictDialog } from './ConflictDialog';
import { CoordinatingField } from './CoordinatingField';
import { ReadersFields } from './ReadersFields';
import { ResponsibleFields } from './ResponsibleField';
import {
  CONTENT_MAX,
  changesOf,
  draftOf,
  emptyIssue,
  fieldOfPointer,
  type IssueValues,
  savable,
  TITLE_MAX,
  valuesOf,
} from './values';

const LeaveGuard = lazy(() => import('@/shared/form/LeaveGuard'));

interface IssueEditorProps {
  /** The draft or returned issue; null before the first save. */
  record: IssueView | null;
  /** Units for which the user writes. */
  units: { id: string; name: string }[];
  onSubmitted: (issue: IssueView) => void;
}

/** The form of an issue: what, who and by when; saved while typing, checked before it is handed in. */
export function IssueEditor({ record: begun, units, onSubmitted }: IssueEditorProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const rules = useRules();
  const fields = useCodes('field');
  const kinds = useCodes('issue.kind');
  const user = useUser();
  const client = useQueryClient();
  // The record on which the form began: what is saved meanwhile comes from the form itself.
  const [record] = useState(begun);
  const start = record ? valuesOf(record) : emptyIssue(units[0]?.id ?? '');
  const form = useForm<IssueValues>({ defaultValues: start });
  const [saved, setSaved] = useState(record);
  const draftName = `issue:${saved?.id ?? 'new'}`;
  const [firstName] = useState(draftName);
  const [restoredAt, setRestoredAt] = useState<string>();
  const [checked, setChecked] = useState<IssueView>();
  const [theirs, setTheirs] = useState<IssueView>();
  const { state, flush, rebase, settle } = useAutosave<IssueView, IssueValues>({
    form,
    record,
    user: user.id,
    draftName,
    savable,
    send: async (values, known, key) => {
      if (!known) return createIssue(draftOf(values), key);
      const change = changesOf(values, known);
      return Object.keys(change).length > 0
        ? changeIssue({ id: known.id, version: known.version }, change)
        : known;
    },
    onSaved: (now) => {
      setSaved(now);
      client.setQueryData(issueKeys.one(now.id), now);
    },
    onConflict: (id) => void readIssue({ id }).then(setTheirs),
  });

  const savedAt = record?.updated_at;
  useEffect(() => {
    void readDraft<IssueValues>(user.id, firstName).then((found) => {
      if (!found || (savedAt && found.savedAt < savedAt)) return;
      form.reset(found.value, { keepDefaultValues: true });
      setRestoredAt(found.savedAt);
    });
  }, [user.id, firstName, savedAt, form]);

  const startOver = async () => {
    settle();
    await dropDraft(user.id, draftName);
    form.reset(start);
    setRestoredAt(undefined);
  };
  const submitted = async (issue: IssueView) => {
    setChecked(undefined);
    settle();
    await dropDraft(user.id, draftName);
    onSubmitted(issue);
    await client.invalidateQueries({ queryKey: issueKeys.all });
  };
  // What the server refused is on this device only; leaving asks first.
  const unsafe = state.phase === 'kept' && state.problem !== undefined;

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
        label={t('issues.form')}
        fieldOf={fieldOfPointer}
        onSubmit={async () => {
          const now = await flush();
          if (now) setChecked(now);
        }}
        onProblem={(problem) => problem.status === 412}
      >
        <Panel title={t('issues.part_what')}>
          <Group gap="xs">
            <Chip>{labelOf('visibility', 'internal', 'short')}</Chip>
            <Text size="sm">{t('issues.internal_hint')}</Text>
          </Group>
          {saved ? (
            <Text>
              {t('issues.owning_unit')}: {saved.owning_unit_name}
            </Text>
          ) : (
            <SelectField
              name="owning_unit_id"
              label={t('issues.owning_unit')}
              options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
              rules={rules.choice(t('issues.owning_unit'))}
            />
          )}
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <SelectField
              name="kind"
              label={labelOf('dimension', 'kind')}
              options={kinds.choices(record?.kind)}
              rules={rules.choice(labelOf('dimension', 'kind'))}
            />
            <SelectField
              name="field"
              label={labelOf('dimension', 'field')}
              options={fields.choices(record?.field)}
              rules={rules.choice(labelOf('dimension', 'field'))}
            />
          </SimpleGrid>
          <TextField
            name="title"
            label={t('issues.title')}
            hint={t('issues.title_hint')}
            maxLength={TITLE_MAX}
            rules={rules.required(t('issues.title'))}
          />
          <TextField
            name="matter"
            multiline
            minRows={4}
            label={t('issues.content')}
            hint={t('issues.content_hint')}
            maxLength={CONTENT_MAX}
            rules={rules.required(t('issues.content'))}
          />
        </Panel>
        <Panel title={t('issues.part_who')}>
          <ResponsibleFields check={rules.choice(t('issues.responsible')).validate} />
          <CoordinatingField />
        </Panel>
        <Panel title={t('issues.part_when')}>
          <DateField
            name="due_on"
            label={t('issues.due_on')}
            hint={t('issues.due_hint')}
            rules={rules.date(t('issues.due_on'))}
          />
          <div role="status">
            {(saved?.warnings ?? [])
              .filter((warning) => warning.pointer === '/due_on' && saved?.due_on === form.watch('due_on'))
              .map((warning) => (
                <Alert key={warning.code} color="yellow" variant="light" icon={<Icon name="calendar" />}>
                  {warning.message}.
                </Alert>
              ))}
          </div>
        </Panel>
        <Panel title={t('issues.part_readers')}>
          <ReadersFields />
        </Panel>
        <Stack gap="xs">
          <SaveMark state={state} kept={(time) => t('issues.kept_here', { time })} />
          <Group>
            <Button type="submit" loading={form.formState.isSubmitting}>
              {t('registrations.check_and_submit')}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                if (savable(form.getValues())) flush().catch(() => undefined);
                else void form.trigger(['owning_unit_id', 'field', 'title'], { shouldFocus: true });
              }}
            >
              {t('registrations.save_draft')}
            </Button>
          </Group>
        </Stack>
      </Form>
      <Suspense>
        <LeaveGuard when={unsafe} />
      </Suspense>
      {checked ? (
        <ActDialog
          issue={checked}
          step="submit"
          onClose={() => setChecked(undefined)}
          onDone={(issue) => void submitted(issue)}
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
