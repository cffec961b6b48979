export const zh = {
  level: {
    unassessed: '未评定',
    red_orange_yellow: { s0: '一般', s1: '关注 · 黄', s2: '预警 · 橙', s3: '危机 · 红' },
    one_is_gravest: { s0: '一般', s1: '三级 · 黄', s2: '二级 · 橙', s3: '一级 · 红' },
    one_is_lightest: { s0: '一般', s1: '一级 · 黄', s2: '二级 · 橙', s3: '三级 · 红' },
  },
  table: {
    sortBy: '按“{{column}}”排序',
    selectAll: '全选',
    selectRow: '选中第 {{row}} 行',
    rows: '共 {{count}} 行',
    columns: '显示的列',
  },
  draft: { saved: '已存草稿 {{time}}', saving: '正在存草稿' },
  date: { today: '今天', none: '—' },
  error: { title: '没有做成', retry: '再试一次' },
  loading: '正在读取',
};
