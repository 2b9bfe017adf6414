//! Doubts about a site's own theme: it has no folder, or parts of it are used by nothing.

use super::inputs::SiteInputs;
use crate::diag::{Code, Diagnostic, nearest};
use crate::parse::setting_span;
use crate::record::Site;
use crate::render::theme::Theme;
use crate::render::theme_unused::unused_overrides;
use crate::source::{Sources, folder_names};

/// Returns what is doubtful of the theme that the settings name.
pub(super) fn theme_doubts(theme: &Theme, settings: &Site, inputs: &SiteInputs, sources: &Sources) -> Vec<Diagnostic> {
    let pictures: Vec<&str> = [&settings.crest, &settings.share_image].into_iter().filter_map(Option::as_deref).collect();
    let unknown = unknown_theme(settings, inputs, sources);
    unknown.into_iter().chain(unused_overrides(theme, &pictures)).collect()
}

/// Whether a site was told of its theme.
pub(super) fn has_theme_doubts(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| matches!(d.code, Code::UnknownTheme | Code::UnusedOverride))
}

fn unknown_theme(settings: &Site, inputs: &SiteInputs, sources: &Sources) -> Option<Diagnostic> {
    let name = &*settings.theme;
    let built_in = Site::default().theme;
    if *name == *built_in || inputs.themes.join(name).is_dir() {
        return None;
    }
    let mut names = folder_names(&inputs.themes);
    if !names.iter().any(|name| **name == *built_in) {
        names.push(built_in.to_string());
    }
    let near = nearest(name, names.iter().map(String::as_str));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("make the folder `themes/{name}`, or delete the line to have the built-in theme"),
    };
    Some(
        Diagnostic::new(Code::UnknownTheme, setting_span(sources, "theme"), format!("there is no folder `themes/{name}`"))
            .expected(format!("the name of a folder in `themes`, or `{built_in}`, the built-in theme"))
            .remedy(help),
    )
}
