/** From this size on people are told: at 2 GB a backup takes minutes on an office PC's disk, and there are several of them. */
export const LARGE_VAULT = 1.5 * 1024 ** 3;
