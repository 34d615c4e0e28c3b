// A pressing issue from the first draft to the confirmation, by keyboard only; the board, a shared view, every screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browse } from './keyboard.mjs';

const width = Number(process.env.E2E_WIDTH);
/** One grey point. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
const title = 'Nước thải chăn nuôi chảy ra kênh tiêu thôn Bãi Cả';

test(`an issue is drawn up, registered, moved on the board, reported and confirmed at ${width} px`, () =>
  browse(width, async (as) => {
    const staff = await as('xa');
    const leader = await as('huyen_lanhdao');
    await drawUp(staff);
    await register(leader);
    await start(staff);
    await report(staff);
    await confirm(leader);
    await share(staff, as);
    await staff.done();
    await leader.done();
  }));

const screens = {
  dangvien: ['/issues'],
  xa: ['/issues?status=in_progress', '/issues/board', '/issues/calendar', '/issues/new'],
  huyen_lanhdao: ['/issues?decidable=true', '/issues/board?decidable=true', '/issues?overdue=true'],
  tinh_lanhdao: ['/issues/calendar', '/issues?no_owner=true'],
};
for (const [name, addresses] of Object.entries(screens)) {
  test(`${name} finds the screens of issues whole at ${width} px`, () =>
    browse(width, async (as) => {
      const person = await as(name);
      for (const address of addresses) {
        await person.open(address);
        await person.look(address.replaceAll(/\W/g, '_'));
      }
      await person.done();
    }));
}

/** The head of the page stays in sight and would cover what has scrolled below it. */
async function lookFromTop(person, name) {
  await person.page.evaluate(() => scrollTo(0, 0));
  await person.look(name);
}

/** Presses a button of the dialog that is open. */
async function inDialog(person, name) {
  const dialog = person.page.getByRole('dialog').last();
  await dialog.waitFor();
  await person.press(dialog.getByRole('button', { name, exact: true }));
}

