import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../../src/ipc/api';
import { mockApi } from '../../src/ipc/mock/index';
import type { PlanView, ProfileView, StepView } from '../../src/ipc/types';
import { asError, Call } from '../../src/state/async.svelte';
import { Compare } from '../../src/state/compare.svelte';
import { Job } from '../../src/state/job.svelte';
import { Plan } from '../../src/state/plan.svelte';
import { Run } from '../../src/state/run.svelte';

let api: Api;
let profile: ProfileView;

beforeEach(async () => {
  api = mockApi('?fast');
  const found = (await api.profileList())[0];
  if (!found) throw new Error('the mock has no profile');
  profile = found;
});

const find = (plan: PlanView | null, key: string): StepView => {
  const step = plan?.steps.find((s) => s.key === key);
  if (!step) throw new Error(`no step ${key}`);
  return step;
};

describe('a call', () => {
  test('the newest answer wins over one that comes late', async () => {
    const call = new Call<string>();
    let late: (v: string) => void = () => undefined;
    const first = call.run(() => new Promise((done) => (late = done)));
    await call.run(() => Promise.resolve('second'));
    late('first');
    expect(await first).toBeNull();
    expect(call.value).toBe('second');
  });

  test('an error is kept whole, and the last good value with it', async () => {
    const call = new Call<number>();
    await call.run(() => Promise.resolve(1));
    await call.run(() => Promise.reject({ code: 'x', message: 'm', hint: 'h', detail: 'd' }));
    expect(call.error).toEqual({ code: 'x', message: 'm', hint: 'h', detail: 'd' });
    expect(call.last).toBe(1);
    expect(call.value).toBeNull();
  });

  test('whatever is thrown becomes an error with a code', () => {
    expect(asError(new TypeError('boom')).code).toBe('window-fault');
    expect(asError('words').message).toBe('words');
    expect(asError(null).code).toBe('window-fault');
  });
});

describe('a plan', () => {
  test('leaving a step out takes its dependents, and taking one back brings what it needs', async () => {
    const plan = new Plan(api);
    await plan.make(profile, []);
    expect(plan.dependents('create-insurance_policy')).toEqual(['fk-insurance_policy-patient']);
    await plan.exclude(profile, 'create-insurance_policy');
    expect(plan.view?.excluded.map((s) => s.key)).toEqual(['create-insurance_policy', 'fk-insurance_policy-patient']);
    await plan.include(profile, 'fk-insurance_policy-patient');
    expect(plan.view?.excluded).toEqual([]);
  });

  test('acceptances do not survive another seal', async () => {
    const plan = new Plan(api);
    await plan.make(profile, []);
    const danger = plan.view?.dangers[0];
    if (!danger) throw new Error('no danger');
    plan.accept(danger);
    expect(plan.accepted(danger)).toBe(true);
    await plan.again(profile);
    expect(plan.accepted(danger), 'same seal').toBe(true);
    await plan.exclude(profile, 'check-payment-amount');
    expect(plan.accepted(danger), 'another seal').toBe(false);
  });

  test('it is ready only when nothing blocks and each danger is accepted', async () => {
    const plan = new Plan(api);
    const renames = [{ from: 'column public.patient.fullname', to: 'column public.patient.full_name' }];
    await plan.make(profile, renames);
    expect(plan.view?.blocked).toBe(true);
    for (const danger of plan.view?.dangers ?? []) plan.accept(danger);
    expect(plan.ready).toBe(false);
    await plan.exclude(profile, 'unique-patient-email');
    await plan.exclude(profile, 'check-payment-amount');
    expect(plan.ready).toBe(false);
    for (const danger of plan.view?.dangers ?? []) plan.accept(danger);
    expect(plan.ready).toBe(true);
  });

  test('undo goes back one request at a time', async () => {
    const plan = new Plan(api);
    await plan.make(profile, []);
    const n = plan.view?.steps.length;
    await plan.exclude(profile, 'drop-patient-fax');
    await plan.setOnline(profile, true);
    await plan.undo(profile);
    expect(plan.view?.online).toBe(false);
    await plan.undo(profile);
    expect(plan.view?.steps.length).toBe(n);
    expect(plan.canUndo).toBe(false);
  });

  test('a request that fails leaves the plan and its acceptances as they were', async () => {
    const plan = new Plan({ ...api, planMake: (id, request) => (request.online ? Promise.reject({ code: 'down', message: 'm' }) : api.planMake(id, request)) });
    await plan.make(profile, []);
    const seal = plan.view?.seal;
    await plan.setOnline(profile, true);
    expect(plan.view?.seal).toBe(seal);
    expect(plan.request.online).toBe(false);
    expect(plan.call.error?.code).toBe('down');
    expect(plan.ready).toBe(false);
  });

  test('it opens at what blocks', async () => {
    const plan = new Plan(api);
    await plan.make(profile, []);
    expect(find(plan.view, plan.selected ?? '').hazards[0]?.severity).toBe('blocking');
  });
});

