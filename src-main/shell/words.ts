import type { ShellSettings } from '../../src-shared/contract/shell.ts';

const zh = {
  appName: '心档',
  chooseFile: '选择文件',
  chooseFolder: '选择文件夹',
  saveFile: '保存文件',
  vaultFolder: '选择存放心档数据的文件夹',
  page: (number: string, total: string) => `第 ${number} 页 / 共 ${total} 页`,
  startFailed: '心档无法启动',
  edit: '编辑',
  window: '窗口',
  record: '记录',
  quickForms: '记一笔…',
};

const en: typeof zh = {
  appName: 'Xindang',
  chooseFile: 'Choose a file',
  chooseFolder: 'Choose a folder',
  saveFile: 'Save file',
  vaultFolder: 'Choose the folder for the data of Xindang',
  page: (number, total) => `Page ${number} of ${total}`,
  startFailed: 'Xindang cannot start',
  edit: 'Edit',
  window: 'Window',
  record: 'Record',
  quickForms: 'Quick note…',
};

/** Words of the system's dialogs and of the running footer; all others belong to the page. */
export const words = (language: ShellSettings['language']) => (language === 'zh' ? zh : en);
export type Words = typeof zh;