async function drawUp(staff) {
  const { page } = staff;
  await staff.open('/issues/new');
  await staff.press(page.getByRole('button', { name: 'Kiểm tra và gửi' }));
  await page.getByRole('alert').first().waitFor();
  await staff.look('issue-faults');
  await staff.choose(page.getByLabel('Lĩnh vực'), 'An sinh');
  await staff.type(page.getByLabel('Tên vấn đề'), title);
  await staff.type(page.getByLabel('Nội dung, việc phải giải quyết'), 'Xây bể lắng, nạo vét kênh trước mùa mưa');
  await staff.type(page.getByRole('combobox', { name: 'Người chịu trách nhiệm' }), 'nguyen');
  await page.getByRole('option', { name: /^Nguyễn/, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  // A Saturday: the server says which day counts.
  await staff.type(page.getByLabel('Thời hạn hoàn thành', { exact: true }), '28/05/2022');
  await staff.sees(/28\/05\/2022 là ngày nghỉ/);
  await staff.look('issue-form');
  await staff.press(page.getByRole('button', { name: 'Kiểm tra và gửi' }));
  await page.getByRole('dialog', { name: 'Gửi' }).waitFor();
  await staff.look('issue-check');
  await inDialog(staff, 'Gửi');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await staff.sees('Chờ cho ý kiến');
}

/** The issue among those that wait for the leader's word. */
async function openWaiting(leader) {
  await leader.open(`/issues?decidable=true&q=${encodeURIComponent(title)}`);
  await leader.press(leader.page.getByRole('link', { name: title }));
  await leader.page.getByRole('heading', { level: 1, name: title }).waitFor();
  await leader.settled();
}

async function register(leader) {
  await openWaiting(leader);
  await leader.press(leader.page.getByRole('button', { name: 'Đưa vào danh mục' }));
  await leader.page.getByRole('dialog', { name: 'Đưa vào danh mục' }).waitFor();
  await leader.look('issue-register');
  await inDialog(leader, 'Đưa vào danh mục');
  await leader.sees(`Đã ghi nhận «Đưa vào danh mục»: ${title}.`);
  await leader.page.getByText('Đã đăng ký', { exact: true }).first().waitFor();
}

async function start(staff) {
  const { page } = staff;
  await staff.open(`/issues/board?q=${encodeURIComponent(title)}&column=registered`);
  const button = page.getByRole('button', { name: `Chuyển trạng thái: ${title}` });
  await staff.press(button);
  const item = page.getByRole('menuitem', { name: 'Bắt đầu giải quyết' });
  await item.waitFor();
  await staff.look('issue-board-menu');
  for (let step = 0; step < 10 && !(await item.evaluate((e) => e === document.activeElement)); step += 1)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await staff.sees(`«${title}» đã chuyển từ «Đã đăng ký» sang «Đang giải quyết».`);
  const moved = page.getByRole('region', { name: /^Đang giải quyết/ }).getByRole('button', { name: `Chuyển trạng thái: ${title}` });
  await moved.waitFor();
  await page.waitForFunction((e) => e === document.activeElement, await moved.elementHandle());
  await lookFromTop(staff, 'issue-board-moved');
}

async function report(staff) {
  const { page } = staff;
  await staff.press(page.getByRole('link', { name: title }));
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await staff.press(page.getByRole('button', { name: 'Thêm mốc' }));
  const milestone = page.getByRole('form', { name: 'Thêm mốc' });
  await staff.type(milestone.getByLabel('Việc xong ở mốc này'), 'Nạo vét xong 800 m kênh');
  await staff.type(milestone.getByLabel('Thời hạn hoàn thành', { exact: true }), '25/05/2022');
  await staff.press(milestone.getByRole('button', { name: 'Lưu' }));
  await staff.sees('0/1 mốc đã xong');
  await staff.press(page.getByRole('button', { name: 'Đánh dấu đã xong: Nạo vét xong 800 m kênh' }));
  await staff.sees('1/1 mốc đã xong');
  await staff.press(page.getByRole('button', { name: 'Báo cáo đã giải quyết xong' }));
  await staff.type(page.getByRole('dialog').getByLabel('Kết quả giải quyết'), 'Đã xây 4 bể lắng, nước kênh hết mùi');
  const chooser = page.waitForEvent('filechooser');
  await staff.press(page.getByRole('dialog').getByRole('button', { name: 'Chọn tệp' }));
  await (await chooser).setFiles({ name: 'kenh-da-nao-vet.png', mimeType: 'image/png', buffer: picture });
  await staff.sees(/^Đã tải lên/);
  await staff.look('issue-report');
  await inDialog(staff, 'Báo cáo đã giải quyết xong');
  await page.getByText('Chờ xác nhận', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: /^Tải về kenh-da-nao-vet/ }).waitFor();
  const own = page.getByRole('button', { name: 'Xác nhận đã giải quyết' });
  assert.equal(await own.count(), 0, 'nobody confirms the own report');
}

async function confirm(leader) {
  await openWaiting(leader);
  await leader.press(leader.page.getByRole('button', { name: 'Xác nhận đã giải quyết' }));
  await leader.look('issue-confirm');
  await inDialog(leader, 'Xác nhận đã giải quyết');
  await leader.page.getByText('Đã giải quyết', { exact: true }).first().waitFor();
  await leader.sees(/xác nhận đã giải quyết\.$/);
  await leader.look('issue-confirmed');
}

/** A view is an address: somebody else opens the same list by it. */
async function share(staff, as) {
  const { page } = staff;
  await staff.open(`/issues?status=confirmed&q=${encodeURIComponent(title)}`);
  await staff.press(page.locator('summary', { hasText: 'Chế độ xem đã lưu' }));
  await staff.type(page.getByLabel('Tên chế độ xem'), 'Kênh tiêu Bãi Cả');
  await staff.press(page.getByRole('checkbox', { name: /^Chia sẻ với đồng nghiệp/ }), 'Space');
  await staff.press(page.getByRole('button', { name: 'Lưu chế độ xem hiện tại' }));
  const view = page.getByRole('link', { name: 'Kênh tiêu Bãi Cả' });
  await view.waitFor();
  await lookFromTop(staff, 'issue-views');
  const other = await as('xa_lanhdao');
  await other.open(await view.getAttribute('href'));
  await other.page.getByRole('link', { name: title }).waitFor();
  await other.sees('1 bản ghi');
  await other.press(other.page.locator('summary', { hasText: 'Chế độ xem đã lưu' }));
  await other.page.getByRole('link', { name: 'Kênh tiêu Bãi Cả' }).waitFor();
  await lookFromTop(other, 'issue-shared-view');
  await other.done();
}
