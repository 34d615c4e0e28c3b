import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { problem } from '@/testing/problem';
import { world } from '@/testing/registrationData';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

describe('the unit', () => {
  it('shows who has registered and who has not', async () => {
    const { user } = renderApp('/branch', 'chibo');
    expect(
      await screen.findByText('3 đã thông qua · 2 chờ thông qua · 3 chưa gửi · 8 phải đăng ký'),
    ).toBeVisible();
    await user.click(screen.getByRole('checkbox', { name: 'Chỉ hiện người chưa gửi bản đăng ký' }));
    expect(screen.getByText('Nguyễn Thị Mẫu')).toBeVisible();
    expect(screen.queryByText('Trần Văn Thử', { selector: 'a' })).toBeNull();
  });

  it('is entered row by row, and every row says what became of it', async () => {
    server.use(
      http.post('*/api/v1/registrations', async ({ request }) => {
        const body = (await request.clone().json()) as { person_id: string };
        return body.person_id === 'p-8'
          ? problem(422, 'not_obliged', 'Người này không thuộc đơn vị')
          : undefined;
      }),
    );
    const { user } = renderApp('/branch/grid', 'chibo');
    const first = within(await screen.findByRole('group', { name: /Nguyễn Thị Mẫu/ }));
    await user.type(first.getByLabelText('Nội dung việc làm theo'), 'Vệ sinh đường thôn');
    await user.click(screen.getByRole('button', { name: 'Gửi 1 bản đăng ký' }));
    expect(await screen.findByText(/Còn thiếu nội dung ở dòng của: Nguyễn Thị Mẫu/)).toBeVisible();
    await user.type(first.getByLabelText('Thước đo kết quả'), '12 buổi');
    await user.type(first.getByLabelText('Giải pháp thực hiện'), 'Cùng chi hội phụ nữ');
    await user.selectOptions(first.getByLabelText('Lĩnh vực'), 'new_rural_urban');
    const second = within(screen.getByRole('group', { name: /Phạm Thị Yến/ }));
    await user.click(second.getByRole('button', { name: 'Chép từ dòng trên' }));
    await user.click(screen.getByRole('button', { name: 'Gửi 2 bản đăng ký' }));
    expect(await screen.findByText('1 bản đã gửi, 1 bản chưa gửi được.')).toBeVisible();
    expect(second.getByText('Người này không thuộc đơn vị')).toBeVisible();
    expect(world.registrations.find((record) => record.person_id === 'p-1')).toMatchObject({
      status: 'submitted',
      paper_signed: true,
    });
  });
});

describe('the queue', () => {
  it('moves and decides by keys', async () => {
    const { user } = renderApp('/approvals', 'chibo');
    const list = await screen.findByRole('list', { name: 'Danh sách đang chờ' });
    within(list)
      .getByRole('button', { name: /Đỗ Thị Hạnh/ })
      .focus();
    expect(await screen.findByRole('heading', { level: 2, name: 'Đỗ Thị Hạnh' })).toBeVisible();
    await user.keyboard('j');
    expect(await screen.findByRole('heading', { level: 2, name: 'Ngô Văn Sáu' })).toBeVisible();
    await user.keyboard('k');
    await screen.findByRole('heading', { level: 2, name: 'Đỗ Thị Hạnh' });
    await user.keyboard('a');
    const form = await screen.findByRole('form', { name: 'Thông qua' });
    await user.click(within(form).getByRole('button', { name: 'Thông qua' }));
    await waitFor(() =>
      expect(world.registrations.find((record) => record.id === 'r-4')?.status).toBe('approved'),
    );
    expect(await screen.findByRole('heading', { level: 2, name: 'Ngô Văn Sáu' })).toBeVisible();
  });

  it('opens the meeting or document when the refusal asks for one', async () => {
    server.use(
      http.post('*/api/v1/registrations/:id/approve', () =>
        problem(422, 'decision_source_required', 'Cần nêu buổi sinh hoạt hoặc văn bản'),
      ),
    );
    const { user } = renderApp('/approvals', 'chibo');
    await user.click(await screen.findByRole('button', { name: 'Thông qua' }));
    const form = await screen.findByRole('form', { name: 'Thông qua' });
    await user.click(within(form).getByRole('button', { name: 'Thông qua' }));
    expect(await within(form).findByText('Cần nêu buổi sinh hoạt hoặc văn bản')).toBeVisible();
    expect(within(form).getByLabelText(/Số văn bản/)).toBeVisible();
  });

  it('returns with a comment', async () => {
    const { user } = renderApp('/approvals', 'chibo');
    await user.click(await screen.findByRole('button', { name: 'Trả lại' }));
    const form = await screen.findByRole('form', { name: 'Trả lại' });
    await user.click(within(form).getByRole('button', { name: 'Trả lại' }));
    expect((await within(form).findAllByText('Chưa nhập ý kiến.')).length).toBeGreaterThan(0);
    await user.type(within(form).getByLabelText('Ý kiến'), 'Cần nêu rõ thước đo');
    await user.click(within(form).getByRole('button', { name: 'Trả lại' }));
    await waitFor(() =>
      expect(world.registrations.find((record) => record.id === 'r-4')?.status).toBe('returned'),
    );
  });
});
