import { addWords } from '@/shared/i18n';
import delegations from '@/shared/i18n/vi/delegations.json';
import roll from '@/shared/i18n/vi/roll.json';
import units from '@/shared/i18n/vi/units.json';

addWords({ delegations, roll, units }, () => import('./words.en'));
