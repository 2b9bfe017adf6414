//! A few documents of every kind with known contents, to be found among many others.

use minutebook::record::{Date, Status};
use minutebook::search::{Doc, DocKind, Unit, UnitKind};

use super::corpus::SAMPLE_BODY;

fn doc(kind: DocKind, address: &str, title: &str, also: &str, date: &str, units: Vec<Unit>) -> Doc {
    Doc {
        address: address.to_owned(),
        title: title.to_owned(),
        also: also.to_owned(),
        description: String::new(),
        date: date.parse::<Date>().ok(),
        kind,
        body: matches!(kind, DocKind::Meeting | DocKind::Body).then_some(SAMPLE_BODY),
        organisations: Vec::new(),
        title_lang: String::new(),
        welsh: false,
        lang: String::new(),
        units,
    }
}

fn paragraph(number: &str, text: &str) -> Unit {
    Unit::new(UnitKind::Paragraph, format!("#{number}"), number, text)
}

fn item(number: &str, text: &str) -> Unit {
    Unit::new(UnitKind::Item, format!("#{number}"), number, text)
}

fn section(anchor: &str, text: &str) -> Unit {
    Unit::new(UnitKind::Section, format!("#{anchor}"), "", text)
}

/// The minutes, reports, lists and names that the queries look for.
pub(crate) fn docs() -> Vec<Doc> {
    let mut all = vec![april(), september(), strategy()];
    all.push(doc(
        DocKind::Report,
        "reports/2012-annual-report/",
        "First annual report of the Inter-Departmental Ministerial Group on Human Trafficking",
        "Cm 8421\n9780101842129\nAnnual report\nOctober 2012",
        "2012-10-18",
        vec![
            section(
                "legislation",
                "Legislative change\nThe Protection of Freedoms Act amended two offences so that the directive could be met.",
            ),
            paragraph("1.44", "Airlines were trained to notice unaccompanied minors at check-in and at the gate."),
            section("wales", "Wales\nAn anti-slavery coordinator was appointed, the first of its kind in these islands."),
        ],
    ));
    all.push(doc(
        DocKind::Report,
        "reports/2013-annual-report/",
        "Second annual report of the Inter-Departmental Ministerial Group on Human Trafficking",
        "Annual report\n2013",
        "2013-10-18",
        vec![section("children", "Trafficked children\nGuardianship pilots for children who were trafficked.")],
    ));
    let mut review = doc(
        DocKind::Report,
        "reports/nrm-review/",
        "Review of the National Referral Mechanism for victims of human trafficking",
        "HCWS521\n2014",
        "2014-11-11",
        vec![section(
            "panels",
            "Multidisciplinary panels\nDecisions should move from caseworkers to regional panels headed by an independent chair.",
        )],
    );
    review.units.push(Unit::new(
        UnitKind::Attachment,
        "reports/nrm-review/review.pdf#page=31",
        "",
        "Conclusive grounds decisions were delayed in the caseload that the reviewer sampled.",
    ));
    all.push(review);
    all.push(doc(
        DocKind::List,
        "lists/source-countries/",
        "Source country priority list",
        "country",
        "2012-09-30",
        ["Albania", "Nigeria", "Vietnam", "Romania"]
            .iter()
            .map(|c| {
                Unit::new(
                    UnitKind::Entry,
                    format!("lists/source-countries/{}/", c.to_lowercase()),
                    "",
                    format!("{c}\nRanked by referrals in the year"),
                )
            })
            .collect(),
    ));
    all.push(doc(
        DocKind::Dataset,
        "datasets/nrm-referrals/",
        "Referrals to the National Referral Mechanism by quarter and nationality",
        "people referred",
        "",
        vec![],
    ));
    all.push(doc(
        DocKind::Body,
        "idmg/",
        "Inter-Departmental Ministerial Group on Human Trafficking",
        "IDMG",
        "",
        vec![section("remit", "Remit\nTo oversee and steer the response to trafficking and to act as national rapporteur.")],
    ));
    all.push(doc(DocKind::Organisation, "organisations/ukhtc/", "UK Human Trafficking Centre", "UKHTC", "", vec![]));
    all.push(doc(
        DocKind::Organisation,
        "organisations/scottish-government/",
        "Scottish Government",
        "Scottish Executive",
        "",
        vec![],
    ));
    all.push(doc(DocKind::Person, "people/damian-green/", "Damian Green", "MP", "", vec![]));
    all.push(doc(DocKind::Person, "people/stephen-obrien/", "Stephen O’Brien", "MP", "", vec![]));
    let mut welsh = doc(
        DocKind::Meeting,
        "grwp-cymru/2016-03-02/",
        "Cofnodion y Grŵp Cymreig, 2 Mawrth 2016",
        "2016-03-02",
        "2016-03-02",
        vec![
            paragraph("1.1", "Cynhaliwyd y cyfarfod yng Nghaerdydd gyda phobl o bob rhan o Gymru."),
            paragraph("2.1", "Cytunwyd i ysgrifennu at y gweinidog."),
        ],
    );
    welsh.welsh = true;
    welsh.body = None;
    all.push(welsh);
    all.push(doc(
        DocKind::Page,
        "about/",
        "About this site",
        "",
        "",
        vec![
            section("licence", "Licence\nCrown copyright, reused under the Open Government Licence."),
            section("議事", "議事録 in other scripts"),
        ],
    ));
    all
}

