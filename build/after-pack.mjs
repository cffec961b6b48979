import { statSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

const STUB_LIMIT = 64 * 1024;

/** Where the packed executable lies. */
function executable({ appOutDir, electronPlatformName, packager }) {
  if (electronPlatformName === 'darwin') return join(appOutDir, `${packager.appInfo.productFilename}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${packager.appInfo.productFilename}.exe`);
  return join(appOutDir, packager.executableName);
}

/** Sets every fuse of the packed Electron; one that a newer Electron adds and this list lacks stops the packaging. */
export default async function afterPack(context) {
  const path = executable(context);
  if (process.env.XINDANG_PACK_STUB === '1') {
    // Packing against a stand-in for Electron's folder, to look at what the archive holds: there are no fuses to set.
    const { size } = statSync(path);
    if (size > STUB_LIMIT)
      throw new Error('XINDANG_PACK_STUB is set, but this is a real Electron: refusing to pack it without fuses');
    return;
  }
  await flipFuses(path, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
    // No way to use the app's executable as a plain Node.
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    // The app keeps no cookies; if one ever lands on disk it is encrypted.
    [FuseV1Options.EnableCookieEncryption]: true,
    // Only the archive that was packed, unaltered (checked on Windows and macOS).
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Pages come from app:// and never from file://.
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    // The default; without it WebAssembly checks bounds by hand and is slower.
    [FuseV1Options.WasmTrapHandlers]: true,
  });
}
