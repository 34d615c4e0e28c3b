import { screen, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { session } from '@/api/session';
import { NEWCOMER, PASSWORD } from '@/testing/authHandlers';
import { problem } from '@/testing/problem';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

describe('signing in', () => {
  it('leads to the address that was asked for', async () => {
    const { user } = renderApp('/branch');
    await user.type(await screen.findByLabelText('Tên đăng nhập'), 'chibo');
    await user.type(screen.getByLabelText('Mật khẩu'), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Đăng nhập' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Đăng ký của đơn vị' })).toBeVisible();
    expect(window.localStorage.length + window.sessionStorage.length).toBe(0);
  });

  it('says what is missing and puts the focus on it', async () => {
    const { user } = renderApp('/');
    await user.click(await screen.findByRole('button', { name: 'Đăng nhập' }));
    const summary = await screen.findByRole('alert');
    expect(within(summary).getByText('Chưa nhập tên đăng nhập.')).toBeVisible();
    await user.click(within(summary).getByText('Chưa nhập mật khẩu.'));
    expect(screen.getByLabelText('Mật khẩu')).toHaveFocus();
  });

  it('shows the refusal of the server with its code and keeps the input', async () => {
    const { user } = renderApp('/');
    await user.type(await screen.findByLabelText('Tên đăng nhập'), 'chibo');
    await user.type(screen.getByLabelText('Mật khẩu'), 'khong-dung-mat-khau');
    await user.click(screen.getByRole('button', { name: 'Đăng nhập' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Tên đăng nhập hoặc mật khẩu chưa đúng');
    expect(alert).toHaveTextContent('invalid_credentials');
    expect(screen.getByLabelText('Tên đăng nhập')).toHaveValue('chibo');
  });

  it('takes a one-time code to the first password', async () => {
    const { user } = renderApp('/');
    await user.type(await screen.findByLabelText('Tên đăng nhập'), NEWCOMER);
    await user.type(screen.getByLabelText('Mật khẩu'), 'ABCD-1234');
    await user.click(screen.getByRole('button', { name: 'Đăng nhập' }));
    expect(await screen.findByLabelText('Mã dùng một lần')).toHaveValue('ABCD-1234');
    await user.type(screen.getByLabelText('Mật khẩu mới'), 'một câu đủ dài để nhớ');
    await user.type(screen.getByLabelText('Nhập lại mật khẩu mới'), 'một câu đủ dài để nhớ');
    await user.click(screen.getByRole('button', { name: 'Đặt mật khẩu và đăng nhập' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Việc cần làm' })).toBeVisible();
  });
});

describe('a session that ends', () => {
  it('asks for the password over the screen and goes on', async () => {
    const { user } = renderApp('/account/sessions', 'chibo');
    await screen.findByText('Điện thoại Android');
    let gone = true;
    server.use(
      http.delete('*/api/v1/auth/sessions/:id', () =>
        gone ? problem(401, 'session_ended', 'Phiên đã kết thúc') : undefined,
      ),
      http.post('*/api/v1/auth/refresh', () =>
        gone ? problem(401, 'session_ended', 'Phiên đã kết thúc') : undefined,
      ),
    );
    await user.click(screen.getByRole('button', { name: 'Kết thúc phiên' }));
    const dialog = await screen.findByRole('dialog', { name: 'Phiên đăng nhập đã kết thúc' });
    gone = false;
    await user.type(within(dialog).getByLabelText('Mật khẩu'), PASSWORD);
    await user.click(within(dialog).getByRole('button', { name: 'Đăng nhập lại' }));
    expect(await screen.findByText('Đã kết thúc phiên đăng nhập.')).toBeVisible();
    expect(session.get().phase).toBe('signed_in');
  });
});
