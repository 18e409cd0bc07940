import { Channel } from '@tauri-apps/api/core';
import type { Api } from './api';
import { commands, type ErrorView, type Progress as Sent } from './bindings';
import type { BackupView, ComparisonView, Progress, RunSummary, RunView, SchemaView, Watch } from './types';

type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: ErrorView };

async function value<T>(answer: Promise<Answer<T>>): Promise<T> {
  const settled = await answer;
  if (settled.status === 'error') throw settled.error;
  return settled.data;
}

async function nothing(answer: Promise<Answer<unknown>>): Promise<void> {
  await value(answer);
}

function channel(watch: Watch): Channel<Sent> {
  return new Channel<Sent>((news) => {
    watch(news as Progress);
  });
}

/** The engine behind the window, by the shell's commands. */
export const tauriApi: Api = {
  appStatus: () => value(commands.appStatus()),
  demoStart: (watch) => value(commands.demoStart(channel(watch))),
  folderChoose: () => value(commands.folderChoose()),
  jobCancel: (job) => nothing(commands.jobCancel(job)),
  profileList: () => value(commands.profileList()),
  profileParseUrl: (url) => value(commands.profileParseUrl(url)),
  profileTest: (input, secret) => value(commands.profileTest(input, secret)),
  profileSave: (input, secret) => value(commands.profileSave(input, secret)),
  profileDelete: (id) => nothing(commands.profileDelete(id)),
  schemaRead: async (profile) => (await value(commands.schemaRead(profile))) as SchemaView,
  compare: async (profile, renames) => (await value(commands.compare(profile, renames))) as ComparisonView,
  scopeSet: (profile, pattern, leftAlone) => nothing(commands.scopeSet(profile, pattern, leftAlone)),
  schemaExport: (profile) => value(commands.schemaExport(profile)),
  compareExport: (profile, renames) => value(commands.compareExport(profile, renames)),
  planMake: (profile, request) => value(commands.planMake(profile, request)),
  planFreshness: (seal) => value(commands.planFreshness(seal)),
  rowsShow: (seal, step, code, object) => value(commands.rowsShow(seal, step, code, object)),
  revisionWrite: (seal, message) => value(commands.revisionWrite(seal, message)),
  planExport: (seal) => value(commands.planExport(seal)),
  backupMake: async (seal, job, watch) =>
    (await value(commands.backupMake(seal, job, channel(watch)))) as BackupView,
  gateCheck: (seal, acceptances, backup) => value(commands.gateCheck(seal, acceptances, backup)),
  applyRun: async (seal, acceptances, backup, job, watch) =>
    (await value(commands.applyRun(seal, acceptances, backup, job, channel(watch)))) as RunView,
  runResolve: async (run) => (await value(commands.runResolve(run))) as RunView,
  backupList: async () => (await value(commands.backupList())) as BackupView[],
  backupRestore: (backup, profile, database, job, watch) =>
    value(commands.backupRestore(backup, profile, database, job, channel(watch))),
  historyList: async () => (await value(commands.historyList())) as RunSummary[],
  historyRun: async (run) => (await value(commands.historyRun(run))) as RunView,
  reportExport: (run, format) => value(commands.reportExport(run, format)),
};
