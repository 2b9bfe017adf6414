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
  'actions of an owner': 'actions/owner/kestrel-coast-rescue/',
  action: 'actions/kestrel-coast/2023-11-15/5.1/',
  decisions: 'decisions/',
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
  'not found': '404.html',
};

/** The pages whose pictures are kept, for people to look at. */
export const pictured = ['home', 'body with a sub-group', 'meeting', 'meeting with papers', 'actions', 'action', 'list', 'report', 'dataset'];
