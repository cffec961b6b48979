/** All code tables by one address. */
export * from './codes/activity.ts';
export * from './codes/care.ts';
export * from './codes/consent.ts';
export * from './codes/define.ts';
export * from './codes/ethnicity.ts';
export * from './codes/files.ts';
export * from './codes/network.ts';
export * from './codes/person.ts';
export * from './codes/support.ts';
