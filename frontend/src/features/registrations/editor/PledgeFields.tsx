import { Button, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { PositionGroup, SubjectKind } from '@/api/generated';
import { useCodes } from '@/features/code_lists/api';
import { SelectField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { useLabels } from '@/shared/i18n/labels';
import { Icon } from '@/shared/ui/icons';
import { CONTENT_MAX, LINK_MAX } from './values';

interface PledgeFieldsProps {
  index: number;
  year: number;
  subjectKind: SubjectKind;
  positionGroup: PositionGroup;
  onRemove?: () => void;
}

/** The fields of one pledge. */
export function PledgeFields({ index, year, subjectKind, positionGroup, onRemove }: PledgeFieldsProps) {
  const { t } = useTranslation();
  const { optionsOf } = useLabels();
  const { choices } = useCodes('field');
  const kept = useWatch({ name: `pledges.${index}.field` }) as string | undefined;
  const rules = useRules();
  const name = (field: string) => `pledges.${index}.${field}`;
  const mayBePublic = subjectKind === 'collective' || positionGroup === 'head';
  const due = rules.date(t('pledges.due_on'));
  return (
    <Stack component="fieldset" gap="sm" p="md" m={0} bg="white" bdrs="md" bd="1px solid var(--line)">
      <Group justify="space-between">
        <Title order={2} size="h3">
          {t('pledges.number', { number: index + 1 })}
        </Title>
        {onRemove ? (
          <Button
            variant="subtle"
            color="red"
            leftSection={<Icon name="minus" size={18} />}
            onClick={onRemove}
            aria-label={t('pledges.remove', { number: index + 1 })}
          >
            {t('action.remove')}
          </Button>
        ) : null}
      </Group>
      <TextField
        name={name('content')}
        multiline
        minRows={3}
        maxLength={CONTENT_MAX}
        label={t('pledges.content')}
        hint={t('pledges.content_hint')}
        rules={rules.required(t('pledges.content'))}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextField
          name={name('measure')}
          multiline
          maxLength={CONTENT_MAX}
          label={t('pledges.measure')}
          hint={t('pledges.measure_hint')}
          rules={rules.required(t('pledges.measure'))}
        />
        <TextField
          name={name('solution')}
          multiline
          maxLength={CONTENT_MAX}
          label={t('pledges.solution')}
          hint={t('pledges.solution_hint')}
          rules={rules.required(t('pledges.solution'))}
        />
        <SelectField
          name={name('field')}
          label={t('pledges.field')}
          options={choices(kept)}
          rules={rules.choice(t('pledges.field'))}
        />
        <DateField
          name={name('due_on')}
          label={t('pledges.due_on')}
          rules={{
            validate: (value) => {
              const valid = due.validate(value);
              if (valid !== true) return valid;
              return String(value).startsWith(`${year}-`) || t('pledges.due_outside_year', { year });
            },
          }}
        />
        <TextField
          name={name('duty')}
          multiline
          optional
          maxLength={LINK_MAX}
          label={t('pledges.duty')}
          hint={t('pledges.duty_hint')}
        />
        <TextField
          name={name('weakness')}
          multiline
          optional
          maxLength={LINK_MAX}
          label={t('pledges.weakness')}
          hint={t('pledges.weakness_hint')}
        />
        <SelectField
          name={name('visibility')}
          label={t('pledges.visibility')}
          hint={t('pledges.visibility_hint')}
          options={optionsOf(
            'visibility',
            mayBePublic ? ['internal', 'party_wide', 'public'] : ['internal', 'party_wide'],
          )}
          rules={rules.choice(t('pledges.visibility'))}
        />
      </SimpleGrid>
    </Stack>
  );
}
