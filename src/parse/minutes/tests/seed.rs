use super::support::read;
#[test]
fn seed_probe() {
    let Ok(path) = std::env::var("MINUTEBOOK_PROBE") else { return };
    let text = std::fs::read_to_string(&path).unwrap();
    let (m, d) = read(&path, &text);
    for m in &m {
        println!("{} {} {:?}", m.key, m.date, m.next);
        for a in m.attendance.iter().flatten() {
            println!(
                "{:?} {} | {:?} {:?} {:?} {:?} {:?} | {}",
                a.standing,
                a.name.text,
                a.organisation.as_ref().map(|o| &o.text),
                a.role,
                a.chair,
                a.deputy_for.iter().map(|d| &d.text).collect::<Vec<_>>(),
                a.mode,
                &text[a.rest.range()]
            );
        }
        for s in &m.sections {
            println!("# {:?} {} [{}]", s.number.as_ref().map(|n| n.as_str()), s.title, s.anchor);
            for b in &s.blocks {
                println!("  {:?} [{}] {:?}", b.kind, b.anchor, &text[b.text.range()].chars().take(50).collect::<String>());
            }
        }
        for a in &m.actions {
            println!(
                "A {} {:?} {:?} {:?} {:?}",
                a.local,
                a.owners.iter().map(|o| &o.text).collect::<Vec<_>>(),
                a.due.as_ref().map(|d| (&d.text, d.date)),
                a.status,
                &text[a.text.range()]
            );
        }
    }
    println!("{d:?}");
}
