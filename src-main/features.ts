import { settingsChannels } from './settings/settings.channels.ts';

/** Every feature's handlers, joined once for the dispatcher. */
export const featureHandlers = {
  ...settingsChannels,
};
