import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { useCodes } from '@/features/code_lists/api';
import { decisionWords } from '@/features/registrations/decision';
import { formatDate, formatDay, formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Facts } from '@/shared/ui/Facts';
import { Panel } from '@/shared/ui/Page';
import { Responsible } from '../marks';

/** Rõ việc, rõ người, rõ thời gian: who answers, by when, and where the issue belongs. */
export function FactsPanel({ issue }: { issue: IssueView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const fields = useCodes('field');
  const kinds = useCodes('issue.kind');
  const moved = issue.due_effective_on !== issue.due_on && issue.due_effective_on;
  const { report } = issue;
  return (
    <Panel title={t('issues.facts')}>
      <Facts
        entries={[
          [t('issues.responsible'), <Responsible key="who" issue={issue} />],
          [t('issues.owning_unit'), issue.owning_unit_name],
          [t('issues.coordinating'), issue.coordinating_units.map((unit) => unit.name).join('\n')],
          [
            t('issues.due_on'),
            issue.due_on
              ? [
                  formatDate(issue.due_on),
                  moved ? t('issues.last_day', { date: formatDate(issue.due_effective_on) }) : null,
                ]
                  .filter(Boolean)
                  .join(' · ')
              : t('deadlines.no_deadline'),
          ],
          [
            t('issues.original_due_on'),
            issue.original_due_on && issue.original_due_on !== issue.due_on
              ? formatDate(issue.original_due_on)
              : null,
          ],
          [
            t('issues.extensions'),
            issue.extensions_count > 0 ? t('issues.times', { count: issue.extensions_count }) : null,
          ],
          [
            t('issues.reopened'),
            issue.reopened_count > 0 ? t('issues.times', { count: issue.reopened_count }) : null,
          ],
          [t('issues.registering_level'), labelOf('registering_level', issue.registering_level)],
          [labelOf('dimension', 'kind'), kinds.wordOf(issue.kind)],
          [labelOf('dimension', 'field'), fields.wordOf(issue.field)],
          [t('issues.visibility'), labelOf('visibility', issue.visibility)],
          [t('issues.registered_on'), issue.registered_on ? formatDate(issue.registered_on) : null],
          [t('registrations.decision'), decisionWords(issue.decision)],
          [
            t('issues.milestones'),
            issue.milestones_total > 0
              ? t('issues.milestones_done', {
                  done: formatNumber(issue.milestones_done),
                  total: formatNumber(issue.milestones_total),
                })
              : null,
          ],
          [
            labelOf('honesty', 'declared'),
            report
              ? `${t('issues.reported_line', { name: report.by_name, date: formatDate(report.done_on) })}\n${report.summary}`
              : null,
          ],
          [
            labelOf('honesty', 'verified'),
            issue.confirmed_on
              ? [
                  t('issues.confirmed_line', { date: formatDate(issue.confirmed_on) }),
                  decisionWords(report?.decision),
                  report?.comment,
                ]
                  .filter(Boolean)
                  .join('\n')
              : null,
          ],
          [
            t('registrations.entered_by'),
            t('issues.entered_line', { name: issue.entered_by_name, date: formatDay(issue.created_at) }),
          ],
        ]}
      />
    </Panel>
  );
}
