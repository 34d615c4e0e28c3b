import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { desk } from '@/testing/deskHandlers';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

it('counts what is unread in the bell and says it aloud', async () => {
  const { user, router } = renderApp('/', 'xa');
  const bell = await screen.findByRole('link', { name: 'Thông báo: 3 thông báo chưa đọc' });
  expect(screen.getAllByText('3 thông báo chưa đọc')[0]).toHaveAttribute('role', 'status');
  await user.click(bell);
  expect(await screen.findByRole('heading', { level: 1, name: 'Thông báo' })).toBeVisible();
  expect(router.state.location.pathname).toBe('/notifications');
});

it('groups the inbox, marks one and all as read, and the bell follows', async () => {
  const { user } = renderApp('/notifications', 'xa');
  const group = within(await screen.findByRole('region', { name: 'Có cập nhật mới về vấn đề' }));
  expect(group.getAllByRole('article')).toHaveLength(2);
  expect(group.getByText('2 thông báo, 2 chưa đọc')).toBeVisible();
  const urged = 'Đảng bộ tỉnh Bắc Giang đôn đốc: 2 việc quá hạn';
  await user.click(screen.getByRole('button', { name: `Đánh dấu đã đọc: ${urged}` }));
  await screen.findByRole('link', { name: 'Thông báo: 2 thông báo chưa đọc' });
  await user.click(screen.getByRole('button', { name: 'Đánh dấu tất cả đã đọc' }));
  expect(await screen.findByText('Đã đánh dấu 2 thông báo là đã đọc.')).toBeVisible();
  await screen.findByRole('link', { name: 'Thông báo: không có thông báo chưa đọc' });
});

it('opens the record of a notice and marks it as read', async () => {
  const { user, router } = renderApp('/notifications', 'xa');
  const first = within(
    (await screen.findAllByRole('article', { name: 'Có cập nhật mới về vấn đề' }))[0] as HTMLElement,
  );
  await user.click(first.getByRole('button', { name: /^Mở nội dung/ }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/issues/i-2'));
  expect(desk.notices.find(({ id }) => id === 'n-2')?.read_at).not.toBeNull();
});

it('keeps quiet when the bell cannot ask again', async () => {
  const { user } = renderApp('/', 'xa');
  await screen.findByRole('link', { name: 'Thông báo: 3 thông báo chưa đọc' });
  server.use(http.get('*/api/v1/notifications', () => HttpResponse.error()));
  window.dispatchEvent(new Event('visibilitychange'));
  await user.click(screen.getByRole('link', { name: 'Việc cần làm' }));
  expect(screen.queryByRole('alert')).toBeNull();
});

it('saves the ways of being told and asks what to keep after a change elsewhere', async () => {
  const { user } = renderApp('/notifications/settings', 'xa');
  const digest = within(await screen.findByRole('group', { name: 'Nhắc việc hằng ngày' }));
  await user.click(digest.getByRole('checkbox', { name: 'Qua thư điện tử' }));
  const address = screen.getByRole('textbox', { name: /Địa chỉ thư điện tử/ });
  await user.type(address, 'khong-dung');
  await user.click(screen.getByRole('button', { name: 'Lưu' }));
  expect((await screen.findAllByText(/Địa chỉ thư điện tử chưa đúng/))[0]).toBeVisible();
  await user.clear(address);
  await user.type(address, 'xa@vidu.vn');
  desk.settings = { ...desk.settings, email: 'khac@vidu.vn', version: 5 };
  await user.click(screen.getByRole('button', { name: 'Lưu' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('khac@vidu.vn')).toBeVisible();
  await user.click(dialog.getByRole('button', { name: /Dùng lựa chọn|Áp dụng|chọn/i }));
  await user.click(screen.getByRole('button', { name: 'Lưu' }));
  expect(await screen.findByText('Đã lưu cách nhận thông báo.')).toBeVisible();
  expect(desk.settings.email).toBe('xa@vidu.vn');
  expect(desk.settings.kinds.find(({ kind }) => kind === 'digest')?.email).toBe(false);
});

it('comes back to the inbox after a sign-in from a letter', async () => {
  const { user } = renderApp('/notifications/settings');
  await user.type(await screen.findByLabelText('Tên đăng nhập'), 'xa');
  await user.type(screen.getByLabelText('Mật khẩu'), 'mat-khau-minh-hoa');
  await user.click(screen.getByRole('button', { name: 'Đăng nhập' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Cách nhận thông báo' })).toBeVisible();
});
