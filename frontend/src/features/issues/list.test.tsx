import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { issueWorld } from '@/testing/issueData';
import { renderApp } from '@/testing/render';

const addressOf = (router: ReturnType<typeof renderApp>['router']) => router.state.location.search;

describe('the list of issues', () => {
  it('says in words how far each deadline is, and who answers', async () => {
    renderApp('/issues', 'xa');
    const late = (await screen.findByRole('link', { name: 'Đất công bị lấn chiếm ven sông' })).closest('tr');
    if (!late) throw new Error('no row');
    expect(within(late).getByText('Trễ 5 ngày làm việc · 12/05/2022')).toBeVisible();
    expect(within(late).getByText('Gia hạn 1 lần')).toBeVisible();
    expect(within(late).getByText('Mở lại 2 lần')).toBeVisible();
    expect(within(late).getByText('Phó Chủ tịch UBND xã')).toBeVisible();
    const nobody = screen.getByRole('link', { name: 'Trật tự tại chợ trung tâm' }).closest('tr');
    expect(nobody).toHaveTextContent('Chưa có người');
    expect(screen.getAllByText(/Còn 3 ngày làm việc · 24\/05\/2022/).length).toBeGreaterThan(0);
  });

  it('keeps its filters in the address', async () => {
    const { user, router } = renderApp('/issues', 'xa');
    await user.click(await screen.findByRole('button', { name: 'Quá hạn' }));
    await waitFor(() => expect(addressOf(router)).toMatchObject({ overdue: 'true' }));
    expect(await screen.findByText('1 bản ghi')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Quá hạn' })).toHaveAttribute('aria-pressed', 'true');
    await user.selectOptions(screen.getByLabelText('Trạng thái', { selector: 'select' }), 'Chờ cho ý kiến');
    await waitFor(() => expect(addressOf(router)).toMatchObject({ overdue: 'true', status: 'submitted' }));
    await user.click(screen.getByRole('button', { name: 'Bỏ lọc' }));
    await waitFor(() => expect(addressOf(router)).not.toHaveProperty('overdue'));
  });

  it('decides on many at once and says what became of each', async () => {
    const { user } = renderApp('/issues?decidable=true', 'huyen_lanhdao');
    await user.click(await screen.findByRole('checkbox', { name: 'Chọn tất cả trên trang này' }));
    const bar = within(screen.getByRole('region', { name: 'Cho ý kiến nhiều vấn đề' }));
    expect(bar.getByText('Đã chọn 3 vấn đề')).toBeVisible();
    await user.click(bar.getByRole('button', { name: 'Đưa vào danh mục (2)' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Đưa vào danh mục: nhiều vấn đề' }));
    await user.click(dialog.getByRole('button', { name: 'Đưa vào danh mục' }));
    expect(await dialog.findByText('1 vấn đề đã ghi nhận, 1 vấn đề chưa ghi nhận được.')).toBeVisible();
    expect(dialog.getByText(/Không ai tự cho ý kiến/)).toBeVisible();
    expect(issueWorld.issues.find((record) => record.id === 'i-1')?.status).toBe('registered');
    // The source opens when the refusal asks for it or not; what was refused may be sent again.
    expect(dialog.getByRole('button', { name: 'Gửi lại (1)' })).toBeVisible();
  });

  it('asks for a comment before many are returned, and chooses all that match', async () => {
    for (let count = 0; count < 30; count += 1)
      issueWorld.issues.push({
        ...(issueWorld.issues[1] as (typeof issueWorld.issues)[0]),
        id: `i-x${count}`,
      });
    const { user } = renderApp('/issues?status=submitted', 'huyen_lanhdao');
    await user.click(await screen.findByRole('checkbox', { name: 'Chọn tất cả trên trang này' }));
    await user.click(screen.getByRole('button', { name: 'Chọn tất cả 32 vấn đề khớp bộ lọc' }));
    expect(await screen.findByText('Đã chọn 32 vấn đề')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Trả lại (32)' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Trả lại: nhiều vấn đề' }));
    await user.click(dialog.getByRole('button', { name: 'Trả lại' }));
    expect((await dialog.findAllByText('Chưa nhập ý kiến.')).length).toBeGreaterThan(0);
  });

  it('keeps a view on the server, shares it and opens it by its address', async () => {
    const { user, router } = renderApp('/issues?overdue=true', 'xa');
    await user.click(await screen.findByText('Chế độ xem đã lưu'));
    await user.type(await screen.findByLabelText('Tên chế độ xem'), 'Quá hạn của xã');
    await user.click(screen.getByRole('checkbox', { name: /Chia sẻ với đồng nghiệp/ }));
    await user.click(screen.getByRole('button', { name: 'Lưu chế độ xem hiện tại' }));
    expect(await screen.findByText('Đã lưu chế độ xem «Quá hạn của xã».')).toBeVisible();
    expect(issueWorld.views[0]).toMatchObject({ room: 'issues', query: 'overdue=true', shared: true });
    await user.click(screen.getByRole('button', { name: 'Bỏ lọc' }));
    await waitFor(() => expect(addressOf(router)).not.toHaveProperty('overdue'));
    await user.click(await screen.findByRole('link', { name: 'Quá hạn của xã' }));
    await waitFor(() => expect(addressOf(router)).toMatchObject({ overdue: 'true' }));
  });

  it('hands the filtered list out as a file', async () => {
    URL.createObjectURL = vi.fn(() => 'blob:x');
    URL.revokeObjectURL = vi.fn();
    const { user } = renderApp('/issues?overdue=true', 'xa');
    await user.click(await screen.findByRole('button', { name: 'Xuất CSV' }));
    expect(await screen.findByText('Đã xuất danh sách theo bộ lọc hiện tại.')).toBeVisible();
    expect(issueWorld.exports).toEqual(['text/csv']);
  });
});
