import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { About, ReminderActView } from '@/api/generated';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Dialog } from '@/shared/ui/Dialog';
import { Icon } from '@/shared/ui/icons';
import { LinkButton } from '@/shared/ui/links';
import { MOST, remind, reminderKeys } from './api';
import type { Reminded, RemindTargets } from './RemindButton';
import classes from './RemindDialog.module.css';

interface RemindDialogProps {
  about: About;
  targets: RemindTargets;
  /** `sent` says whether anything was sent. */
  onClose: (sent: boolean) => void;
}

/** Who will be told of what, a sentence of one's own, and afterwards what came of it. */
export default function RemindDialog({ about, targets, onClose }: RemindDialogProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const client = useQueryClient();
  const [done, setDone] = useState<ReminderActView>();
  const form = useForm<{ message: string }>({ defaultValues: { message: '' } });
  const readers = useReaders(targets);
  const { units = [], people = [], issues = [] } = targets;
  const count = units.length + people.length + issues.length;
  const title = `${labelOf('verb', 'remind')}: ${labelOf('reminder.about', about).toLocaleLowerCase('vi')}`;
  if (done) {
    const names = new Map(
      [...units, ...people, ...issues.map((issue) => ({ id: issue.id, name: issue.title }))].map(
        ({ id, name }) => [id, name],
      ),
    );
    return (
      <Dialog title={title} onClose={() => onClose(true)}>
        <Stack gap="md">
          <Alert
            color={done.reminded > 0 ? 'green' : 'yellow'}
            variant="light"
            icon={<Icon name={done.reminded > 0 ? 'check' : 'info'} />}
            title={
              done.reminded > 0
                ? t('remind.sent', { count: done.reminded, number: formatNumber(done.reminded) })
                : t('remind.nothing_sent')
            }
            role="status"
          >
            {done.reminded > 0
              ? t('remind.reached', {
                  reached: formatNumber(done.reached),
                  rest: formatNumber(done.reminded - done.reached),
                })
              : t('remind.nothing_sent_detail')}
          </Alert>
          {done.skipped.length > 0 ? (
            <div>
              <Text fw={600}>{t('remind.skipped')}</Text>
              <ul className={classes.readers}>
                {done.skipped.map((entry, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: one thing may be skipped for several readers
                  <li key={`${entry.id}-${index}`}>
                    {[names.get(entry.id), entry.title].filter(Boolean).join(': ')}
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
          <Group justify="flex-end">
            {done.reminded > 0 ? (
              <LinkButton variant="default" to="/reminders" search={{ act_id: done.id }}>
                {t('remind.ledger')}
              </LinkButton>
            ) : null}
            <Button onClick={() => onClose(true)} data-autofocus>
              {t('action.close')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} onClose={() => onClose(false)}>
      <Form
        form={form}
        label={title}
        onSubmit={async ({ message }, { idempotencyKey }) => {
          const reply = await remind(
            {
              about,
              unit_ids: units.map(({ id }) => id),
              person_ids: people.map(({ id }) => id),
              issue_ids: issues.map(({ id }) => id),
              message: message.trim() || null,
            },
            idempotencyKey,
          );
          setDone(reply);
          await client.invalidateQueries({ queryKey: reminderKeys.all });
        }}
      >
        <div>
          <Text fw={600}>{t('remind.readers')}</Text>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by the keyboard */}
          <section className={classes.frame} aria-label={t('remind.readers')} tabIndex={0}>
            <ul className={classes.readers}>
              {readers.map(({ id, name, note }) => (
                <li key={id}>
                  {name}
                  {note ? <span className={classes.note}>{note}</span> : null}
                </li>
              ))}
            </ul>
          </section>
          <Text size="sm" c="var(--quiet)">
            {t('remind.how')}
          </Text>
        </div>
        <TextField
          name="message"
          optional
          multiline
          minRows={3}
          maxLength={1000}
          label={t('remind.message')}
          hint={t('remind.message_hint')}
        />
        {count > MOST ? <Text role="alert">{t('remind.too_many', { most: MOST })}</Text> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onClose(false)}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" disabled={count > MOST} loading={form.formState.isSubmitting}>
            {t('remind.send')}
          </Button>
        </Group>
      </Form>
    </Dialog>
  );
}

/** Whoever will be told: persons who answer for issues once each, with how many of them. */
function useReaders({ units = [], people = [], issues = [] }: RemindTargets): Reminded[] {
  const { t } = useTranslation();
  const answering = new Map<string, Reminded & { titles: string[] }>();
  for (const issue of issues) {
    const name = issue.responsible_name
      ? [issue.responsible_name, issue.responsible_position].filter(Boolean).join(', ')
      : t('remind.officers', { unit: issue.owning_unit_name });
    const id = `${issue.owning_unit_name}|${name}`;
    const titles = [...(answering.get(id)?.titles ?? []), issue.title];
    answering.set(id, { id, name, titles });
  }
  return [
    ...units.map((unit) => ({ ...unit, name: t('remind.officers', { unit: unit.name }) })),
    ...people,
    ...[...answering.values()].map(({ id, name, titles }) => ({ id, name, note: titles.join('; ') })),
  ];
}
