import { afterAll, beforeAll, expect, test } from 'vitest';
import { Harness, violations } from './harness';
import { acceptFax, comeBack, leaveOutBlocked, makePlan, openDemo, toGate, toResult, toRun } from './tour';

let harness: Harness;
beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(async () => {
  await harness.stop();
});

test('from the demo to a report, by pointing and clicking', async () => {
  const { page, context, faults } = await harness.open({ query: 'scenario=first' });
  await page.getByTestId('demo-start').click();
  await page.getByTestId('schema-canvas').waitFor();
  await page.getByTestId('nav-compare').click();
  await page.getByTestId('rename-accept-0').click();
  await page.getByTestId('rename-undo-0').waitFor();
  await page.getByTestId('plan-make').click();
  await page.getByTestId('plan-blocked').waitFor();
  expect(await page.getByTestId('plan-continue').isDisabled()).toBe(true);
  await leaveOutBlocked(page);
  expect(await page.getByTestId('plan-continue').isDisabled()).toBe(true);
  await acceptFax(page);
  await page.getByTestId('plan-continue').click();
  expect(await page.getByTestId('apply-start').isDisabled()).toBe(true);
  await page.getByTestId('backup-start').click();
  await page.getByTestId('backup-done').waitFor();
  await page.getByTestId('gate-check').click();
  await page.getByTestId('gate-state').waitFor();
  expect(await page.getByTestId('gate-state').getAttribute('data-open')).toBe('true');
  await page.getByTestId('apply-start').click();
  await page.getByTestId('result-state').waitFor();
  expect(await page.getByTestId('result-state').getAttribute('data-state')).toBe('applied');
  expect(await page.getByTestId('validation-structure').getAttribute('data-state')).toBe('passed');
  await page.getByTestId('report-html').click();
  expect(await page.getByTestId('report-path').textContent()).toMatch(/\.html$/);
  expect(faults).toEqual([]);
  await context.close();
});

test('a connection by pasted URL: read, tested, saved, opened; the password leaves the screen', async () => {
  const { page, context } = await harness.open();
  await page.getByTestId('profile-add').click();
  await page.getByTestId('profile-url').fill('postgresql://ada:s3cret-pw@localhost:5433/shop');
  await page.getByTestId('profile-url-read').click();
  await expect.poll(() => page.getByTestId('profile-host').inputValue()).toBe('localhost');
  expect(await page.getByTestId('profile-port').inputValue()).toBe('5433');
  expect(await page.getByTestId('profile-user').inputValue()).toBe('ada');
  expect(await page.content()).not.toContain('s3cret-pw');
  expect(await page.getByTestId('profile-url').inputValue()).toBe('');
  await page.getByTestId('profile-test').click();
  await page.getByTestId('profile-test-usable').waitFor();
  await page.getByTestId('profile-save').click();
  await page.getByTestId('profile-open-shop').click();
  await page.getByTestId('schema-canvas').waitFor();
  await context.close();
});

test('a backup is restored into a new database, which is saved and opened', async () => {
  const { page, context, faults } = await harness.open({ query: 'scenario=backups' });
  await page.getByTestId('nav-backups').click();
  expect(await page.getByTestId('backup-restore-b-2').isDisabled(), 'its archive is gone').toBe(true);
  await page.getByTestId('backup-restore-b-1').click();
  expect(await page.getByTestId('restore-database').inputValue()).toBe('clinic_restored');
  await page.getByTestId('restore-start').click();
  await page.getByTestId('restore-done').waitFor();
  await page.getByTestId('restore-open').click();
  await page.getByTestId('schema-canvas').waitFor();
  expect(await page.getByTestId('environment').textContent()).toContain('clinic_restored');
  expect(faults).toEqual([]);
  await context.close();
});

test('a plan whose database moved on cannot go further until it is made again', async () => {
  const { page, context } = await harness.open({ query: 'scenario=moved' });
  await makePlan(page);
  await comeBack(page);
  await page.getByTestId('plan-stale').waitFor();
  expect(await page.getByTestId('plan-continue').isDisabled()).toBe(true);
  await page.getByTestId('plan-stale-again').click();
  await page.getByTestId('plan-stale').waitFor({ state: 'detached' });
  expect(await page.getByTestId('plan-news').textContent()).toContain('no_show');
  await leaveOutBlocked(page);
  await acceptFax(page);
  await expect.poll(() => page.getByTestId('plan-continue').isDisabled()).toBe(false);
  await context.close();
});

test('views, functions and policies are found by search and palette, with their SQL', async () => {
  const { page, context } = await harness.open();
  await openDemo(page);
  await page.getByTestId('schema-search').fill('touch_updated');
  await page.getByTestId('outline-item-function_public.touch_updated_at()').click();
  expect(await page.getByTestId('schema-details').textContent()).toContain('NEW.updated_at := now()');
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-input').fill('own_clinic');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByTestId('schema-details').getAttribute('data-object')).toBe('policy public.patient.own_clinic');
  await context.close();
});

