import type { Api } from './api';
export function mockApi(): Api { throw new Error('later'); }
