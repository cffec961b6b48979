import type { MenuItemConstructorOptions } from 'electron';
import type { Words } from './words.ts';

/** macOS takes the editing keys from the menu; elsewhere the app has none. */
export function menuTemplate(
  platform: NodeJS.Platform,
  words: Words,
  onQuickForms: () => void,
): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null;
  const quick = { label: words.quickForms, accelerator: 'Cmd+J', click: onQuickForms };
  return [
    { role: 'appMenu' },
    { role: 'editMenu', label: words.edit },
    { label: words.record, submenu: [quick] },
    { role: 'windowMenu', label: words.window },
  ];
}
