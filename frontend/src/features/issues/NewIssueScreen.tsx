import './words';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { unitsWith } from '@/api/access';
import { useUser } from '@/api/session';
import { Page } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { IssueEditor } from './editor/IssueEditor';

/** A new issue of one of the user's units. */
export function NewIssueScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const units = unitsWith(useUser(), 'branch_secretary', 'unit_staff', 'unit_leader', 'province_staff');
  return (
    <Page title={t('issues.new')} lead={t('issues.new_lead')}>
      {units.length > 0 ? (
        <IssueEditor
          record={null}
          units={units}
          onSubmitted={(issue) => void navigate({ to: '/issues/$id', params: { id: issue.id } })}
        />
      ) : (
        <Empty title={t('state.no_permission.title')} detail={t('issues.no_unit_detail')} />
      )}
    </Page>
  );
}
