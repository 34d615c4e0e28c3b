import './words';
import { Alert, Button, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { NoticeKind, NotificationSettingsView } from '@/api/generated';
import { CheckField } from '@/shared/form/choices';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useMerge } from '@/shared/form/useMerge';
import { useLabels } from '@/shared/i18n/labels';
import { Icon } from '@/shared/ui/icons';
import { LinkButton } from '@/shared/ui/links';
import { Page, Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { changeSettings, noticeKeys, noticeSettingsQuery, readSettings } from './api';
import classes from './Notices.module.css';

type Values = { email: string } & Record<`${'app' | 'mail'}_${NoticeKind}`, boolean>;

function valuesOf(settings: NotificationSettingsView): Values {
  return {
    email: settings.email ?? '',
    ...Object.fromEntries(
      settings.kinds.flatMap(({ kind, in_app, email }) => [
        [`app_${kind}`, in_app],
        [`mail_${kind}`, email],
      ]),
    ),
  } as Values;
}

/** Which notices a person wants, in the inbox or by letter, and where letters go. */
export function NoticeSettingsScreen() {
  const { t } = useTranslation();
  const query = useQuery(noticeSettingsQuery);
  return (
    <Page
      title={t('notices.settings')}
      lead={t('notices.settings_lead')}
      actions={
        <LinkButton variant="default" to="/notifications">
          {t('notices.to_inbox')}
        </LinkButton>
      }
    >
      <Loaded query={query}>{(settings) => <Ways settings={settings} />}</Loaded>
    </Page>
  );
}

function Ways({ settings }: { settings: NotificationSettingsView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const client = useQueryClient();
  const form = useForm<Values>({ defaultValues: valuesOf(settings) });
  const onOff = (on: boolean) => t(on ? 'notices.on' : 'notices.off');
  const merge = useMerge<NotificationSettingsView, Values>({
    form,
    record: settings,
    reload: readSettings,
    valuesOf,
    entries: [
      { name: 'email', label: t('notices.email') },
      ...settings.kinds.flatMap(({ kind }) =>
        (['app', 'mail'] as const).map((way) => ({
          name: `${way}_${kind}` as const,
          label: t(`notices.way_${way}`, { kind: labelOf('notification.kind', kind) }),
          show: (values: Values) => onOff(values[`${way}_${kind}`]),
        })),
      ),
    ],
  });
  return (
    <Panel>
      {settings.email_available ? null : (
        <Alert color="blue" variant="light" icon={<Icon name="info" />} title={t('notices.no_mail')}>
          {t('notices.no_mail_detail')}
        </Alert>
      )}
      <Form
        form={form}
        label={t('notices.settings')}
        onProblem={merge.onProblem}
        onSubmit={async (values, { idempotencyKey }) => {
          await changeSettings(
            (merge.record ?? settings).version,
            {
              email: values.email.trim() || null,
              kinds: settings.kinds.map(({ kind }) => ({
                kind,
                in_app: values[`app_${kind}`],
                email: values[`mail_${kind}`],
              })),
            },
            idempotencyKey,
          );
          form.reset(values);
          notifyDone(t('notices.settings_saved'));
          await client.invalidateQueries({ queryKey: noticeKeys.all });
        }}
      >
        <TextField
          name="email"
          optional
          label={t('notices.email')}
          hint={t('notices.email_hint')}
          autoComplete="email"
          rules={{
            validate: (value: unknown) =>
              /^(|[^\s@]+@[^\s@]+\.[^\s@]+)$/.test(String(value ?? '').trim()) || t('notices.bad_email'),
          }}
        />
        {settings.kinds.map(({ kind }) => (
          <fieldset key={kind} className={classes.kind}>
            <legend>{labelOf('notification.kind', kind)}</legend>
            <Text size="sm" c="var(--quiet)">
              {t(`notices.about_${kind}`)}
            </Text>
            <div className={classes.ways}>
              <CheckField name={`app_${kind}`} label={t('notices.in_app')} />
              <CheckField name={`mail_${kind}`} label={t('notices.by_mail')} />
            </div>
          </fieldset>
        ))}
        <div>
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('action.save')}
          </Button>
        </div>
      </Form>
      {merge.dialog}
    </Panel>
  );
}