describe('a comparison', () => {
  test('a confirmed rename is asked again with every reading, and can be taken back', async () => {
    const compare = new Compare(api);
    await compare.read(profile);
    const candidate = compare.open[0];
    if (!candidate) throw new Error('no candidate');
    await compare.accept(profile, candidate.rename);
    expect(compare.call.value?.renames).toEqual([candidate.rename]);
    expect(compare.open).toEqual([]);
    await compare.undo(profile, candidate.rename);
    expect(compare.open.length).toBe(1);
    compare.reject(candidate.rename);
    expect(compare.open).toEqual([]);
  });
});

describe('a run', () => {
  test('it does not start with a shut gate', async () => {
    let applied = 0;
    const run = new Run({ ...api, applyRun: (...args) => { applied += 1; return api.applyRun(...args); } });
    const plan = await api.planMake(profile.id, { renames: [], excluded: [], online: false });
    run.begin(plan, []);
    await run.checkGate();
    expect(run.gate.value?.open).toBe(false);
    expect(await run.start()).toBeNull();
    expect(applied).toBe(0);
  });

  test('backup, gate, apply in order; another plan forgets the backup', async () => {
    const run = new Run(api);
    const plan = await api.planMake(profile.id, { renames: [], excluded: [], online: false });
    run.begin(plan, plan.dangers);
    await run.makeBackup();
    await run.checkGate();
    expect(run.gate.value?.open).toBe(true);
    const done = await run.start();
    expect(done?.summary.state).toBe('applied');
    expect(done?.backup?.id).toBe(run.backup.value?.id);
    const other = await api.planMake(profile.id, { renames: [], excluded: [], online: true });
    run.begin(other, other.dangers);
    expect(run.backup.value).toBeNull();
    expect(run.gate.value).toBeNull();
  });

  test('a cancelled run is told as rolled back', async () => {
    const run = new Run(api);
    const plan = await api.planMake(profile.id, { renames: [], excluded: [], online: false });
    run.begin(plan, plan.dangers);
    await run.makeBackup();
    await run.checkGate();
    const running = run.start();
    const job = run.applyJob;
    if (!job) throw new Error('no job');
    await run.cancel(job, (thrown) => { throw thrown; });
    expect(job.cancelling).toBe(true);
    expect((await running)?.summary.state).toBe('rolled-back');
  });
});

describe('news of a job', () => {
  test('the last of each kind is kept, and moving on ends a wait', () => {
    const job = new Job('j');
    job.watch({ kind: 'blocked', blockers: ['PID 1'], attempt: 1, retryIn: 1 });
    expect(job.blocked?.attempt).toBe(1);
    job.watch({ kind: 'step', key: 'a', state: 'running', milliseconds: 1 });
    expect(job.blocked).toBeNull();
    job.watch({ kind: 'step', key: 'a', state: 'done', milliseconds: 5 });
    expect(job.steps.get('a')).toEqual({ state: 'done', milliseconds: 5 });
  });

  test('the log does not grow without end', () => {
    const job = new Job('j');
    for (let i = 0; i < 2500; i++) job.watch({ kind: 'log', at: i, text: String(i) });
    expect(job.log.length).toBe(2000);
    expect(job.log.at(-1)?.text).toBe('2499');
    expect(new Set(job.log.map((l) => l.n)).size).toBe(2000);
  });
});
