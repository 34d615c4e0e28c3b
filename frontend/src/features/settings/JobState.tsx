import type { JobView } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import { Chip } from '@/shared/ui/status';

const toneOf: Record<JobView['status'], string> = {
  queued: 'gray',
  running: 'blue',
  done: 'green',
  failed: 'red',
  cancelled: 'gray',
};

export function JobState({ status }: Pick<JobView, 'status'>) {
  const { labelOf } = useLabels();
  return <Chip tone={toneOf[status]}>{labelOf('job.status', status)}</Chip>;
}
