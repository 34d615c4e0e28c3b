import { notifications } from '@mantine/notifications';
import { i18n } from '@/shared/i18n';
import type { Problem } from './problem';

/** The sentences of a problem: what happened and what to do, in the words of the server where it gave any. */
export function describe(problem: Problem): { title: string; detail?: string; reference: string } {
  const known = `problem.${problem.code}`;
  const byStatus = `problem.status_${problem.status}`;
  const title =
    problem.title ||
    (i18n.exists(`${known}.title`)
      ? i18n.t(`${known}.title`)
      : i18n.exists(`${byStatus}.title`)
        ? i18n.t(`${byStatus}.title`)
        : i18n.t('problem.unknown.title'));
  const detail =
    problem.detail ||
    (i18n.exists(`${known}.detail`)
      ? i18n.t(`${known}.detail`)
      : i18n.exists(`${byStatus}.detail`)
        ? i18n.t(`${byStatus}.detail`)
        : undefined);
  const reference = problem.traceId
    ? i18n.t('problem.reference_with_trace', { code: problem.code, trace: problem.traceId })
    : i18n.t('problem.reference', { code: problem.code });
  return { title, detail: detail === title ? undefined : detail, reference };
}

/** Shows a failure that no screen shows by itself. */
export function notifyProblem(problem: Problem) {
  const { title, detail, reference } = describe(problem);
  notifications.show({
    color: 'red',
    title,
    message: [detail, reference].filter(Boolean).join(' '),
    autoClose: 12_000,
    role: 'alert',
    closeButtonProps: { 'aria-label': i18n.t('action.close') },
  });
}

/** Says that an act succeeded. */
export function notifyDone(message: string) {
  notifications.show({
    color: 'green',
    message,
    autoClose: 5_000,
    role: 'status',
    closeButtonProps: { 'aria-label': i18n.t('action.close') },
  });
}
