import delegations from '@/shared/i18n/en/delegations.json';
import roll from '@/shared/i18n/en/roll.json';
import units from '@/shared/i18n/en/units.json';

export default { delegations, roll, units };
