import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { world } from '@/testing/registrationData';
import { renderApp } from '@/testing/render';

it('a meeting passes many in one act and names who was refused and why', async () => {
  const { user } = renderApp('/meetings/new', 'chibo');
  await user.type(await screen.findByLabelText('Số đảng viên có mặt'), '18');
  await user.type(screen.getByLabelText(/Số biên bản/), '05-BB/CB');
  await user.click(screen.getByRole('button', { name: 'Lưu và chọn nội dung thông qua' }));
  expect(
    await screen.findByRole('heading', { level: 1, name: 'Sinh hoạt chi bộ ngày 19/05/2022' }),
  ).toBeVisible();
  await user.click(await screen.findByRole('checkbox', { name: 'Chọn tất cả 3 nội dung' }));
  await user.click(screen.getByRole('button', { name: 'Ghi nhận quyết định cho 3 nội dung' }));
  expect(await screen.findByText('Đã ghi nhận 2 nội dung, 1 nội dung chưa ghi nhận được.')).toBeVisible();
  expect(screen.getByText(/Không ai tự cho ý kiến.*own_decision/)).toBeVisible();
  const extract = screen.getByRole('region', { name: 'Trích biên bản sinh hoạt chi bộ' });
  expect(within(extract).getByText(/18 đảng viên có mặt, 0 vắng mặt/)).toBeVisible();
  expect(world.registrations.find((record) => record.id === 'r-4')?.status).toBe('approved');
  expect(world.registrations.find((record) => record.id === 'r-3')?.pledges[0]?.status).toBe('verified');
});
