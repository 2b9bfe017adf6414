// The pages that are looked at: one or more of each kind, by their addresses in the site built from the project's own content.

/** Kind of page to its address below the site. */
export const pages = {
  home: '',
  body: 'idmg/',
  'body with a sub-group': 'kestrel-coast/',
  meeting: 'idmg/2012-04-17/',
  'meeting with papers': 'kestrel-coast/2024-09-18/',
  'meeting with a redaction': 'kestrel-coast/2025-06-18/',
  'cancelled meeting': 'kestrel-coast/2025-10-15/',
  'meetings of a year': 'archive/2024/',
  actions: 'actions/',
  'filtered actions': 'actions/?status=done&owner=gannet-ferries',
  'overdue actions': 'actions/overdue/',
  'overdue actions of an owner': 'actions/owner/kestrel-coast-rescue/overdue/',
  'actions with a status': 'actions/status/done/',
  'actions of a body': 'actions/body/kestrel-coast/',
  'actions of a year': 'actions/year/2025/',
  'actions of an owner': 'actions/owner/kestrel-coast-rescue/',
  action: 'actions/kestrel-coast/2023-11-15/5.1/',
  decisions: 'decisions/',
  'decisions of a year': 'decisions/2025/',
  list: 'kestrel-coast/lists/visitor-countries/',
  'withheld list': 'lists/source-countries/',
  revision: 'kestrel-coast/lists/visitor-countries/2025-12-01/',
  entry: 'kestrel-coast/lists/visitor-countries/norway/',
  reports: 'reports/',
  report: 'kestrel-coast/reports/2025-sign-trial/',
  'catalogue entry': 'reports/2016-report/',
  dataset: 'datasets/nrm-referrals/',
  organisation: 'organisations/kestrel-coast-rescue/',
  person: 'people/damian-green/',
  page: 'how-to-cite/',
  'page with code': 'kestrel-coast/log-format/',
  search: 'search/',
  'A to Z': 'a-z/',
  'letter of the A to Z': 'a-z/k/',
  'lists under review': 'lists/',
  datasets: 'datasets/',
  'actions by owner': 'actions/owner/',
  organisations: 'organisations/',
  people: 'people/',
  'site map': 'sitemap/',
  'accessibility statement': 'accessibility-statement/',
  'not found': '404.html',
  changes: 'changes/',
  'changes of a year': 'changes/2025/',
  'permanent links': 'permalinks/',
  'two revisions compared': 'kestrel-coast/lists/visitor-countries/compare/2024-10-01/2025-12-01/',
};

/**
 * What is wholly on the first screen of a kind of page, at the top: selectors for 1280×900, then for 375×812. A number after a selector is
 * how many of its elements.
 */
export const firstScreens = {
  home: [['.search input', '.panel li', ['.latest > li', 3]], ['.search input', '.panel li', '.latest > li']],
  body: [['h1', ['.latest > li', 1]], ['h1', '.latest > li']],
  'body with a sub-group': [['h1', '.state-line', '.panel li', ['.latest > li', 3]], ['h1', '.panel li', '.latest > li']],
  meeting: [['h1', '.state-line', '.outcome'], ['h1', '.state-line', '.outcome h2', ['.outcome li', 1]]],
  'meeting with papers': [['h1', '.state-line', '.sideways', '.outcome'], ['h1', '.state-line', '.outcome h2', ['.outcome li', 3]]],
  'meeting with a redaction': [['h1', '.state-line', '.sideways', '.outcome'], ['h1', '.state-line', '.outcome h2', ['.outcome li', 3]]],
  'cancelled meeting': [['h1', '.state-line'], ['h1', '.state-line']],
  actions: [['.sums', '.filters', ['tbody tr', 3]], ['.sums', 'tbody th']],
  'overdue actions': [['h1', '.sums', 'tbody tr'], ['h1', '.sums', 'tbody tr']],
  action: [['h1', '.standing', '.facts > div:nth-child(1)', '.facts > div:nth-child(2)'], ['h1', '.standing', '.facts > div:nth-child(1)', '.facts > div:nth-child(2)']],
  decisions: [[['tbody tr:not(.group)', 5]], [['tbody tr:not(.group)', 2]]],
  changes: [[['.day .rows > li', 4]], [['.day .rows > li', 3]]],
  'permanent links': [['h1'], ['h1']],
};

/** Bytes of HTML, style and script together that a page may weigh. Minutes of seventeen people and twenty paragraphs stand for the largest. */
export const budgets = {
  meeting: 50_000,
  'meeting with papers': 50_000,
  'meeting with a redaction': 50_000,
  action: 35_000,
  list: 60_000,
  entry: 42_000,
  dataset: 75_000,
  search: 110_000,
  default: 60_000,
};
