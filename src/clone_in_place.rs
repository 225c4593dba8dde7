//! The one macro that lets a copy be made in place of another.

/// Implements `Clone` for a struct as the derive does, with a `clone_from` that fills again what the older copy has
/// allocated: who tries one event after the other on copies of a set needs one copy for all of them.
macro_rules! clone_in_place {
    ($Type:ident { $($field:ident),+ $(,)? }) => {
        impl Clone for $Type {
            fn clone(&self) -> Self {
                let Self { $($field),+ } = self;
                Self { $($field: $field.clone()),+ }
            }

            fn clone_from(&mut self, source: &Self) {
                let Self { $($field),+ } = source;
                $(self.$field.clone_from($field);)+
            }
        }
    };
}
