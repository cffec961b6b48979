import type { MenuItemConstructorOptions } from 'electron';
import type { Words } from './words.ts';

/** macOS takes the editing keys from the menu; elsewhere the app has none. */
export function menuTemplate(platform: NodeJS.Platform, words: Words): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null;
  return [{ role: 'appMenu' }, { role: 'editMenu', label: words.edit }, { role: 'windowMenu', label: words.window }];
}
