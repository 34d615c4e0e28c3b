import { Controller, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '@/api/generated';
import { call } from '@/api/http';
import type { Page } from '@/api/page';
import { TextField } from '@/shared/form/fields';
import { type Choice, PickInput } from '@/shared/form/PickField';

/** A person of the roll with the position of today. */
export interface PersonChoice extends Choice {
  position?: string;
}

async function findOfficers(words: string, signal: AbortSignal): Promise<PersonChoice[]> {
  const page = await call<Page<PersonView>>('GET', '/people', { query: { q: words, per_page: 20 }, signal });
  return page.items.map((person) => ({
    value: person.id,
    label: person.full_name,
    hint: [person.position, person.unit_name, person.birth_year].filter(Boolean).join(' · '),
    position: person.position ?? '',
  }));
}

const POSITION_MAX = 300;

/** Who answers for the issue, from the roll; the position is kept as it is named now. */
export function ResponsibleFields({ check }: { check?: (value: unknown) => true | string }) {
  const { t } = useTranslation();
  const { setValue } = useFormContext();
  return (
    <>
      <Controller
        name="responsible"
        rules={{ validate: (value) => check?.(value) ?? true }}
        render={({ field, fieldState }) => (
          <PickInput
            id="responsible"
            ref={field.ref}
            label={t('issues.responsible')}
            hint={t('issues.responsible_hint')}
            error={fieldState.error?.message}
            shown={(field.value as PersonChoice | null)?.label ?? ''}
            source="officers"
            find={findOfficers}
            onPick={(choice) => {
              field.onChange(choice ?? null);
              setValue('responsible_position', (choice as PersonChoice | undefined)?.position ?? '', {
                shouldDirty: true,
              });
            }}
          />
        )}
      />
      <TextField
        name="responsible_position"
        maxLength={POSITION_MAX}
        label={t('issues.responsible_position')}
        hint={t('issues.responsible_position_hint')}
        optional
      />
    </>
  );
}
