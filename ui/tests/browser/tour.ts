import type { Page } from 'playwright-core';

export interface Stop {
  name: string;
  query?: string;
  slow?: boolean;
  go: (page: Page) => Promise<void>;
}

const id = (page: Page, testid: string): ReturnType<Page['getByTestId']> => page.getByTestId(testid);

export async function openDemo(page: Page): Promise<void> {
  await id(page, 'profile-open-clinic-demo').click();
  await id(page, 'schema-canvas').waitFor();
}

export async function makePlan(page: Page): Promise<void> {
  await openDemo(page);
  await id(page, 'nav-compare').click();
  await id(page, 'rename-accept-0').click();
  await id(page, 'rename-undo-0').waitFor();
  await id(page, 'plan-make').click();
  await id(page, 'plan-continue').waitFor();
}

/** The person comes back to the window, which looks at the database again. */
export async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
}

export async function leaveOutBlocked(page: Page): Promise<void> {
  await id(page, 'blocked-exclude-unique-patient-email').click();
  await id(page, 'excluded-unique-patient-email').waitFor();
  await id(page, 'blocked-exclude-check-payment-amount').click();
  await id(page, 'excluded-check-payment-amount').waitFor();
}

export async function acceptFax(page: Page): Promise<void> {
  await id(page, 'danger-accept-public.patient.fax').click();
  await id(page, 'danger-input').fill('public.patient.fax');
  await id(page, 'danger-confirm').click();
  await id(page, 'danger-accepted-public.patient.fax').waitFor();
}

export async function toRun(page: Page): Promise<void> {
  await makePlan(page);
  await leaveOutBlocked(page);
  await acceptFax(page);
  await id(page, 'plan-continue').click();
  await id(page, 'backup-start').waitFor();
}

export async function toGate(page: Page): Promise<void> {
  await toRun(page);
  await id(page, 'backup-start').click();
  await id(page, 'backup-done').waitFor();
  await id(page, 'gate-check').click();
  await id(page, 'gate-state').waitFor();
}

export async function toResult(page: Page): Promise<void> {
  await toGate(page);
  await id(page, 'apply-start').click();
  await id(page, 'result-state').waitFor();
}