test('a table is left alone by the project’s settings, and compared again', async () => {
  const { page, context } = await harness.open();
  await openDemo(page);
  await page.getByTestId('nav-compare').click();
  await page.getByTestId('leave-public.payment').click();
  await page.keyboard.press('Escape');
  expect(await page.getByTestId('change-constraint_public.payment.ck_payment_amount_positive').count()).toBe(1);
  await page.getByTestId('leave-public.payment').click();
  await page.getByTestId('leave-confirm').click();
  await page.getByTestId('change-constraint_public.payment.ck_payment_amount_positive').waitFor({ state: 'detached' });
  await page.getByTestId('left-alone').locator('summary').click();
  await page.getByTestId('left-public.payment').click();
  await page.getByTestId('change-constraint_public.payment.ck_payment_amount_positive').waitFor();
  await context.close();
});

test('a rename that nobody decided is asked about in the review', async () => {
  const { page, context } = await harness.open();
  await openDemo(page);
  await page.getByTestId('nav-compare').click();
  await page.getByTestId('rename-accept-0').waitFor();
  await page.getByTestId('plan-make').click();
  await page.getByTestId('plan-renames').waitFor();
  await page.getByTestId('plan-rename-column_public.patient.fullname').click();
  await page.getByTestId('plan-renames').waitFor({ state: 'detached' });
  await page.getByTestId('step-rename-patient-full_name').waitFor();
  await context.close();
});

test('a connection is deleted only after a yes, and Escape is a no', async () => {
  const { page, context } = await harness.open();
  await page.getByTestId('profile-edit-reporting').click();
  await page.getByTestId('profile-delete').click();
  await page.keyboard.press('Escape');
  expect(await page.getByTestId('profile-open-reporting').count()).toBe(1);
  await page.getByTestId('profile-delete').click();
  await page.keyboard.press('Enter');
  expect(await page.getByTestId('profile-open-reporting').count(), 'Enter is on Cancel').toBe(1);
  await page.getByTestId('profile-delete').click();
  await page.getByTestId('profile-delete-confirm').click();
  await expect.poll(() => page.getByTestId('profile-open-reporting').count()).toBe(0);
  await context.close();
});

test('without a keyring the window says so and what works', async () => {
  const { page, context } = await harness.open({ query: 'scenario=keyring' });
  await page.getByTestId('keyring-trouble').waitFor();
  await page.getByTestId('profile-add').click();
  await page.getByTestId('profile-name').fill('x');
  await page.getByTestId('profile-database').fill('x');
  await page.getByTestId('profile-user').fill('x');
  await page.getByTestId('profile-password').fill('p');
  await page.getByTestId('profile-save').click();
  await page.getByTestId('error-panel').waitFor();
  expect(await page.getByTestId('error-code').textContent()).toBe('keyring-unavailable');
  await context.close();
});

test('in the danger dialog Escape and Enter do nothing, and the focus comes back', async () => {
  const { page, context } = await harness.open();
  await makePlan(page);
  const accept = page.getByTestId('danger-accept-public.patient.fax');
  await accept.click();
  await page.getByTestId('danger-input').fill('public.patient.fa');
  await page.keyboard.press('Enter');
  expect(await page.getByTestId('danger-input').count()).toBe(1);
  await page.getByTestId('danger-input').fill('public.patient.fax');
  await page.keyboard.press('Escape');
  expect(await page.getByTestId('danger-input').count()).toBe(0);
  expect(await page.getByTestId('danger-accepted-public.patient.fax').count()).toBe(0);
  expect(await accept.evaluate((e) => e === document.activeElement)).toBe(true);
  await context.close();
});

test('the offending rows are shown on request, NULL as NULL', async () => {
  const { page, context } = await harness.open();
  await makePlan(page);
  expect(await page.getByTestId('rows-table').count()).toBe(0);
  await page.getByTestId('hazard-rows').click();
  await page.getByTestId('rows-table').waitFor();
  expect(await page.getByTestId('rows-table').locator('tbody tr').count()).toBe(10);
  await page.getByTestId('step-drop-patient-fax').getByRole('button').click();
  expect(await page.getByTestId('rows-table').count()).toBe(0);
  await page.getByTestId('hazard-rows').click();
  expect(await page.getByTestId('rows-table').locator('td.null').first().textContent()).toBe('NULL');
  await context.close();
});

