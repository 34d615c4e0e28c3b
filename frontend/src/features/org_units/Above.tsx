import { useTranslation } from 'react-i18next';
import type { UnitView } from '@/api/generated';
import { TextLink } from '@/shared/ui/links';

/** The units above, the highest first, each a way to its page. */
export function Above({ unit, asOf }: { unit: UnitView; asOf: string }) {
  const { t } = useTranslation();
  const path = unit.path.filter((above) => above.id !== unit.id);
  return (
    <nav aria-label={t('units.above')}>
      <TextLink to="/units" search={{ at: unit.id, as_of: asOf || undefined }}>
        {t('nav.units')}
      </TextLink>
      {path.map((above) => (
        <span key={above.id}>
          {' › '}
          <TextLink to="/units/$id" params={{ id: above.id }} search={{ as_of: asOf || undefined }}>
            {above.short_name}
          </TextLink>
        </span>
      ))}
    </nav>
  );
}
