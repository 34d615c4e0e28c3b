import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { EvidencePanel } from '@/features/files/EvidencePanel';
import { Panel } from '@/shared/ui/Page';

/** Everything that shows what was done about the issue. */
export function Evidence({ issue }: { issue: IssueView }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('files.evidence')}>
      <EvidencePanel
        owner="issues"
        id={issue.id}
        unitId={issue.owning_unit_id}
        writes={issue.allowed_actions.includes('post-update')}
      />
    </Panel>
  );
}
