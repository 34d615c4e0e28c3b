import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/ui/Dialog';

export interface Difference {
  name: string;
  label: string;
  mine: string;
  theirs: string;
}

interface MergeDialogProps {
  differences: Difference[];
  /** Names of the entries that begin with the version of the server. */
  begin?: string[];
  /** The choice is applied to a form that is sent by its own button. */
  thenSave?: boolean;
  onClose: () => void;
  /** Names of the entries where the version of the server is kept. */
  onApply: (theirs: ReadonlySet<string>) => void;
}

/** After 412: what differs between what was typed and what the server has now, and a choice for each. */
export function MergeDialog({
  differences,
  begin = [],
  thenSave = false,
  onClose,
  onApply,
}: MergeDialogProps) {
  const { t } = useTranslation();
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set(begin));
  const choose = (name: string, side: string) => {
    const next = new Set(theirs);
    side === 'theirs' ? next.add(name) : next.delete(name);
    setTheirs(next);
  };
  const shown = (text: string) => text || t('form.empty_value');
  return (
    <Dialog opened onClose={onClose} size="lg" title={t('form.merge_title')}>
      <Stack gap="md">
        <Text>
          {t('form.merge_detail')} {thenSave ? t('form.merge_then_save') : null}
        </Text>
        {differences.map(({ name, label, mine, theirs: other }) => (
          <Radio.Group
            key={name}
            label={label}
            value={theirs.has(name) ? 'theirs' : 'mine'}
            onChange={(side) => choose(name, side)}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="mine" label={t('form.merge_mine')} description={shown(mine)} />
              <Radio value="theirs" label={t('form.merge_theirs')} description={shown(other)} />
            </Stack>
          </Radio.Group>
        ))}
        <Group justify="flex-end">
          <Button onClick={() => onApply(theirs)}>{t('form.merge_apply')}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
