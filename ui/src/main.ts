import { mount } from 'svelte';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './styles/index.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import App from './App.svelte';
import type { Api } from './ipc/api';

// The mode is a constant of the build: the mock's module is not part of the production bundle.
async function api(): Promise<Api> {
  if (import.meta.env.MODE === 'mock') return (await import('./ipc/mock/index')).mockApi();
  return (await import('./ipc/tauri')).tauriApi;
}

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target, props: { api: await api() } });
