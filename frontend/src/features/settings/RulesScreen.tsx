import './words';
import { Button, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { ReminderRulesView, ReminderRuleView, RuleChange } from '@/api/generated';
import { CheckField } from '@/shared/form/choices';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useMerge } from '@/shared/form/useMerge';
import { formatInstant } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Page, Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { changeRules, readRules, rulesQuery, settingKeys } from './api';
import classes from './Rules.module.css';

const ABOUT = ['issues', 'registrations'] as const;

/** When and whom the service reminds by itself, and when it goes up a level. */
export function RulesScreen() {
  const { t } = useTranslation();
  const query = useQuery(rulesQuery);
  return (
    <Page
      title={t('settings.rules')}
      lead={
        <>
          {t('settings.rules_lead')}
          {query.data && query.data.version > 1 ? (
            <>
              <br />
              {t('settings.edited_at', { at: formatInstant(query.data.updated_at) })}
            </>
          ) : null}
        </>
      }
    >
      <Loaded query={query} lines={8}>
        {(rules) => <Rules rules={rules} />}
      </Loaded>
    </Page>
  );
}

interface Line {
  active: boolean;
  days: string;
  again: string;
}
type Values = Record<string, Line>;

const signed = (days: number) => (days < 0 ? String(-days) : String(days));

function valuesOf(rules: ReminderRulesView): Values {
  return Object.fromEntries(
    rules.items.map((rule) => [
      rule.code,
      {
        active: rule.active,
        days: signed(rule.offset_days),
        again: rule.repeat_days ? String(rule.repeat_days) : '',
      },
    ]),
  );
}

function Rules({ rules }: { rules: ReminderRulesView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const client = useQueryClient();
  const form = useForm<Values>({ defaultValues: valuesOf(rules) });
  const nameOf = (rule: ReminderRuleView) =>
    `${labelOf('reminder.audience', rule.audience)} · ${t(`settings.when_${whenOf(rule)}`, { count: Math.abs(rule.offset_days) })}`;
  const merge = useMerge<ReminderRulesView, Values>({
    form,
    record: rules,
    reload: readRules,
    valuesOf,
    entries: rules.items.map((rule) => ({
      name: rule.code,
      label: `${labelOf('reminder.about', rule.about)} · ${nameOf(rule)}`,
      show: (values) => {
        const line = values[rule.code];
        if (!line?.active) return t('settings.rule_off');
        return line.again
          ? t('settings.rule_on_again', { days: line.days, again: line.again })
          : t('settings.rule_on', { days: line.days });
      },
    })),
  });
  const whole = (value: unknown) => /^\d{1,3}$/.test(String(value ?? '').trim());
  const writes = rules.allowed_actions.includes('edit');
  return (
    <>
      <Form
        form={form}
        label={t('settings.rules')}
        onProblem={merge.onProblem}
        onSubmit={async (values, { idempotencyKey }) => {
          const record = merge.record ?? rules;
          const saved = await changeRules(record.version, { rules: changes(record, values) }, idempotencyKey);
          form.reset(valuesOf(saved));
          client.setQueryData(settingKeys.rules, saved);
          notifyDone(t('settings.rules_saved'));
        }}
      >
        {ABOUT.map((about) => (
          <Panel key={about} title={t(`settings.rules_${about}`)}>
            {rules.items
              .filter((rule) => rule.about === about)
              .map((rule) => (
                <div key={rule.code} className={classes.rule}>
                  <CheckField name={`${rule.code}.active`} label={nameOf(rule)} disabled={!writes} />
                  {rule.offset_days === 0 ? (
                    <Text size="sm" c="var(--quiet)">
                      {t('settings.on_the_day')}
                    </Text>
                  ) : (
                    <TextField
                      name={`${rule.code}.days`}
                      inputMode="numeric"
                      disabled={!writes}
                      label={t(rule.offset_days < 0 ? 'settings.days_before' : 'settings.days_after')}
                      rules={{
                        validate: (value: unknown) =>
                          (whole(value) && Number(value) > 0) || t('settings.bad_days'),
                      }}
                    />
                  )}
                  {rule.offset_days > 0 ? (
                    <TextField
                      name={`${rule.code}.again`}
                      optional
                      inputMode="numeric"
                      disabled={!writes}
                      label={t('settings.again')}
                      rules={{
                        validate: (value: unknown) =>
                          String(value ?? '').trim() === '' ||
                          (whole(value) && Number(value) > 0) ||
                          t('settings.bad_days'),
                      }}
                    />
                  ) : null}
                </div>
              ))}
          </Panel>
        ))}
        {writes ? (
          <div>
            <Button type="submit" loading={form.formState.isSubmitting}>
              {t('settings.save_rules')}
            </Button>
          </div>
        ) : null}
      </Form>
      {merge.dialog}
    </>
  );
}

const whenOf = ({ offset_days }: ReminderRuleView) =>
  offset_days < 0 ? 'before' : offset_days === 0 ? 'due' : 'after';

/** The rules that the form changes. */
function changes(rules: ReminderRulesView, values: Values): RuleChange[] {
  return rules.items.flatMap((rule) => {
    const line = values[rule.code];
    if (!line) return [];
    const offset_days = Number(line.days) * (rule.offset_days < 0 ? -1 : 1);
    const repeat_days = line.again.trim() ? Number(line.again) : null;
    return line.active === rule.active &&
      offset_days === rule.offset_days &&
      repeat_days === (rule.repeat_days ?? null)
      ? []
      : [{ code: rule.code, active: line.active, offset_days, repeat_days }];
  });
}
