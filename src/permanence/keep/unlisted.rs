//! Earlier addresses that authors declare and the ledger does not have.

use std::collections::BTreeSet;

use super::{Gathered, Keeper, folder, is_page_file, on_side};
use crate::permanence::ledger::Ledger;
use crate::permanence::shown::Shown;
use crate::permanence::standing::{LEADS, Stand};
use crate::record::Target;
use crate::site::former::Stub;
use crate::site::generated::{dataset_names, generated_names};

impl Keeper<'_, '_, '_> {
    /// Aliases that the ledger does not have. Where there is no ledger nobody knows what was published below an earlier address:
    /// then all that stands below the new one is led to from below the old one as well.
    pub(super) fn unlisted(&self, ledger: &Ledger<'_>, out: &mut Gathered) {
        let everything = ledger.pages.is_empty() && !self.record.aliases.is_empty();
        let stands = if everything { self.standing.addresses() } else { Vec::new() };
        for (old, target) in &self.record.aliases {
            let Some(path) = self.record.path_of(target) else { continue };
            if everything {
                self.exports(target, old, &path, out);
            }
            // Every page is in every language of the site, and so it was under its earlier address.
            let languages =
                self.standing.languages().filter(|lang| lang.is_empty() || self.standing.language_of(old).0.is_empty());
            for lang in languages {
                let (old, path) = (on_side(lang, old), on_side(lang, &path));
                if everything {
                    self.below(lang, &old, &path, &stands, out);
                }
                let address: Box<str> = if is_page_file(&old) { old.clone().into() } else { folder(&old).into() };
                let listed = |a: &str| ledger.pages.binary_search_by(|l| (*l.address).cmp(a)).is_ok();
                let other =
                    !lang.is_empty() && (self.standing.get(&address).is_some() || self.record.aliases.contains_key(&*old));
                if other || out.stubs.contains_key(&address) || listed(&format!("/{old}")) {
                    continue;
                }
                let shown = Shown::new(self.record, target.clone(), lang);
                let stub = self.whole(&address, &shown, &self.link(&folder(&path), None));
                out.stubs.insert(address, stub);
            }
        }
    }

    /// A stub with every anchor that its document has.
    pub(super) fn whole(&self, old: &str, target: &Shown<'_>, to: &str) -> Stub {
        let former = target.former().map(|f| &*f.anchor.text);
        let path = old.trim_end_matches('/');
        let claims = [path, self.standing.language_of(path).1].map(|path| self.record.claims.get(path));
        let claimed = claims.into_iter().flatten().flat_map(|c| c.keys()).map(|a| &**a);
        let all: BTreeSet<&str> = target.anchors().into_iter().chain(former).chain(claimed).filter(|a| *a != "*").collect();
        let anchors = all.into_iter().filter_map(|a| Some((a.into(), self.place_of(old, Some(target), to, a)?.into())));
        Stub { old: old.into(), to: to.into(), anchors: anchors.collect() }
    }

    /// The files that are made beside a page, at an earlier address of it.
    pub(super) fn exports(&self, target: &Target, old: &str, now: &str, out: &mut Gathered) {
        let of_dataset = match target {
            Target::Dataset(ix) => dataset_names(&self.record.datasets[ix.ix()]),
            _ => Vec::new(),
        };
        if matches!(target, Target::Body(_) | Target::List(_) | Target::Dataset(_)) {
            let of_folder = generated_names().iter().map(|name| (*name).to_owned()).filter(|_| of_dataset.is_empty());
            for name in of_folder.chain(of_dataset.iter().cloned()) {
                out.copies.entry(format!("{now}/{name}").into()).or_default().insert(format!("{old}/{name}").into());
            }
        }
    }

    /// The addresses below an earlier address, in one language of the site. `old` and `now` begin with the code of its language.
    fn below(&self, lang: &str, old: &str, now: &str, stands: &[String], out: &mut Gathered) {
        let bare = |path: &str| self.standing.language_of(path).1.to_owned();
        let (bare_old, bare_now) = if lang.is_empty() { (old.to_owned(), now.to_owned()) } else { (bare(old), bare(now)) };
        for lead in LEADS {
            let prefix = on_side(lang, &format!("{lead}{bare_now}/"));
            let from = stands.partition_point(|a| *a < prefix);
            for address in stands[from..].iter().take_while(|a| a.starts_with(&prefix)) {
                let rest = &address[prefix.len()..];
                let earlier = on_side(lang, &format!("{lead}{bare_old}/{rest}"));
                let taken =
                    self.standing.get(&earlier).is_some() || self.record.aliases.contains_key(earlier.trim_end_matches('/'));
                if taken || earlier == folder(old) {
                    continue;
                }
                match self.standing.get(address) {
                    Some(stand @ (Stand::Page(..) | Stand::Alone(..))) => {
                        let to = self.link(address, None);
                        let stub = match self.standing.shown(stand) {
                            Some(shown) => {
                                let (old, now) = (earlier.trim_end_matches('/'), address.trim_end_matches('/'));
                                if lang.is_empty() {
                                    self.exports(&shown.original, old, now, out);
                                }
                                self.whole(&earlier, &shown, &to)
                            }
                            None => Stub { old: earlier.as_str().into(), to: to.into(), anchors: Vec::new() },
                        };
                        out.stubs.insert(earlier.into(), stub);
                    }
                    Some(_) => drop(out.copies.entry(address.as_str().into()).or_default().insert(earlier.into())),
                    None => {}
                }
            }
        }
    }
}
