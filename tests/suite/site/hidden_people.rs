//! A person with a public name is nowhere in the public edition, under whatever form of the name the texts mean them.

use super::support::Site;

const DIRECTORY: &str = "[[person]]\nid = \"zebulon-quirkley\"\nname = \"Zebulon Quirkley\"\npublic_name = \"Official\"\n";

/// A site whose minutes have some text, and further people present.
fn site(present: &str, text: &str) -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Quay\"\nas_of = 2026-11-23\n").write("content/people.toml", DIRECTORY);
    site.write("content/board/_index.md", "---\nname: Quay Board\n---\n\nThe Board.\n");
    site.write(
        "content/board/meetings/2024-05-08.md",
        format!("# Quay Board, 8 May 2024\n\nPresent: Ann Lee, {present}\n\n## 1. Lamps\n\n{text}\n"),
    );
    site
}

#[test]
fn an_owner_an_attendee_and_a_new_owner_appear_under_the_public_name() {
    let text = "**ACTION:** Zebulon to write.\n\n**ACTION:** Quirkley to read.\n\n**ACTION:** Ann Lee to mend it.\n";
    for present in ["Zebulon Quirkley", "Z. Quirkley", "Mr Quirkley", "Dee Fox (for Zebulon Quirkley)"] {
        let site = site(present, text);
        let later = "# Quay Board, 12 June 2024\n\n## 1. Lamps\n\n**ACTION board/2024-05-08/1c:** transferred to Zebulon Quirkley.\n";
        site.write("content/board/meetings/2024-06-12.md", later);
        let built = site.build();
        for path in built.list() {
            let bytes = std::fs::read(built.folder.join(&path)).expect("a file");
            let words = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(!words.contains("quirkley") && !words.contains("zebulon"), "{present}: {path}");
        }
        let register = built.read("actions.csv");
        assert_eq!(register.matches(",Official,").count(), 3, "{present}: {register}");
    }
}

#[test]
fn a_form_of_the_name_in_the_text_is_a_leak() {
    for form in ["Zebulon Quirkley", "Mr Quirkley", "Z. Quirkley", "Quirkley, Zebulon", "Zebulon", "ZEBULON", "Quirkley’s"] {
        let said = site("Cy Dunn", &format!("1.1 The lamp was seen by {form} in May.")).fail(1, &[]);
        assert!(said.contains("error[leak]") && said.contains("people.toml"), "{form}: {said}");
    }
}

#[test]
fn a_name_that_others_have_and_a_word_of_the_language_are_no_leak() {
    for (present, text) in [
        ("Zebulon Lee, Bob Quirkley", "1.1 Zebulon and Mr Quirkley saw the lamp."),
        ("Zebulon Lee", "1.1 Zebulon saw the lamp, and was zebulon."),
        ("Cy Dunn", "1.1 A quirkley is a lamp, and Quirkley Street is dark. The zebulon is a boat. Zebulon is its name."),
    ] {
        site(present, text).build();
    }
    let said = site("Zebulon Lee", "1.1 Mr Quirkley saw the lamp.").fail(1, &[]);
    assert!(said.contains("`Quirkley`"), "{said}");
}

#[test]
fn an_empty_public_name_is_an_error_and_hides_the_name() {
    for name in ["", " "] {
        let site = site("Cy Dunn", "1.1 Out.");
        site.write("content/people.toml", DIRECTORY.replace("Official", name));
        let said = site.fail(1, &[]);
        assert!(said.contains("`public_name`"), "{said}");
    }
}
