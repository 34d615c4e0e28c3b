import { Text } from '@mantine/core';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { RadioField } from '@/shared/form/choices';
import { TextField } from '@/shared/form/fields';
import { useLabels } from '@/shared/i18n/labels';
import { Chip } from '@/shared/ui/status';
import classes from './ReadersFields.module.css';
import { CONTENT_MAX, TITLE_MAX } from './values';

/** Who may read the issue, and the words that the public would get: apart from the internal ones. */
export function ReadersFields() {
  const { t } = useTranslation();
  const { optionsOf, labelOf } = useLabels();
  const visibility = useWatch({ name: 'visibility' }) as string;
  return (
    <>
      <RadioField
        name="visibility"
        label={t('issues.visibility')}
        hint={t('issues.visibility_hint')}
        options={optionsOf('visibility', ['internal', 'party_wide', 'public'])}
      />
      {visibility === 'public' ? (
        <fieldset className={classes.public}>
          <legend>
            {t('issues.public_part')} <Chip tone="cyan">{labelOf('visibility', 'public', 'short')}</Chip>
          </legend>
          <Text size="sm">{t('issues.public_hint')}</Text>
          <TextField name="public_title" label={t('issues.public_title')} maxLength={TITLE_MAX} optional />
          <TextField
            name="public_content"
            label={t('issues.public_content')}
            multiline
            maxLength={CONTENT_MAX}
            optional
          />
        </fieldset>
      ) : null}
    </>
  );
}
