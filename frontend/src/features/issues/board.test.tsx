import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { issueWorld } from '@/testing/issueData';
import { problem } from '@/testing/problem';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

const column = async (name: RegExp) => within(await screen.findByRole('region', { name }));
const openMenu = async (user: ReturnType<typeof renderApp>['user'], title: string) => {
  const button = await screen.findByRole('button', { name: `Chuyển trạng thái: ${title}` });
  button.focus();
  await user.keyboard('{Enter}');
  return within(await screen.findByRole('menu'));
};

describe('the board of issues', () => {
  it('counts each state and shows more of a long one', async () => {
    const { user } = renderApp('/issues/board', 'xa');
    const doing = await column(/^Đang giải quyết \(23/);
    expect(doing.getAllByRole('listitem')).toHaveLength(20);
    await user.click(doing.getByRole('button', { name: 'Xem thêm: Đang giải quyết' }));
    await waitFor(() => expect(doing.getAllByRole('listitem')).toHaveLength(23));
  });

  it('moves a card by keyboard; the menu holds what is allowed and the focus goes along', async () => {
    const { user } = renderApp('/issues/board', 'xa');
    const menu = await openMenu(user, 'Hộ nghèo chưa được hỗ trợ nhà ở');
    expect(menu.getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
      'Phân công, cập nhật thông tin',
      'Bắt đầu giải quyết',
      'Đề nghị gia hạn',
      'Cập nhật diễn biến',
    ]);
    await user.keyboard('{ArrowDown}');
    menu.getByRole('menuitem', { name: 'Bắt đầu giải quyết' }).focus();
    await user.keyboard('{Enter}');
    expect(
      await screen.findByText(
        '«Hộ nghèo chưa được hỗ trợ nhà ở» đã chuyển từ «Đã đăng ký» sang «Đang giải quyết».',
      ),
    ).toBeVisible();
    const doing = await column(/^Đang giải quyết/);
    const moved = await doing.findByRole('button', {
      name: 'Chuyển trạng thái: Hộ nghèo chưa được hỗ trợ nhà ở',
    });
    await waitFor(() => expect(moved).toHaveFocus());
  });

  it('moves a card by dragging, and asks for what the step needs', async () => {
    const { user } = renderApp('/issues/board', 'huyen_lanhdao');
    const card = (await screen.findByRole('link', { name: 'Rác thải tồn đọng tại các thôn' })).closest('li');
    const returned = (await screen.findByRole('region', { name: /^Đã giải quyết/ })) as HTMLElement;
    if (!card) throw new Error('no card');
    const dataTransfer = { setData: () => undefined, effectAllowed: '', dropEffect: '' };
    fireEvent.dragStart(card, { dataTransfer });
    fireEvent.dragOver(returned, { dataTransfer });
    fireEvent.drop(returned, { dataTransfer });
    expect(await screen.findByText(/Đồng chí không chuyển được «Rác thải/)).toBeVisible();
    const registered = screen.getByRole('region', { name: /^Đã đăng ký/ });
    fireEvent.dragStart(card, { dataTransfer });
    fireEvent.dragOver(registered, { dataTransfer });
    fireEvent.drop(registered, { dataTransfer });
    const dialog = within(await screen.findByRole('dialog', { name: 'Đưa vào danh mục' }));
    await user.click(dialog.getByRole('button', { name: 'Đưa vào danh mục' }));
    await waitFor(() =>
      expect(issueWorld.issues.find((record) => record.id === 'i-1')?.status).toBe('registered'),
    );
  });

  it('shows the refusal in the words of the server', async () => {
    server.use(
      http.post('*/api/v1/issues/:id/confirm', () =>
        problem(403, 'own_decision', 'Không ai tự cho ý kiến hoặc xác nhận việc của chính mình'),
      ),
    );
    const { user } = renderApp('/issues/board', 'huyen_lanhdao');
    const menu = await openMenu(user, 'Nợ đọng xây dựng cơ bản');
    await user.click(menu.getByRole('menuitem', { name: 'Xác nhận đã giải quyết' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Xác nhận đã giải quyết' }));
    await user.click(dialog.getByRole('button', { name: 'Xác nhận đã giải quyết' }));
    expect(await dialog.findByText('Không ai tự cho ý kiến hoặc xác nhận việc của chính mình')).toBeVisible();
  });
});

describe('the calendar of deadlines', () => {
  it('names the days off and holds the issues that end', async () => {
    const { user, router } = renderApp('/issues/calendar', 'xa');
    const table = await screen.findByRole('table', { name: 'Tháng 5 năm 2022' });
    expect(await within(table).findByText('Ngày Chiến thắng 30/4')).toBeVisible();
    expect(within(table).getByRole('link', { name: 'Trật tự tại chợ trung tâm' })).toBeVisible();
    const today = within(table).getByRole('link', { name: /Thứ Năm 19\/05\/2022/i });
    today.focus();
    await user.keyboard('{ArrowDown}{ArrowLeft}');
    expect(document.activeElement).toHaveAttribute('data-date', '2022-05-25');
    await user.click(screen.getByRole('button', { name: 'Tháng sau' }));
    await waitFor(() => expect(router.state.location.search).toMatchObject({ month: '2022-06' }));
    expect(await screen.findByRole('heading', { name: 'Tháng 6 năm 2022' })).toBeVisible();
  });
});
