import type { ProgrammeYearView } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import { Chip } from '@/shared/ui/status';

const TONE = { draft: 'gray', open: 'green', closed: 'dark' } as const;

/** Whether a year is prepared, open or closed. */
export function YearState({ year }: { year: ProgrammeYearView }) {
  const { labelOf } = useLabels();
  return <Chip tone={TONE[year.status]}>{labelOf('programme_year.status', year.status)}</Chip>;
}
