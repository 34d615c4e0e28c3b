import './words';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '@/api/generated';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { Icon } from '@/shared/ui/icons';
import { Page } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { registrationQuery } from './api';
import classes from './PrintScreen.module.css';

/** A registration as a sheet of A4, to be signed. */
export function PrintScreen() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(registrationQuery(id));
  return (
    <div className={classes.frame}>
      <div className="no-print">
        <Page
          title={t('registrations.print_title')}
          actions={
            <Button leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
              {t('action.print')}
            </Button>
          }
        >
          {null}
        </Page>
      </div>
      <Loaded query={query}>{(record) => <Sheet record={record} />}</Loaded>
    </div>
  );
}

/** The official form: head of the unit, title, subject, pledges in a table, places for signatures. */
export function Sheet({ record }: { record: RegistrationView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const collective = record.subject_kind === 'collective';
  return (
    <article className={classes.sheet} lang="vi">
      <header className={classes.head}>
        <div>
          <strong>{record.unit_name}</strong>
        </div>
        <div>
          <strong className={classes.party}>{t('print.party')}</strong>
          <em>{t('print.place_date')}</em>
        </div>
      </header>
      <h2 className={classes.title}>
        {collective
          ? t('print.title_collective', { year: record.year })
          : t('print.title_individual', { year: record.year })}
      </h2>
      <p className={classes.subtitle}>{t('shell.app_title')}</p>
      <dl className={classes.subject}>
        <dt>{collective ? t('print.collective') : t('print.person')}</dt>
        <dd>{record.person_name ?? record.unit_name}</dd>
        {collective ? null : (
          <>
            <dt>{t('registrations.position')}</dt>
            <dd>{record.position || labelOf('membership', record.membership)}</dd>
            <dt>{t('registrations.unit')}</dt>
            <dd>{record.unit_name}</dd>
          </>
        )}
      </dl>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('print.number')}</th>
            <th scope="col">{t('pledges.content')}</th>
            <th scope="col">{t('pledges.measure')}</th>
            <th scope="col">{t('pledges.solution')}</th>
            <th scope="col">{t('pledges.due_on')}</th>
          </tr>
        </thead>
        <tbody>
          {record.pledges.map((pledge, index) => (
            <tr key={pledge.id}>
              <td>{index + 1}</td>
              <td>
                {pledge.content}
                {pledge.duty ? <p>{`${t('pledges.duty')}: ${pledge.duty}`}</p> : null}
                {pledge.weakness ? <p>{`${t('pledges.weakness')}: ${pledge.weakness}`}</p> : null}
              </td>
              <td>{pledge.measure}</td>
              <td>{pledge.solution}</td>
              <td>{formatDate(pledge.due_on)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer className={`${classes.signatures} keep-together`}>
        <div>
          <strong>{collective ? t('print.sign_higher') : t('print.sign_branch')}</strong>
          <em>{t('print.sign_hint')}</em>
        </div>
        <div>
          <strong>{collective ? t('print.sign_committee') : t('print.sign_person')}</strong>
          <em>{t('print.sign_hint')}</em>
          {collective ? null : <span className={classes.signer}>{record.person_name}</span>}
        </div>
      </footer>
    </article>
  );
}
