// A made-up engine for the tests of the window and for work on it without a shell. Not in the
// production build. `?scenario=` in the address chooses a situation, `?fast` takes out the waiting.
import type { Api } from '../api';
import type { AppStatus, BackupView, CheckView, ErrorView, ProfileInput, ProfileView, RunView, StepView, Watch } from '../types';
import { comparison, leftAlone } from './compare';
import { makePlan } from './plan';
import { clinic, generated } from './schema';

const check = (code: string, title: string, detail: string, state: CheckView['state'] = 'passed'): CheckView => ({ code, title, state, detail });
const error = (code: string, message: string, hint: string | null = null, detail: string | null = null): ErrorView => ({ code, message, hint, detail });

const profile = (id: string, name: string, part: Partial<ProfileView> = {}): ProfileView => ({
  id, name, host: '127.0.0.1', port: 5432, database: 'clinic', user: 'app', tls: 'disable', rootCertificate: null,
  environment: 'development', readOnly: false, project: '/home/ada/clinic', hasSecret: true, demo: false, ...part,
});

const HOSTILE = '"><img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script>{' + '@html 1}';

export function mockApi(search = window.location.search): Api {
  const query = new URLSearchParams(search);
  const scenario = query.get('scenario') ?? 'usual';
  const pace = query.has('fast') ? 0 : 1;
  const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms * pace));
  const cancelled = new Set<string>();
  const demo = profile('demo', 'clinic-demo', { demo: true, port: 54330, user: 'godwit', project: '/usr/share/godwit/examples/clinic' });
  let profiles: ProfileView[] =
    scenario === 'first' || scenario === 'keyring' ? [] : [
      demo,
      profile('p2', 'clinic-staging', { environment: 'staging', host: 'ep-cool-mud-1234.eu-central-1.aws.neon.tech', tls: 'verify-full' }),
      profile('p3', 'clinic-prod', { environment: 'production', host: 'db1.clinic.example', tls: 'verify-full' }),
      profile('p4', 'reporting', { environment: 'production', host: 'replica.clinic.example', readOnly: true, project: null, tls: 'require' }),
      ...(scenario === 'hostile' ? [profile('p5', HOSTILE, { database: HOSTILE, host: HOSTILE })] : []),
    ];
  const runs: RunView[] = scenario === 'first' ? [] : [
    past('0192-7c1e', 'clinic-staging', 'applied', 4.2, true),
    past('0192-6fa0', 'clinic-staging', 'rolled-back', 2.1, null),
    ...(scenario === 'interrupted' ? [past('0192-81aa', 'clinic-prod', 'interrupted', 31, null)] : []),
  ];
  const backups = new Map<string, BackupView>();
  if (scenario === 'backups') {
    for (const [i, present] of [true, true, false].entries()) {
      const id = `b-${i}`;
      backups.set(id, {
        id, path: `/home/ada/.local/share/godwit/backups/clinic-2026-11-2${i}.dump`, bytes: 18_400_000 - i * 4e6, sha256: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
        tool: 'pg_dump 17.2', finishedAt: `2026-11-2${i}T20:41:09Z`, seconds: 3.4, profile: 'clinic-demo', profileId: 'demo', seal: null, tables: 14, rows: 147_712 - i * 3000, present,
        checks: [check('full-read', 'Archive read from end to end', 'pg_restore read all 18,400,000 bytes'), check('not-in-it', 'Not part of any pg_dump archive', 'roles, tablespaces', 'attention')],
      });
    }
  }
  let plansMade = 0;
  const plans = new Map<string, StepView[]>();

  async function phases(watch: Watch, job: string | null, titles: string[], ms: number): Promise<void> {
    for (const [i, title] of titles.entries()) {
      for (let part = 0; part < 4; part++) {
        if (job && cancelled.has(job)) throw error('cancelled', 'the backup was stopped; nothing in the database was changed', 'start it again when you are ready');
        watch({ kind: 'phase', title, fraction: (i + part / 4) / titles.length });
        await wait(ms / 4);
      }
    }
  }

  function stepsOf(seal: string): StepView[] {
    const steps = plans.get(seal);
    if (!steps) throw error('unknown-plan', `there is no plan with the seal ${seal}`, 'make the plan again');
    return steps;
  }

  return {
    async appStatus(): Promise<AppStatus> {
      await wait(60);
      return {
        version: '0.1.0', dataFolder: '/home/ada/.local/share/godwit', logFolder: '/home/ada/.local/share/godwit/logs',
        keyring: scenario === 'keyring'
          ? check('keyring', 'Keyring', 'no Secret Service answers on the session bus', 'failed')
          : check('keyring', 'Keyring', 'Secret Service answers'),
        tools: check('pg-dump', 'pg_dump and pg_restore', '17.2 in /usr/lib/postgresql/17/bin'),
        sandbox: check('sandbox', 'Sandbox', 'PostgreSQL 17.2 can be started as a private server'),
        interruptedRuns: runs.filter((run) => run.summary.state === 'interrupted').map((run) => run.summary.id),
        sampleProject: '/usr/share/godwit/examples/clinic',
      };
    },
    async demoStart(watch) {
      await phases(watch, null, ['Creating a private server', 'Starting it', 'Replaying the revisions', 'Filling in rows'], 600);
      if (!profiles.some((p) => p.id === 'demo')) profiles = [...profiles, demo];
      return demo;
    },
    folderChoose: () => Promise.resolve('/home/ada/clinic'),
    jobCancel(job) {
      cancelled.add(job);
      return Promise.resolve();
    },
    async profileList() {
      await wait(40);
      return profiles;
    },
    async profileParseUrl(url) {
      await wait(60);
      const found = /^postgres(?:ql)?:\/\/(?:([^:@/]+)(?::([^@]*))?@)?([^:/?]+)(?::(\d+))?\/([^?]+)/.exec(url);
      if (!found) throw error('invalid-url', 'this is not a PostgreSQL connection URL', 'it begins with postgresql:// and names a host and a database');
      const [, user, password, host = '', port, database = ''] = found;
      const pooled = host.includes('-pooler');
      return {
        input: { id: null, name: database, host, port: Number(port ?? 5432), database, user: user ?? '', tls: host === 'localhost' ? 'disable' : 'verify-full', rootCertificate: null, environment: 'development', readOnly: false, project: null },
        hasPassword: Boolean(password),
        poolerHint: pooled ? `this is a transaction pooler; use ${host.replace('-pooler', '')} for changes of the schema` : null,
      };
    },
    async profileTest(input, secret) {
      await wait(700);
      const bad = secret.kind === 'password' && secret.value === 'wrong';
      return {
        usable: !bad,
        checks: [
          check('server', 'Server reached', `${input.host}:${input.port} in 14 ms`),
          check('tls', 'TLS', input.tls === 'disable' ? 'off: the connection stays on this machine' : 'TLS 1.3, certificate verified', input.tls === 'disable' ? 'skipped' : 'passed'),
          bad ? check('authentication', 'Authentication', `the server refused the password of ${input.user}: check it and test again`, 'failed') : check('authentication', 'Authentication', `logged in as ${input.user}`),
          check('rights', 'Rights', bad ? 'not tried' : 'owns all 14 tables', bad ? 'skipped' : 'passed'),
          check('pg-dump', 'pg_dump', bad ? 'not tried' : 'pg_dump 16.4 is older than the server, 17.2: install version 17', bad ? 'skipped' : 'attention'),
        ],
      };
    },
    async profileSave(input: ProfileInput, secret) {
      await wait(150);
      if (profiles.some((p) => p.name === input.name && p.id !== input.id)) throw error('name-taken', `there already is a connection named ${input.name}`, 'choose another name');
      if (scenario === 'keyring' && secret.kind !== 'none' && secret.kind !== 'keep') {
        throw error('keyring-unavailable', 'the password was not saved, since no keyring answers; the connection was not saved either', 'unlock or install a keyring, then save again');
      }
      const before = profiles.find((p) => p.id === input.id);
      const saved: ProfileView = { ...input, id: input.id ?? crypto.randomUUID(), hasSecret: secret.kind === 'keep' ? (before?.hasSecret ?? false) : secret.kind !== 'none', demo: before?.demo ?? false };
      profiles = [...profiles.filter((p) => p.id !== saved.id), saved].sort((a, b) => a.name.localeCompare(b.name));
      return saved;
    },
    async profileDelete(id) {
      await wait(80);
      profiles = profiles.filter((p) => p.id !== id);
    },
    async schemaRead(id) {
      await wait(300);
      if (scenario === 'down') throw error('server-unreachable', `the server of ${id} does not answer; nothing was read`, 'check that it runs and that host and port are right', 'connection refused (os error 111)');
      const many = Number(query.get('tables') ?? 0);
      if (many > 0) return generated(many);
      const schema = clinic();
      if (scenario !== 'hostile') return schema;
      return { ...schema, tables: schema.tables.map((table, i) => (i === 0 ? { ...table, name: HOSTILE, comment: HOSTILE, columns: table.columns.map((c) => ({ ...c, name: c.name + HOSTILE, comment: HOSTILE })) } : table)), enums: [{ name: HOSTILE, labels: [HOSTILE] }], unmodelled: [{ class: 'view', names: [HOSTILE] }] };
    },
    async compare(_, renames) {
      await wait(400);
      if (scenario === 'broken') throw error('models-unreadable', 'app/models/patient.py cannot be read as Python, line 14: unexpected indent; nothing was compared', 'correct the file and compare again');
      const view = comparison(renames);
      if (scenario === 'equal') return { ...view, changes: [], renameCandidates: [], undecided: [], graph: clinic() };
      if (scenario !== 'hostile') return view;
      return { ...view, before: HOSTILE, after: HOSTILE, changes: view.changes.map((c) => ({ ...c, name: c.name + HOSTILE, attributes: [{ name: HOSTILE, before: HOSTILE, after: HOSTILE }] })) };
    },
    async planMake(id, request) {
      await wait(350);
      const plan = makePlan(id, request);
      if (scenario === 'hostile') plan.steps = plan.steps.map((s) => ({ ...s, title: s.title + HOSTILE, sql: `${s.sql} -- ${HOSTILE}`, hazards: s.hazards.map((h) => ({ ...h, meaning: HOSTILE, advice: HOSTILE })) }));
      // The first plan of a database that moves on afterwards has one step less.
      if (scenario === 'moved' && plansMade === 0) {
        plan.steps = plan.steps.slice(1);
        plan.seal = `0${plan.seal.slice(1)}`;
      }
      plansMade += 1;
      plans.set(plan.seal, plan.steps);
      return plan;
    },
    async planFreshness(seal) {
      await wait(60);
      stepsOf(seal);
      const fresh = scenario !== 'moved' || plansMade > 1;
      return { fresh, applied: false, readAt: new Date().toISOString() };
    },
    async scopeSet(_, pattern, left) {
      await wait(60);
      const at = leftAlone.indexOf(pattern);
      if (left && at < 0) leftAlone.push(pattern);
      else if (!left && at >= 0) leftAlone.splice(at, 1);
    },
    async schemaExport() {
      await wait(100);
      return { path: '/home/ada/.local/share/godwit/reports/schema-9f3a12c4.svg' };
    },
    async compareExport() {
      await wait(100);
      return { path: '/home/ada/.local/share/godwit/reports/changes-9f3a12c4.svg' };
    },
    async rowsShow(seal, key, code) {
      await wait(150);
      stepsOf(seal);
      if (code === 'violated-check') return { columns: ['id', 'amount', 'method'], rows: [['1804', '0.00', 'cash'], ['5120', '-12.50', 'card'], ['9917', '-80.00', 'transfer']], more: false };
      if (key === 'unique-patient-email') {
        return { columns: ['id', 'email'], rows: Array.from({ length: 10 }, (_, i) => [`0b3f${i}e1c-44a0-4e9b-9f6e-2c1d7a80${10 + i}`, `family${Math.floor(i / 2)}@example.org`]), more: true };
      }
      return { columns: ['id', 'fax'], rows: [['0b3f0e1c', '+49 30 901820'], ['7712aa0c', null], ['91c0de11', scenario === 'hostile' ? HOSTILE : '+41 44 2110']], more: true };
    },
    async revisionWrite(_, message) {
      await wait(200);
      return { path: `/home/ada/clinic/alembic/versions/8c1f02aa_${message.replaceAll(/\W+/g, '_').toLowerCase()}.py` };
    },
    async planExport(seal) {
      await wait(100);
      return { path: `/home/ada/.local/share/godwit/exports/plan-${seal.slice(0, 12)}.sql` };
    },
    async backupMake(seal, job, watch) {
      stepsOf(seal);
      await phases(watch, job, ['pg_dump: table data', 'Reading the archive back', 'SHA-256'], 900);
      const backup: BackupView = {
        id: `b-${job.slice(0, 8)}`, path: '/home/ada/.local/share/godwit/backups/clinic-demo/2026-11-23T20-41-09.dump', bytes: 18_400_000,
        sha256: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef', tool: 'pg_dump 17.2', finishedAt: new Date().toISOString(), seconds: 3.4,
        profile: 'clinic-demo', profileId: 'demo', seal, tables: 14, rows: 147_712, present: true,
        checks: [check('read-back', 'Archive read back in full', '214 entries, 14 tables with rows'), check('manifest', 'SHA-256 manifest', 'written beside the archive'), check('roles', 'Roles and tablespaces', 'not in a dump of one database', 'attention')],
      };
      backups.set(backup.id, backup);
      return backup;
    },
    async gateCheck(seal, acceptances, backup) {
      await wait(400);
      const dangers = stepsOf(seal).flatMap((s) => s.hazards).filter((h) => h.severity === 'danger');
      const missing = dangers.filter((d) => !acceptances.some((a) => a.code === d.code && a.object === d.object));
      const checks = [
        check('seal', 'Seal', 'statements are those that were reviewed'),
        check('fingerprint', 'Live fingerprint', 'the database is still as it was planned from'),
        missing.length > 0 ? check('acceptances', 'Dangers accepted', `not accepted: ${missing.map((d) => d.object).join(', ')}`, 'failed') : check('acceptances', 'Dangers accepted', `${dangers.length} of ${dangers.length}`),
        backup ? check('backup', 'Verified backup', '18.4 MB, 4 s old, of the same seal') : check('backup', 'Verified backup', 'no backup was taken for this plan: take it first', 'failed'),
        check('privileges', 'Rights', 'the role owns every table that is changed'),
        check('alone', 'Nobody else is running', 'advisory lock is free'),
        scenario === 'busy' ? check('sessions', 'Blocking sessions', 'PID 812 has been idle in transaction for 12 min and holds a lock on patient', 'attention') : check('sessions', 'Blocking sessions', 'none'),
      ];
      return { open: checks.every((c) => c.state !== 'failed'), checks };
    },
    async applyRun(seal, acceptances, backup, job, watch) {
      const steps = stepsOf(seal);
      const t0 = performance.now();
      const log = (text: string): void => watch({ kind: 'log', at: (performance.now() - t0) / 1000, text });
      log('advisory lock taken');
      log('BEGIN');
      let failed: ErrorView | null = null;
      const states: RunView['steps'] = [];
      for (const [i, s] of steps.entries()) {
        watch({ kind: 'phase', title: s.title, fraction: i / steps.length });
        watch({ kind: 'step', key: s.key, state: 'running', milliseconds: 0 });
        if (scenario === 'busy' && i === 2) {
          watch({ kind: 'blocked', blockers: ['PID 812, app “clinic-api”, idle in transaction for 12 min: SELECT * FROM patient …'], attempt: 1, retryIn: 1.5 });
          await wait(2500);
        }
        await wait(420);
        if (cancelled.has(job)) failed = error('cancelled', 'the run was stopped; the transaction was rolled back and nothing was changed');
        if (scenario === 'fails' && i === 4) failed = error('constraint-violated', `${s.title} failed; the transaction was rolled back and nothing was changed`, 'look at the rows, fix them and make the plan again', 'SQLSTATE 23514');
        if (failed) {
          states.push({ key: s.key, title: s.title, state: 'failed', milliseconds: 120 });
          break;
        }
        const ms = s.rewrites ? 412 : 12 + i * 3;
        watch({ kind: 'step', key: s.key, state: 'done', milliseconds: ms });
        for (const line of s.sql.split('\n')[0]?.split('\n') ?? []) log(line);
        states.push({ key: s.key, title: s.title, state: 'committed', milliseconds: ms });
      }
      if (failed) for (const s of states) if (s.state === 'committed') s.state = 'rolled-back';
      log(failed ? 'ROLLBACK' : 'COMMIT');
      watch({ kind: 'phase', title: 'Reading back', fraction: 0.95 });
      await wait(500);
      const run = past(`0193-${job.slice(0, 4)}`, 'clinic-demo', failed ? 'rolled-back' : 'applied', (performance.now() - t0) / 1000, failed ? null : true);
      run.summary.seal = seal;
      run.summary.steps = steps.length;
      run.steps = [...states, ...steps.slice(states.length).map((s) => ({ key: s.key, title: s.title, state: 'waiting' as const, milliseconds: 0 }))];
      run.error = failed;
      run.backup = backup ? (backups.get(backup) ?? null) : null;
      run.acceptances = acceptances.map((a) => `${a.code} ${a.object}`);
      runs.unshift(run);
      return run;
    },
    async runResolve(id) {
      await wait(500);
      const run = runs.find((r) => r.summary.id === id);
      if (!run) throw error('unknown-run', `there is no run ${id}`);
      run.summary.state = 'rolled-back';
      run.outcome = 'The last transaction was aborted; the database is as it was before the run.';
      return structuredClone(run);
    },
    async backupList() {
      await wait(80);
      return [...backups.values()].reverse();
    },
    async backupRestore(id, of, database, job, watch) {
      if (!backups.has(id)) throw error('backup-missing', `there is no backup with the id: ${id}`);
      if (database === 'clinic') throw error('database-exists', 'a database of this name exists already, so nothing was restored: clinic', 'choose another name');
      await phases(watch, job, ['Checking the archive', 'pg_restore: patient', 'pg_restore: invoice', 'Counting rows'], 900);
      const beside = profiles.find((p) => p.id === of) ?? demo;
      const made: ProfileView = { ...beside, id: `p${profiles.length + 1}`, name: database, database, demo: false };
      profiles = [...profiles, made];
      return made;
    },
    async historyList() {
      await wait(80);
      return runs.map((run) => run.summary);
    },
    async historyRun(id) {
      await wait(80);
      const run = runs.find((r) => r.summary.id === id);
      if (!run) throw error('unknown-run', `there is no run ${id} in the history`, 'choose one from the list');
      return run;
    },
    async reportExport(id, format) {
      await wait(200);
      return { path: `/home/ada/.local/share/godwit/reports/${id}.${format}` };
    },
  };
}