test('unticking a step takes its dependents, by keyboard too, and Ctrl+Z brings them back', async () => {
  const { page, context } = await harness.open();
  await makePlan(page);
  const dependent = page.getByTestId('step-fk-insurance_policy-patient');
  await page.getByTestId('step-create-insurance_policy').getByTestId('step-tick').hover();
  expect(await dependent.textContent()).toContain('leaves too');
  await page.getByTestId('step-create-insurance_policy').getByTestId('step-tick').click();
  await page.getByTestId('excluded-fk-insurance_policy-patient').waitFor();
  expect(await page.getByTestId('excluded-fk-insurance_policy-patient').textContent()).toContain('Create table insurance_policy');
  await page.keyboard.press('Control+z');
  await dependent.waitFor();
  await page.getByTestId('step-create-insurance_policy').getByRole('button').click();
  await page.keyboard.press('x');
  await page.getByTestId('excluded-create-insurance_policy').waitFor();
  await page.getByTestId('excluded-fk-insurance_policy-patient').getByTestId('excluded-tick').click();
  await dependent.waitFor();
  await context.close();
});

test('the gate stays shut without a backup, and says so', async () => {
  const { page, context } = await harness.open();
  await toRun(page);
  await page.getByTestId('gate-check').click();
  await page.getByTestId('gate-state').waitFor();
  expect(await page.getByTestId('gate-state').getAttribute('data-open')).toBe('false');
  expect(await page.getByTestId('check-backup').getAttribute('data-state')).toBe('failed');
  expect(await page.getByTestId('apply-start').isDisabled()).toBe(true);
  await context.close();
});

test('a run that fails is told as rolled back, with the error and what to do', async () => {
  const { page, context } = await harness.open({ query: 'scenario=fails' });
  await toResult(page);
  expect(await page.getByTestId('result-state').getAttribute('data-state')).toBe('rolled-back');
  expect(await page.getByTestId('error-code').textContent()).toBe('constraint-violated');
  await context.close();
});

test('an interrupted run is announced everywhere and can be resolved', async () => {
  const { page, context } = await harness.open({ query: 'scenario=interrupted' });
  await page.getByText('A run did not end cleanly').waitFor();
  await page.getByRole('button', { name: 'Show in History' }).click();
  await page.getByTestId('run-resolve').click();
  await expect.poll(() => page.getByTestId('result-state').getAttribute('data-state')).toBe('rolled-back');
  await context.close();
});

test('a production database is marked by bar, lock and word, and a read-only one cannot be applied to', async () => {
  const { page, context } = await harness.open();
  await page.getByTestId('profile-open-clinic-prod').click();
  await page.getByTestId('schema-canvas').waitFor();
  expect(await page.getByTestId('environment').textContent()).toContain('Production');
  await context.close();
});

test('the tree has all tables for the keyboard: arrows walk, also along foreign keys', async () => {
  const { page, context } = await harness.open();
  await openDemo(page);
  await page.keyboard.press('/');
  await page.keyboard.type('appointment');
  await page.keyboard.press('Enter');
  expect(await page.getByTestId('schema-details').getAttribute('data-table')).toBe('public.appointment');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  expect(await page.getByTestId('schema-details').getAttribute('data-table')).toBe('public.patient');
  await page.keyboard.press('Enter');
  expect(await page.getByTestId('schema-mode-focus').getAttribute('aria-pressed')).toBe('true');
  await context.close();
});

test('the palette goes to a table', async () => {
  const { page, context } = await harness.open();
  await openDemo(page);
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-input').fill('table public.invoice_line');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByTestId('schema-details').getAttribute('data-table')).toBe('public.invoice_line');
  await context.close();
});

test('names from a hostile database stay text', async () => {
  const { page, context, faults } = await harness.open({ query: 'scenario=hostile' });
  await page.getByTestId('profile-edit-clinic-demo').click();
  await openDemo(page);
  await page.locator('[data-testid^="outline-item-public.clinic"]').click();
  await page.getByTestId('nav-compare').click();
  await page.getByTestId('compare-summary').waitFor();
  await page.getByTestId('plan-make').click();
  await page.getByTestId('plan-blocked').waitFor();
  await page.getByTestId('hazard-rows').click();
  await page.getByTestId('rows-table').waitFor();
  await page.waitForTimeout(200);
  expect(await page.evaluate(() => (window as unknown as { __pwned?: number }).__pwned)).toBeUndefined();
  expect(await violations(page)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

test('a reload stays at its place', async () => {
  const { page, context } = await harness.open();
  await page.getByTestId('nav-settings').click();
  await page.reload();
  await page.getByTestId('settings-data-folder').waitFor();
  await context.close();
});

test('at twice the size of the text everything can still be reached', async () => {
  const { page, context } = await harness.open({ width: 800, height: 560 });
  await toGate(page);
  await page.getByTestId('apply-start').scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await context.close();
});
