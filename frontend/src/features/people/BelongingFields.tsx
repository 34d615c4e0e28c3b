import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MembershipView } from '@/api/generated';
import { SelectField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { useLabels } from '@/shared/i18n/labels';

/** How somebody belongs to a unit, as the forms of the roll hold it. */
export type Belonging = Required<
  Pick<MembershipView, 'member_kind' | 'position' | 'position_group' | 'valid_from'>
>;

/** How somebody belongs to a unit: kind, position and its group, and since when. */
export function BelongingFields() {
  const { t } = useTranslation();
  const { optionsOf } = useLabels();
  const rules = useRules();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <SelectField
        name="member_kind"
        label={t('roll.member_kind')}
        options={optionsOf('person.member_kind')}
        rules={rules.choice(t('roll.member_kind'))}
      />
      <TextField name="position" label={t('registrations.position')} optional maxLength={300} />
      <SelectField
        name="position_group"
        label={t('registrations.position_group')}
        options={optionsOf('position_group')}
        rules={rules.choice(t('registrations.position_group'))}
      />
      <DateField name="valid_from" label={t('roll.valid_from')} rules={rules.date(t('roll.valid_from'))} />
    </SimpleGrid>
  );
}
