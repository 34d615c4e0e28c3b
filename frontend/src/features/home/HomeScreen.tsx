import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { holds } from '@/api/access';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import { LateBlock } from '@/features/late/LateBlock';
import { Page } from '@/shared/ui/Page';
import { ToDecide } from './ToDecide';
import { ToDoMine } from './ToDoMine';
import { UnitFigures } from './UnitFigures';
import { Windows } from './Windows';

/** By role: for leaders what is late and where comes first; what waits for the user, the windows of the year, the figures of the unit. */
export function HomeScreen() {
  const { t } = useTranslation();
  const user = useUser();
  const year = useBusinessDate().slice(0, 4);
  const decides = holds(user, 'branch_secretary', 'unit_staff', 'unit_leader');
  const leads = holds(user, 'unit_leader', 'unit_staff', 'province_staff');
  const figures = user.roles.some((entry) => entry.role !== 'system_admin');
  return (
    <Page title={t('nav.home')} lead={t('home.greeting', { name: user.display_name })}>
      {leads ? <LateBlock year={year} /> : null}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        {user.person_id ? <ToDoMine year={year} /> : null}
        {decides ? <ToDecide year={year} /> : null}
        <Windows year={year} />
        {figures ? <UnitFigures year={year} /> : null}
      </SimpleGrid>
    </Page>
  );
}
