import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { describe } from '@/api/funnel';
import { formatTime } from '@/shared/i18n/format';
import type { SaveState } from './useAutosave';

interface SaveMarkProps {
  state: SaveState;
  /** Says that it is on this device only so far, and why. */
  kept: (time: string) => string;
}

/** Where the typed text is safe, and since when. */
export function SaveMark({ state, kept }: SaveMarkProps) {
  const { t } = useTranslation();
  const words = () => {
    switch (state.phase) {
      case 'idle':
        return '';
      case 'saving':
        return t('form.saving_draft');
      case 'saved':
        return t('form.saved_draft_at', { time: formatTime(state.at) });
      case 'kept':
        return state.problem
          ? `${t('form.draft_not_saved')} ${describe(state.problem).title} (${state.problem.code})`
          : kept(formatTime(state.at));
    }
  };
  return (
    <Text size="sm" c="var(--quiet)" role="status" aria-live="polite" mih={22}>
      {words()}
    </Text>
  );
}
