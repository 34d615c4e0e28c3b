import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp } from '@/testing/render';

it('shows the published figures as Vietnamese writes them', async () => {
  renderApp('/statistics', 'tinh');
  const persons = within(await screen.findByRole('region', { name: 'Cá nhân' }));
  expect(persons.getByText('259.409')).toBeVisible();
  expect(within(screen.getByRole('region', { name: 'Tập thể' })).getByText('96,6 %')).toBeVisible();
  expect(
    await within(screen.getByRole('region', { name: 'Trong đó: đảng viên' })).findByText('98,3 %'),
  ).toBeVisible();
  expect(await screen.findByText('259.409 việc')).toBeVisible();
  expect(screen.getByText('trên 98,5 %')).toBeVisible();
});

it('drills down and comes back by the path, all in the address', async () => {
  const { user, router } = renderApp('/statistics', 'tinh');
  await user.click(await screen.findByRole('button', { name: 'Xem số liệu của Đảng bộ huyện Yên Thế' }));
  await user.click(await screen.findByRole('button', { name: 'Xem số liệu của Đảng bộ xã Minh Hòa' }));
  expect(await screen.findByRole('button', { name: 'Xem số liệu của Chi bộ thôn Đông' })).toBeVisible();
  expect(router.state.location.search).toMatchObject({ unit: 'u-commune' });
  const path = within(screen.getByRole('navigation', { name: 'Vị trí trong hệ thống tổ chức' }));
  await user.click(await path.findByRole('button', { name: 'Đảng bộ huyện Yên Thế' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ unit: 'u-district-a' }));
});
