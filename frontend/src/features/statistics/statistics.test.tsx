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

it('shows the issues by registering level, each rate as a pair, and splits them by field', async () => {
  const { user, router } = renderApp('/statistics', 'tinh');
  await user.click(await screen.findByRole('tab', { name: 'Vấn đề, vụ việc' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ about: 'issues' }));
  const district = within(
    await screen.findByRole('region', { name: 'Huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy' }),
  );
  expect(district.getByText('94 %')).toBeVisible();
  expect(district.getByText('94,5 %')).toBeVisible();
  const grassroots = within(screen.getByRole('region', { name: 'Cấp cơ sở' }));
  expect(grassroots.getByText('98,3 %')).toBeVisible();
  expect(grassroots.getByText('–')).toBeVisible();
  await user.selectOptions(screen.getByLabelText('Chia theo'), 'field');
  expect(await screen.findByRole('region', { name: 'Theo lĩnh vực' })).toBeVisible();
  expect(screen.queryByLabelText('Nhóm chức vụ')).toBeNull();
});