/** Every screen in a state worth looking at. */
export const stops: Stop[] = [
  { name: 'first-run', query: 'scenario=first', go: async (page) => { await id(page, 'demo-start').waitFor(); } },
  { name: 'keyring', query: 'scenario=keyring', go: async (page) => { await id(page, 'keyring-trouble').waitFor(); } },
  {
    name: 'connections',
    go: async (page) => {
      await id(page, 'profile-edit-clinic-prod').click();
      await id(page, 'profile-test').click();
      await id(page, 'profile-test-usable').waitFor();
    },
  },
  { name: 'schema', go: async (page) => { await openDemo(page); } },
  {
    name: 'schema-details',
    go: async (page) => {
      await openDemo(page);
      await id(page, 'outline-item-public.appointment').click();
      await id(page, 'schema-details').waitFor();
    },
  },
  {
    name: 'schema-focus',
    go: async (page) => {
      await openDemo(page);
      await id(page, 'outline-item-public.patient').click();
      await id(page, 'schema-mode-focus').click();
    },
  },
  {
    name: 'schema-object',
    go: async (page) => {
      await openDemo(page);
      await id(page, 'outline-item-view_public.open_invoices').click();
      await id(page, 'schema-details').waitFor();
    },
  },
  {
    name: 'schema-access',
    go: async (page) => {
      await openDemo(page);
      await id(page, 'outline-item-public.patient').click();
      await id(page, 'schema-details').evaluate((panel) => panel.scrollTo(0, 9999));
    },
  },
  { name: 'schema-export', go: async (page) => { await openDemo(page); await id(page, 'schema-export').click(); await id(page, 'schema-export-path').waitFor(); } },
  { name: 'schema-1000', query: 'tables=1000', go: async (page) => { await openDemo(page); } },
  { name: 'schema-error', query: 'scenario=down', go: async (page) => { await id(page, 'profile-open-clinic-demo').click(); await id(page, 'error-panel').waitFor(); } },
  { name: 'compare', go: async (page) => { await openDemo(page); await id(page, 'nav-compare').click(); await id(page, 'compare-summary').waitFor(); } },
  {
    name: 'compare-leave',
    go: async (page) => {
      await openDemo(page);
      await id(page, 'nav-compare').click();
      await id(page, 'left-alone').locator('summary').click();
      await id(page, 'leave-public.open_invoices').click();
    },
  },
  {
    name: 'compare-sql',
    go: async (page) => {
      await openDemo(page);
      await id(page, 'nav-compare').click();
      await id(page, 'change-view_public.open_invoices').scrollIntoViewIfNeeded();
      await id(page, 'change-policy_public.patient.own_clinic').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'compare-graph',
    go: async (page) => {
      await openDemo(page);
      await id(page, 'nav-compare').click();
      await id(page, 'compare-view-graph').click();
      await id(page, 'schema-canvas').waitFor();
    },
  },
  {
    name: 'plan-renames',
    go: async (page) => {
      await openDemo(page);
      await id(page, 'nav-compare').click();
      await id(page, 'plan-make').click();
      await id(page, 'plan-renames').waitFor();
    },
  },
  {
    name: 'plan-stale',
    query: 'scenario=moved',
    go: async (page) => {
      await makePlan(page);
      await comeBack(page);
      await id(page, 'plan-stale').waitFor();
    },
  },
  {
    name: 'plan-again',
    query: 'scenario=moved',
    go: async (page) => {
      await makePlan(page);
      await comeBack(page);
      await id(page, 'plan-stale-again').click();
      await id(page, 'plan-stale').waitFor({ state: 'detached' });
    },
  },
  { name: 'backups', query: 'scenario=backups', go: async (page) => { await id(page, 'nav-backups').click(); await id(page, 'backup-row-b-1').locator('summary').click(); } },
  {
    name: 'backups-restore',
    query: 'scenario=backups',
    go: async (page) => {
      await id(page, 'nav-backups').click();
      await id(page, 'backup-restore-b-1').click();
      await id(page, 'restore-database').fill('clinic');
      await id(page, 'restore-start').click();
      await id(page, 'error-panel').waitFor();
    },
  },
  {
    name: 'plan-blocked',
    go: async (page) => {
      await makePlan(page);
      await id(page, 'hazard-rows').click();
      await id(page, 'rows-table').waitFor();
    },
  },
  { name: 'plan-dangers', go: async (page) => { await makePlan(page); await leaveOutBlocked(page); await acceptFax(page); } },
  {
    name: 'plan-dialog',
    go: async (page) => {
      await makePlan(page);
      await id(page, 'danger-accept-public.patient.fax').click();
      await id(page, 'danger-input').fill('public.patient');
    },
  },
  { name: 'plan-sql', go: async (page) => { await makePlan(page); await id(page, 'plan-view-sql').click(); await id(page, 'plan-sql').waitFor(); } },
  { name: 'run-gate', go: toGate },
  {
    name: 'run-backup',
    slow: true,
    go: async (page) => {
      await toRun(page);
      await id(page, 'backup-start').click();
      await id(page, 'backup-cancel').waitFor();
      await page.waitForTimeout(900);
    },
  },
  {
    name: 'run-apply',
    query: 'scenario=busy',
    slow: true,
    go: async (page) => {
      await toGate(page);
      await id(page, 'apply-start').click();
      await id(page, 'apply-blocked').waitFor();
    },
  },
  { name: 'run-result', go: async (page) => { await toResult(page); await id(page, 'report-html').click(); await id(page, 'report-path').waitFor(); } },
  { name: 'history', query: 'scenario=interrupted', go: async (page) => { await id(page, 'nav-history').click(); await id(page, 'history-row-0192-81aa').waitFor(); } },
  { name: 'history-run', query: 'scenario=interrupted', go: async (page) => { await id(page, 'nav-history').click(); await id(page, 'history-row-0192-81aa').getByRole('button').click(); await id(page, 'run-resolve').waitFor(); } },
  { name: 'settings', go: async (page) => { await id(page, 'nav-settings').click(); await id(page, 'settings-data-folder').waitFor(); } },
  { name: 'palette', go: async (page) => { await openDemo(page); await page.keyboard.press('Control+k'); await id(page, 'palette-input').fill('pat'); } },
];
