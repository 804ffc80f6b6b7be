use asl::{QueryLanguage, StateType};

use super::{Shape, find, of};

/// The model says which fields there are, the table what they are; neither knows one that the other does not.
#[test]
fn every_field_of_a_state_is_explained() {
    let mut legal = std::collections::BTreeSet::new();
    for kind in StateType::ALL {
        for language in [QueryLanguage::JsonPath, QueryLanguage::Jsonata] {
            for name in asl::allowed_fields(kind, language) {
                assert!(find(Shape::State, name).is_some(), "{name} of {}", kind.name());
                legal.insert(name);
            }
        }
    }
    for field in of(Shape::State) {
        assert!(legal.contains(field.name), "no state has {}", field.name);
    }
}
