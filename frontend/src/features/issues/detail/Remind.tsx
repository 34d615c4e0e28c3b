import { useQuery } from '@tanstack/react-query';
import type { IssueView } from '@/api/generated';
import { useUser } from '@/api/session';
import { unitQuery } from '@/features/org_units/api';
import { SUPERIORS } from '@/features/reminders/api';
import { RemindButton } from '@/features/reminders/RemindButton';
import { useLabels } from '@/shared/i18n/labels';
import { OPEN } from '../verbs';

/** Đôn đốc by those who stand above the owning unit, while the issue is open. */
export function Remind({ issue }: { issue: IssueView }) {
  const user = useUser();
  const { labelOf } = useLabels();
  const open = OPEN.includes(issue.status);
  const owner = useQuery({ ...unitQuery(issue.owning_unit_id), enabled: open });
  const above = new Set(owner.data?.path.map((unit) => unit.id).filter((id) => id !== owner.data?.id));
  const superior = user.roles.some((entry) => SUPERIORS.includes(entry.role) && above.has(entry.unit_id));
  if (!open || !superior) return null;
  return (
    <RemindButton
      about="issues"
      targets={{ issues: [issue] }}
      label={labelOf('verb', 'remind')}
      variant="default"
    />
  );
}
