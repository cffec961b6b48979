export const zh = {
  level: {
    unassessed: '未评定',
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
  field: { leftOut: '请填写这一栏', unfit: '这一栏的内容不合适，请改一下' },
  picker: { hint: '姓名、拼音、首字母或学号', nothing: '没有找到这名学生' },
  pdf: { preview: '预览', page: '第 {{page}} 页' },
};
