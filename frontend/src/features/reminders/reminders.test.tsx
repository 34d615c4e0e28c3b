import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { sent } from '@/testing/lateHandlers';
import { renderApp } from '@/testing/render';

it('shows the ledger with counts where names may not be seen, and filters it by the address', async () => {
  const { user, router } = renderApp('/reminders', 'tinh');
  const ledger = within(await screen.findByRole('region', { name: 'Sổ đôn đốc, nhắc việc' }));
  expect(ledger.getByText('Không hiển thị tên')).toBeVisible();
  expect(ledger.getByText(/còn thiếu 0 \(khi nhắc: 12\)/)).toBeVisible();
  expect(ledger.getByText('Đã xong')).toBeVisible();
  await user.selectOptions(screen.getByLabelText('Nội dung'), 'issues');
  await waitFor(() => expect(router.state.location.search).toMatchObject({ about: 'issues' }));
  expect(await screen.findByText('Không có kết quả phù hợp')).toBeVisible();
});

it('shows what nobody reminded of, and reminds of it', async () => {
  const { user } = renderApp('/reminders?tab=duty', 'tinh');
  expect(await screen.findByText('Chưa đôn đốc', { selector: 'dt' })).toBeVisible();
  expect(screen.getByText(/33 người và 2 tập thể chưa gửi bản đăng ký/)).toBeVisible();
  await user.click(screen.getByRole('checkbox', { name: 'Chọn Bãi rác Đồng Vân gây ô nhiễm' }));
  await user.click(screen.getByRole('button', { name: 'Đôn đốc (1)' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('Vũ Văn Lý, Chủ tịch UBND xã')).toBeVisible();
  await user.click(dialog.getByRole('button', { name: 'Gửi đôn đốc' }));
  await dialog.findByText('Đã đôn đốc 1 người.');
  expect(sent.last?.issue_ids).toEqual(['l-1']);
});

it('gives a member the own lines only', async () => {
  renderApp('/reminders', 'dangvien');
  await screen.findByRole('region', { name: 'Sổ đôn đốc, nhắc việc' });
  expect(screen.queryByRole('tab')).toBeNull();
});

it('reminds everybody who has not registered with one click', async () => {
  const { user } = renderApp('/branch', 'chibo');
  await user.click(await screen.findByRole('button', { name: /^Đôn đốc \d+ người chưa gửi$/ }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Đôn đốc: đăng ký' }));
  await user.click(dialog.getByRole('button', { name: 'Gửi đôn đốc' }));
  await dialog.findByText(/^Đã đôn đốc \d+ người\.$/);
  expect(sent.last?.about).toBe('registrations');
  expect(sent.last?.person_ids?.length).toBeGreaterThan(0);
});