function past(id: string, name: string, state: RunView['summary']['state'], seconds: number, valid: boolean | null): RunView {
  const outcomes = {
    applied: 'The database is what the models want: every transaction committed and reading back found no difference.',
    'rolled-back': 'Nothing was changed: the transaction was rolled back.',
    interrupted: 'The connection was lost during COMMIT; it is not known yet whether the last transaction took effect.',
    running: '',
  };
  return {
    summary: {
      id, profile: name, target: 'clinic on 127.0.0.1', seal: '77ab01fe90c2', startedAt: '2026-11-23T20:41:09Z',
      finishedAt: state === 'interrupted' ? null : '2026-11-23T20:41:14Z', seconds, state, steps: 6, who: 'ada', valid,
    },
    outcome: outcomes[state],
    steps: ['Create table allergy', 'Add column patient.phone', 'Create index ix_appointment_starts_at'].map((title, i) => ({
      key: `s${i}`, title, state: state === 'applied' ? ('committed' as const) : state === 'rolled-back' ? ('rolled-back' as const) : ('done' as const), milliseconds: 14 + i * 31,
    })),
    validation: state === 'applied' ? [
      check('structure', 'Structure', 'the catalog read back equals what was planned'),
      check('constraints', 'Constraints valid', '41 of 41'),
      check('indexes', 'Indexes valid', '33 of 33'),
      check('row-counts', 'Row counts', '14 tables as before'),
    ] : [],
    backup: null, acceptances: [], error: null,
    next: state === 'applied' ? ['Deploy the code that uses the new columns.', 'Keep the backup until you have seen the application work.'] : ['Fix the cause and make the plan again.'],
  };
}
