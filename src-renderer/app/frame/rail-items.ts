import {
  IconAlertTriangle,
  IconClipboardCheck,
  IconClipboardData,
  IconFolder,
  IconHeartHandshake,
  IconNotebook,
  IconSettings,
  IconSun,
  IconUsers,
} from '@tabler/icons-react';

/** The rail from top to bottom: a word of `app:rail`, its address, its icon. */
export const railItems = [
  { key: 'today', to: '/today', icon: IconSun },
  { key: 'students', to: '/students', icon: IconUsers },
  { key: 'warnings', to: '/warnings', icon: IconAlertTriangle },
  { key: 'assessments', to: '/assessments', icon: IconClipboardCheck },
  { key: 'cases', to: '/cases', icon: IconFolder },
  { key: 'plans', to: '/plans', icon: IconHeartHandshake },
  { key: 'work', to: '/activities', icon: IconNotebook },
  { key: 'reports', to: '/reports', icon: IconClipboardData },
] as const;

export const settingsItem = { key: 'settings', to: '/settings', icon: IconSettings } as const;
