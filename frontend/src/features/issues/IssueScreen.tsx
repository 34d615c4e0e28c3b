import './words';
import { Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCodes } from '@/features/code_lists/api';
import { Page } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { Chip, VisibilityMark } from '@/shared/ui/status';
import { useActs } from './act/useActs';
import { issueQuery } from './api';
import { Acts } from './detail/Acts';
import { Evidence } from './detail/Evidence';
import { FactsPanel } from './detail/FactsPanel';
import { Milestones } from './detail/Milestones';
import { Notices } from './detail/Notices';
import { Remind } from './detail/Remind';
import { Texts } from './detail/Texts';
import { Timeline } from './detail/Timeline';
import { Updates } from './detail/Updates';
import { DeadlineChip, IssueState, Oddities } from './marks';

/** One issue: what it is, who answers for it and by when, what was done, and what this user may do. */
export function IssueScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { wordOf } = useCodes('issue.kind');
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(issueQuery(id));
  const acts = useActs({ onDropped: () => void navigate({ to: '/issues' }) });
  const issue = query.data;
  return (
    <Page
      title={issue ? issue.title || t('issues.untitled') : t('issues.one')}
      lead={
        issue ? (
          <Group gap={6} pt={4}>
            <IssueState status={issue.status} />
            <DeadlineChip issue={issue} />
            <Oddities issue={issue} />
            <Chip>{wordOf(issue.kind, 'short')}</Chip>
            <VisibilityMark visibility={issue.visibility} />
          </Group>
        ) : undefined
      }
    >
      <Loaded query={query}>
        {(found) => (
          <>
            <Notices issue={found} onAct={(action) => acts.begin(found, action)} />
            <Group gap="sm" className="no-print">
              <Acts issue={found} busy={acts.busy} onAct={(action) => acts.begin(found, action)} />
              <Remind issue={found} />
            </Group>
            <FactsPanel issue={found} />
            <Texts issue={found} />
            <Milestones issue={found} />
            <Updates issue={found} />
            <Evidence issue={found} />
            <Timeline issue={found} />
          </>
        )}
      </Loaded>
      {acts.dialog}
    </Page>
  );
}
