import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { problem } from '@/testing/problem';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

describe('a list', () => {
  it('keeps its filters in the address and tells no result from empty', async () => {
    const { user, router } = renderApp('/branch?tab=records', 'chibo');
    expect(await screen.findByText('Lê Văn Bình')).toBeVisible();
    await user.type(screen.getByLabelText('Tìm kiếm'), 'không có ai');
    expect(await screen.findByText('Không có kết quả phù hợp')).toBeVisible();
    await waitFor(() => expect(router.state.location.search).toMatchObject({ q: 'không có ai' }));
    await user.click(screen.getByRole('button', { name: 'Bỏ điều kiện lọc' }));
    expect(await screen.findByText('Lê Văn Bình')).toBeVisible();
  });

  it('shows a failure with code and trace id, and tries again', async () => {
    let broken = true;
    server.use(
      http.get('*/api/v1/registrations', () =>
        broken ? problem(500, 'internal', 'Máy chủ gặp lỗi') : undefined,
      ),
    );
    const { user } = renderApp('/branch?tab=records', 'chibo');
    expect(await screen.findByText(/internal · Mã tra cứu: 0192f0c1-trace/)).toBeVisible();
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Thử lại' }));
    expect(await screen.findByText('Lê Văn Bình')).toBeVisible();
  });

  it('says why nothing is there yet', async () => {
    server.use(
      http.get('*/api/v1/registrations', () =>
        HttpResponse.json({ items: [], page: 1, per_page: 20, total: 0 }),
      ),
    );
    renderApp('/branch?tab=records', 'chibo');
    expect(await screen.findByText('Chưa có bản đăng ký nào')).toBeVisible();
  });

  it('shows no permission as such', async () => {
    server.use(http.get('*/api/v1/registrations', () => problem(403, 'role_not_allowed', 'Không được phép')));
    renderApp('/branch?tab=records', 'chibo');
    expect(await screen.findByText('Đồng chí không có quyền xem nội dung này')).toBeVisible();
  });
});