/// From the published minutes of 17 April 2012.
fn april() -> Doc {
    let mut action = Unit::new(
        UnitKind::Action,
        "actions/idmg/2012-04-17/4.2/",
        "idmg/2012-04-17/4.2",
        "UKHTC to provide further information on internal trafficking.",
    );
    action.owners = vec![12];
    action.status = Some(Status::Done);
    doc(
        DocKind::Meeting,
        "idmg/2012-04-17/",
        "Minutes of the Inter-Departmental Ministerial Group on Human Trafficking, 17 April 2012",
        "2012-04-17\n17 April 2012\nIDMG",
        "2012-04-17",
        vec![
            Unit::new(
                UnitKind::Attendance,
                "#attendees-p1",
                "",
                "Home Office: Damian Green MP (chair)\nDFID: Official (for Stephen O’Brien MP)\nScottish Executive: Official (for Kenny MacAskill MSP, by videolink)",
            ),
            item("2", "Human Trafficking and the Olympics"),
            paragraph(
                "2.1",
                "There is no evidence to date of an increase in trafficking due to the Olympics. Police officers are prepared and have been issued with trafficking toolkits.",
            ),
            paragraph(
                "2.3",
                "A key potential risk is the use of supply chains for trafficking into the hospitality sector leading to increased labour exploitation. IDMG were notified that SCD9 are working with Anti-Slavery International on ‘Staff Wanted’.",
            ),
            item("3", "Role of the IDMG – National Rapporteur function"),
            paragraph(
                "3.1",
                "It was suggested the frequency of meetings was increased. However, it was agreed that the current arrangements for twice a year are sufficient.",
            ),
            paragraph(
                "3.3",
                "Production of an annual report was agreed by the Group. The first report would be produced for October 2012 in time for Anti-Slavery Day (18 October).",
            ),
            paragraph(
                "3.4",
                "Membership: a suggestion was put forward that membership also include HMRC due to recent issues surrounding benefit/identity fraud and trafficking.",
            ),
            item("4", "Assessment of trends in human trafficking"),
            paragraph(
                "4.2",
                "Further information on internal trafficking was considered useful to the Group, as the National Referral Mechanism (NRM) data provided also includes referrals of UK nationals. UKHTC agreed to provide a further update.",
            ),
            action,
            paragraph(
                "5.1",
                "DH suggested a presentation on DH’s trafficking and health project, which aims to promote training and awareness of trafficking amongst health professionals.",
            ),
            paragraph(
                "5.2",
                "FCO and DfID provided a brief update on their work with international partners in source countries. The source country priority list should be reviewed once a year.",
            ),
            paragraph(
                "5.3",
                "The next IDMG meeting will be held on 13 September 2012, from 10.30 am to 12 pm at the Home Office.",
            ),
        ],
    )
}

/// Invented, to stand beside the real minutes.
fn september() -> Doc {
    let mut action = Unit::new(
        UnitKind::Action,
        "actions/idmg/2012-09-13/2.2/",
        "idmg/2012-09-13/2.2",
        "HMRC to nominate a member by 31 October 2012.",
    );
    action.owners = vec![11];
    action.status = Some(Status::Open);
    doc(
        DocKind::Meeting,
        "idmg/2012-09-13/",
        "Minutes of the Inter-Departmental Ministerial Group on Human Trafficking, 13 September 2012",
        "2012-09-13\n13 September 2012\nIDMG",
        "2012-09-13",
        vec![
            item("1", "Minutes of the last meeting"),
            paragraph("1.1", "The minutes of 17 April were agreed without amendment."),
            item("2", "Membership"),
            paragraph("2.2", "HMRC attended as an observer and will join the group for good."),
            action,
            Unit::new(UnitKind::Decision, "#2.4", "2.4", "Quorum is set at five departments, of which one devolved."),
            paragraph("3.1", "Cannabis cultivation in rented houses was the commonest setting for forced labour."),
        ],
    )
}

fn strategy() -> Doc {
    doc(
        DocKind::Meeting,
        "strategy-board/2012-06-12/",
        "Minutes of the Officials’ Strategy Board, 12 June 2012",
        "2012-06-12\n12 June 2012",
        "2012-06-12",
        vec![
            paragraph("1.2", "A quarterly dashboard of referrals was demonstrated; its colours confused several readers."),
            paragraph("2.1", "The budget for interpreters rose by £12,500 after the tender."),
            paragraph("2.2", "A helpline for seafarers was opened by the charity Stella Maris."),
        ],
    )
}
