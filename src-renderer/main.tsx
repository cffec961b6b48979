import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/charts/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@fontsource-variable/noto-sans-sc/wght.css';
// For paper: Chromium embeds a fixed face as TrueType, a variable one only as nameless outlines.
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/700.css';
import './app/app.css';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { createRoot } from 'react-dom/client';
import type { ShellSettings } from '../src-shared/contract/shell.ts';
import { call } from './app/api.ts';
import { App } from './app/app.tsx';
import { startI18n } from './app/i18n.ts';

const DEFAULTS: ShellSettings = {
  language: 'zh',
  colorScheme: 'light',
  idleMinutes: 10,
  hiddenMinutes: 5,
  contentProtection: true,
};

const root = document.getElementById('root');
if (root) {
  const settings = await call('shell.getSettings', {}).catch(() => DEFAULTS);
  dayjs.locale(settings.language === 'en' ? 'en' : 'zh-cn');
  await startI18n(settings.language);
  createRoot(root).render(<App colorScheme={settings.colorScheme} />);
}
