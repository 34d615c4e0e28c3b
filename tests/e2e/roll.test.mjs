// The roll of a chi bộ and the deputy of its secretary, by keyboard only.
import { test } from 'node:test';
import { browse } from './keyboard.mjs';

const width = Number(process.env.E2E_WIDTH);
const newcomer = 'Nguyễn Thị Minh Họa';

test(`somebody is put on the roll, corrected, exempted and leaves it at ${width} px`, () =>
  browse(width, async (as) => {
    const staff = await as('xa');
    await openBranch(staff);
    await staff.look('roll');
    await add(staff);
    await act(staff, 'Đính chính', (form) => staff.type(form.getByLabel(/Chức vụ/).first(), 'Chi hội trưởng phụ nữ'));
    await staff.sees('Chi hội trưởng phụ nữ');
    await act(staff, 'Miễn đăng ký', async (form) => {
      await staff.choose(form.getByLabel('Lý do'), 'Ngh');
      await staff.type(form.getByLabel('Từ ngày'), '01/04/2022');
    });
    await staff.sees('Được miễn');
    await act(staff, 'Thôi miễn', () => undefined);
    await staff.sees('Phải đăng ký');
    await act(staff, 'Kết thúc', async (form) => {
      await staff.choose(form.getByLabel('Lý do'), 'Ngh');
      await staff.type(form.getByLabel('Thôi hiệu lực từ ngày'), '01/06/2022');
    });
    await addAgain(staff);
    await staff.done();
  }));

test(`the secretary names a deputy and ends it at ${width} px`, () =>
  browse(width, async (as) => {
    const secretary = await as('chibo');
    await openBranch(secretary);
    await secretary.press(secretary.page.getByRole('tab', { name: 'Danh sách sinh hoạt' }), 'ArrowRight');
    await secretary.press(secretary.page.getByRole('tab', { name: 'Quá trình tổ chức' }), 'ArrowRight');
    await secretary.press(secretary.page.getByRole('button', { name: 'Ủy quyền cho cấp phó' }));
    const form = secretary.page.getByRole('form', { name: 'Ủy quyền cho cấp phó' });
    await pick(secretary, form.getByRole('combobox', { name: 'Người được ủy quyền' }), '');
    await secretary.type(form.getByLabel('Thôi hiệu lực từ ngày'), '30/06/2022');
    await secretary.type(form.getByLabel(/Số văn bản/), '03-QĐ/CB');
    await secretary.look('delegate');
    await secretary.press(form.getByRole('button', { name: 'Ủy quyền cho cấp phó' }));
    await secretary.sees('Đã ghi nhận ủy quyền.');
    await secretary.look('delegations');
    await secretary.press(secretary.page.getByRole('button', { name: /^Kết thúc ủy quyền cho/ }));
    await secretary.press(secretary.page.getByRole('form', { name: 'Kết thúc ủy quyền' }).getByRole('button', { name: 'Kết thúc ủy quyền' }));
    await secretary.sees('Đã kết thúc ủy quyền.');
    await secretary.done();
  }));

/** The page of the chi bộ of the demonstration, found by its name without accents. */
async function openBranch(person) {
  await person.open('/units');
  await person.type(person.page.getByLabel('Tìm theo tên'), 'chi bo thon bai ca');
  await person.press(person.page.getByRole('link', { name: 'Chi bộ thôn Bãi Cả' }));
  await person.page.getByRole('heading', { level: 1, name: 'Chi bộ thôn Bãi Cả' }).waitFor();
  await person.settled();
}

async function pick(person, field, words) {
  if (words) await person.type(field, words);
  else await person.press(field, 'ArrowDown');
  await person.page.getByRole('option', { name: new RegExp(words) }).first().waitFor();
  await person.page.keyboard.press('Enter');
}

async function add(person) {
  await person.press(person.page.getByRole('button', { name: 'Thêm người mới' }));
  const form = person.page.getByRole('form', { name: 'Thêm người mới' });
  await person.type(form.getByLabel('Họ và tên'), newcomer);
  await person.type(form.getByLabel(/Năm sinh/), '1985');
  await person.type(form.getByLabel('Từ ngày'), '01/03/2022');
  await person.look('add-person');
  await person.press(form.getByRole('button', { name: 'Thêm người mới' }));
  await person.sees(`Đã thêm ${newcomer} vào danh sách.`);
  await person.type(person.page.getByLabel('Tìm theo họ tên'), 'nguyen thi minh hoa');
  await person.page.getByText(`${newcomer} (sinh 1985)`).waitFor();
  await person.settled();
}

/** Opens the acts of the line, fills the form of one and sends it. */
async function act(person, verb, fill) {
  const button = person.page.getByRole('button', { name: `${verb}: ${newcomer}` });
  if (!(await button.isVisible())) await person.press(person.page.locator('summary', { hasText: newcomer }));
  await person.press(button);
  const form = person.page.getByRole('form', { name: verb });
  await form.waitFor();
  await fill(form);
  await person.look(`roll-${verb}`);
  await person.press(form.getByRole('button', { name: verb, exact: true }));
  await person.sees(`Đã ghi nhận ${verb}: ${newcomer}.`);
  await form.waitFor({ state: 'detached' });
  await person.settled();
}

/** Who leaves comes back from that day, found among the persons that are known. */
async function addAgain(person) {
  await person.press(person.page.getByRole('button', { name: 'Thêm người đã có hồ sơ' }));
  const form = person.page.getByRole('form', { name: 'Thêm người đã có hồ sơ' });
  await pick(person, form.getByRole('combobox', { name: 'Người' }), newcomer);
  await person.type(form.getByLabel('Từ ngày'), '01/06/2022');
  await person.look('add-membership');
  await person.press(form.getByRole('button', { name: 'Thêm người đã có hồ sơ' }));
  await person.page.getByText(`Đã thêm ${newcomer} vào danh sách.`).last().waitFor();
}
