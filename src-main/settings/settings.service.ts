export { getLevelPreset, getSchool, type LevelPreset, saveLevelPreset, saveSchool } from '../vault/school.ts';
