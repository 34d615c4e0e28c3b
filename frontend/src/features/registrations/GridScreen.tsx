import './words';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { unitsWith } from '@/api/access';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import { programmeYearQuery } from '@/features/programmes/api';
import { useListParams } from '@/shared/table/listParams';
import { LinkButton } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { coverageQuery } from './api';
import { Grid } from './grid/Grid';

/** Entering the registrations of a whole chi bộ: one row per member. */
export function GridScreen() {
  const { t } = useTranslation();
  const user = useUser();
  const units = unitsWith(user, 'branch_secretary', 'unit_staff');
  const params = useListParams({
    filters: ['unit', 'year'],
    defaults: { year: useBusinessDate().slice(0, 4), unit: units[0]?.id ?? '' },
  });
  const unit = units.find((entry) => entry.id === params.get('unit'));
  const year = params.get('year');
  const coverage = useQuery({
    ...coverageQuery(unit?.id ?? '', year),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const programme = useQuery(programmeYearQuery(year));
  const back = (
    <LinkButton variant="default" to="/branch" search={{ unit: unit?.id, year }}>
      {t('grid.back')}
    </LinkButton>
  );
  return (
    <Page
      title={t('grid.title')}
      lead={unit ? t('grid.lead', { unit: unit.name, year }) : undefined}
      actions={back}
    >
      {unit ? (
        <Loaded query={programme}>
          {(found) =>
            found?.status === 'open' ? (
              <Loaded query={coverage}>
                {(data) => {
                  const people = (data.people ?? []).filter(
                    (person) => person.registration_id === null && !person.exempt_reason,
                  );
                  return people.length > 0 ? (
                    <Grid key={`${unit.id}-${year}`} people={people} unit={unit.id} programme={found} />
                  ) : (
                    <Empty
                      title={t('grid.all_entered')}
                      detail={t('grid.all_entered_detail')}
                      action={back}
                    />
                  );
                }}
              </Loaded>
            ) : (
              <Empty
                title={t('registrations.none_this_year')}
                detail={t('registrations.year_not_open', { year })}
              />
            )
          }
        </Loaded>
      ) : (
        <Empty title={t('registrations.no_unit')} detail={t('registrations.no_unit_detail')} />
      )}
    </Page>
  );
}
