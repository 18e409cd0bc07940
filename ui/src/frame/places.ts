import Archive from '@lucide/svelte/icons/archive';
import Cable from '@lucide/svelte/icons/cable';
import GitCompareArrows from '@lucide/svelte/icons/git-compare-arrows';
import History from '@lucide/svelte/icons/history';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Play from '@lucide/svelte/icons/play';
import Settings from '@lucide/svelte/icons/settings-2';
import Workflow from '@lucide/svelte/icons/workflow';
import type { Component } from 'svelte';
import type { Place } from '../state/route.svelte';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const icons: Record<Place, Component<any>> = {
  connections: Cable,
  schema: Workflow,
  compare: GitCompareArrows,
  plan: ListChecks,
  run: Play,
  backups: Archive,
  history: History,
  settings: Settings,
};
