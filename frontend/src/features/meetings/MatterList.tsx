import { Checkbox, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ActItem, ItemResult, PledgeResult } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import { pageOf, useListParams } from '@/shared/table/listParams';
import { Pager } from '@/shared/table/Pager';
import { Chip } from '@/shared/ui/status';
import classes from './MatterList.module.css';
import { type Choice, type Matter, needsComment } from './passing';

interface MatterListProps {
  matters: Matter[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  choiceOf: (matter: Matter) => Choice;
  onChange: (matter: Matter, choice: Choice) => void;
  resultOf: (matter: Matter) => ItemResult | undefined;
  showLacking: boolean;
}

/** Everything that waits, each with its own decision. */
export function MatterList({ matters, chosen, onChoose, ...rest }: MatterListProps) {
  const { t } = useTranslation();
  const params = useListParams();
  const all = matters.length > 0 && matters.every((matter) => chosen.has(matter.key));
  return (
    <Stack gap="sm">
      <Checkbox
        label={t('meetings.choose_all', { count: matters.length })}
        checked={all}
        indeterminate={!all && chosen.size > 0}
        onChange={(event) =>
          onChoose(new Set(event.currentTarget.checked ? matters.map((matter) => matter.key) : []))
        }
      />
      <ul className={classes.list}>
        {pageOf(matters, params).map((matter) => (
          <li key={matter.key} className={classes.item}>
            <Line
              matter={matter}
              on={chosen.has(matter.key)}
              onToggle={(on) => {
                const next = new Set(chosen);
                on ? next.add(matter.key) : next.delete(matter.key);
                onChoose(next);
              }}
              {...rest}
            />
          </li>
        ))}
      </ul>
      <Pager params={params} total={matters.length} />
    </Stack>
  );
}

interface LineProps extends Omit<MatterListProps, 'matters' | 'chosen' | 'onChoose'> {
  matter: Matter;
  on: boolean;
  onToggle: (on: boolean) => void;
}

function Line({ matter, on, onToggle, choiceOf, onChange, resultOf, showLacking }: LineProps) {
  const { t } = useTranslation();
  const { labelOf, optionsOf, verbOf } = useLabels();
  const choice = choiceOf(matter);
  const result = resultOf(matter);
  const verbs: ActItem['verb'][] =
    matter.record === 'registration' ? ['approve', 'return'] : ['verify', 'send-back'];
  const commentNeeded = needsComment(choice);
  return (
    <>
      <Checkbox
        checked={on}
        onChange={(event) => onToggle(event.currentTarget.checked)}
        label={matter.name}
        description={labelOf('meeting.record', matter.record)}
        fw={600}
      />
      <Text className={classes.words} lineClamp={3}>
        {matter.words}
      </Text>
      {result && !result.ok ? (
        <Text component="div" size="sm">
          <Chip tone="red">{t('meetings.refused')}</Chip>{' '}
          {[result.title, result.detail, result.code].filter(Boolean).join(' · ')}
        </Text>
      ) : null}
      {on ? (
        <Group align="flex-start" gap="sm" className={classes.choice}>
          <NativeSelect
            label={t('meetings.decision')}
            value={choice.verb}
            onChange={(event) =>
              onChange(matter, { ...choice, verb: event.currentTarget.value as Choice['verb'] })
            }
            data={verbs.map((verb) => ({ value: verb, label: verbOf(verb, matter.subjectKind) }))}
          />
          {choice.verb === 'verify' ? (
            <NativeSelect
              label={t('pledges.verified_result')}
              value={choice.result}
              onChange={(event) =>
                onChange(matter, { ...choice, result: event.currentTarget.value as PledgeResult })
              }
              data={optionsOf('pledge.result')}
            />
          ) : null}
          {commentNeeded ? (
            <Textarea
              label={t('registrations.comment')}
              value={choice.comment}
              error={
                showLacking && !choice.comment.trim()
                  ? t('form.required', { label: t('registrations.comment') })
                  : undefined
              }
              onChange={(event) =>
                onChange(matter, { ...choice, comment: event.currentTarget.value.normalize('NFC') })
              }
              className={classes.comment}
            />
          ) : null}
        </Group>
      ) : null}
    </>
  );
}
