export const style = `
:root { color-scheme: light; --ink: #1d2433; --soft: #68718a; --line: #e6e9f0; --accent: #2563eb; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f6fa; color: var(--ink); font: 14px/1.5 system-ui, -apple-system, 'Segoe UI',
	'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC',
	'WenQuanYi Micro Hei', sans-serif; }
header { display: flex; align-items: baseline; gap: 16px; padding: 16px 28px; background: #14213d; color: #fff; }
header p { margin: 0; opacity: .75; }
h1 { margin: 0; font-size: 20px; } h2 { margin: 0 0 10px; font-size: 16px; }
small { color: var(--soft); font-weight: 400; } h1 small { color: #9db4e8; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(460px, 1fr)); gap: 18px; padding: 20px 28px; }
section { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-size: 12px; font-weight: 500; color: var(--soft); }
td, th { padding: 5px 8px; border-bottom: 1px solid var(--line); vertical-align: top; }
td:first-child { min-width: 6em; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.chosen { background: #eef4ff; } .bad { color: #c2261d; } .none { color: var(--soft); }
a { color: var(--accent); text-decoration: none; } i { color: var(--soft); font-style: normal; word-break: break-all; }
b { font: 600 11px ui-monospace, monospace; color: #0a7a55; } b.POST { color: #b45309; } b.DELETE { color: #c2261d; }
.wide { grid-column: 1 / -1; margin: 0; } header .button { margin-left: auto; }
.button, button { padding: 6px 14px; border: 0; border-radius: 6px; background: var(--accent); color: #fff; font: inherit; cursor: pointer; }
form { display: grid; gap: 10px; max-width: 420px; } label { display: grid; gap: 2px; }
input { padding: 6px 8px; border: 1px solid #c9d0de; border-radius: 6px; font: inherit; } button { justify-self: start; }
nav { margin-top: 10px; display: flex; gap: 12px; }
pre { margin: 0 0 6px; padding: 8px 10px; background: #f4f6fa; border-radius: 6px; white-space: pre-wrap; word-break: break-all; }
time { color: var(--soft); }
`;
