import { fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import type { ProfileView } from '../../src/ipc/types';
import DangerDialog from '../../src/screens/plan/DangerDialog.svelte';
import { ids } from '../../src/testids';

const profile: ProfileView = {
  id: 'p', name: 'shop', host: 'db1', port: 5432, database: 'shop', user: 'app', tls: 'disable', rootCertificate: null,
  environment: 'production', readOnly: false, project: null, hasSecret: true, demo: false,
};
const danger = { code: 'drops-column', object: 'public.patient.fax', meaning: '612 values are lost.' };

function show(): { close: ReturnType<typeof vi.fn>; confirm: ReturnType<typeof vi.fn>; button: HTMLButtonElement; input: HTMLInputElement } {
  const close = vi.fn();
  const confirm = vi.fn();
  render(DangerDialog, { danger, profile, close, confirm });
  return { close, confirm, button: screen.getByTestId(ids.plan.dangerConfirm), input: screen.getByTestId(ids.plan.dangerInput) };
}

describe('accepting a danger', () => {
  test('the button opens only for the exact name', async () => {
    const { button, input, confirm } = show();
    for (const wrong of ['', 'public.patient', 'PUBLIC.PATIENT.FAX', 'public.patient.fax ', ' public.patient.fax', 'public.patient.faxx']) {
      await fireEvent.input(input, { target: { value: wrong } });
      expect(button, JSON.stringify(wrong)).toBeDisabled();
    }
    await fireEvent.input(input, { target: { value: 'public.patient.fax' } });
    expect(button).toBeEnabled();
    expect(confirm).not.toHaveBeenCalled();
    await userEvent.click(button);
    expect(confirm).toHaveBeenCalledOnce();
  });

  test('Enter before the name is whole does nothing', async () => {
    const { input, confirm, close } = show();
    await userEvent.type(input, 'public.patient.fa{Enter}');
    expect(confirm).not.toHaveBeenCalled();
    expect(close).not.toHaveBeenCalled();
  });

  test('a form sent without the button does nothing before the name is whole', async () => {
    const { input, confirm } = show();
    const form = input.closest('form');
    if (!form) throw new Error('no form');
    await fireEvent.submit(form);
    expect(confirm).not.toHaveBeenCalled();
  });

  test('Escape and Cancel close and accept nothing', async () => {
    const { input, confirm, close } = show();
    await userEvent.type(input, 'public.patient.fax');
    const dialog = input.closest('dialog');
    if (!dialog) throw new Error('no dialog');
    await fireEvent(dialog, new Event('cancel', { cancelable: true }));
    expect(close).toHaveBeenCalledOnce();
    await userEvent.click(screen.getByTestId(ids.plan.dangerCancel));
    expect(close).toHaveBeenCalledTimes(2);
    expect(confirm).not.toHaveBeenCalled();
  });

  test('pasting is allowed, and the focus starts in the field', async () => {
    const { input, button } = show();
    expect(input).toHaveFocus();
    await userEvent.paste('public.patient.fax');
    expect(button).toBeEnabled();
  });
});
