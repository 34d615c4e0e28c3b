import './words';
import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/shared/ui/icons';
import { LinkButton } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { issueQuery } from './api';
import { IssueEditor } from './editor/IssueEditor';

/** Editing a draft or a returned issue. */
export function EditIssueScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery({
    ...issueQuery(id),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const back = () => void navigate({ to: '/issues/$id', params: { id } });
  return (
    <Page title={t('issues.edit_title')} lead={query.data?.title}>
      <Loaded query={query}>
        {(issue) =>
          issue.allowed_actions.includes('edit') ? (
            <>
              {issue.status === 'returned' && issue.comment ? (
                <Alert
                  color="orange"
                  variant="light"
                  icon={<Icon name="warning" />}
                  title={t('issues.returned_because')}
                >
                  {issue.comment}
                </Alert>
              ) : null}
              <IssueEditor record={issue} units={[]} onSubmitted={back} />
            </>
          ) : (
            <Empty
              title={t('issues.not_editable')}
              detail={t('issues.not_editable_detail')}
              action={
                <LinkButton to="/issues/$id" params={{ id }}>
                  {t('issues.to_issue')}
                </LinkButton>
              }
            />
          )
        }
      </Loaded>
    </Page>
  );
}
